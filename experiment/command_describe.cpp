// nakodo describe: every parameter with unit, range, default and provenance.
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "experiment/command_line.hpp"
#include "experiment/field_tree.hpp"
#include "experiment/parameter_table.hpp"
#include "experiment/parameter_text.hpp"
#include "experiment/suggestion.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

/// @param chosen whether the default is in force: not within an alternative that is merely possible
void print(const FieldNode& node, const std::string& path, bool chosen) {
  const bool structural = node.kind == FieldNode::Kind::section;
  if (!path.empty()) {
    std::cout << path;
    if (!structural) {
      if (chosen) std::cout << " = " << node.default_text;
      if (const std::string unit = unit_text(node.field.unit);
          !unit.empty() && node.kind != FieldNode::Kind::date)
        std::cout << (chosen ? " " : " in ") << unit;
      if (const std::string range = range_text(node); !range.empty()) std::cout << "   " << range;
    }
    if (node.field.required) std::cout << "   required";
    std::cout << "\n    " << node.field.meaning << '\n';
    if (!node.field.refers_to.empty())
      std::cout << "    names one of: " << node.field.refers_to << '\n';
    if (const std::string source = provenance_text(node.field.provenance); !source.empty())
      std::cout << "    " << source << '\n';
  }
}

void print_all(const FieldNode& node, const std::string& path, bool chosen = true) {
  print(node, path, chosen);
  chosen = chosen && node.kind != FieldNode::Kind::alternatives;
  if (node.kind == FieldNode::Kind::list &&
      node.parts.front().kind != FieldNode::Kind::alternatives &&
      node.parts.front().kind != FieldNode::Kind::section)
    return;
  for (const FieldNode& part : node.parts) {
    const bool item = part.name == "[]";
    print_all(part, path.empty() || item ? path + part.name : path + "." + part.name, chosen);
  }
}

/// The part a step of a path names; a name of the user's own stands for any.
const FieldNode* step_into(const FieldNode& node, const std::string& step) {
  for (const FieldNode& part : node.parts)
    if (part.name == step) return &part;
  if (node.kind == FieldNode::Kind::named) return &node.parts.front();
  if (node.kind == FieldNode::Kind::list) return step_into(node.parts.front(), step);
  return nullptr;
}

/// The node at the end of a path; throws UsageError if there is none.
const FieldNode& find(const FieldNode& tree, const std::string& path) {
  const FieldNode* node = &tree;
  std::istringstream steps(path);
  for (std::string step; std::getline(steps, step, '.');) {
    const FieldNode* next = step_into(*node, step);
    if (next == nullptr) {
      std::vector<std::string> names;
      for (const FieldNode& part : node->parts) names.push_back(part.name);
      throw UsageError("there is no '" + step + "' in '" + path + "'\n" + suggest(step, names));
    }
    node = next;
  }
  return *node;
}

}  // namespace

int describe_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("format",
                        options::value<std::string>()->default_value("text")->value_name("FORMAT"),
                        "text or markdown (tables)");
  const auto values = parse(arguments, "describe [PATH] [options]",
                            "Describes every parameter, or those below a path such as trust or "
                            "firms.<name>.stakeholders:\n"
                            "default, unit, range, meaning, and where the default comes from.",
                            visible, "path");
  if (!values) return ExitCode::success;
  const std::string format = (*values)["format"].as<std::string>();
  if (format != "text" && format != "markdown")
    throw UsageError("--format has to be text or markdown, not '" + format + "'");
  const FieldNode tree = field_tree();
  std::vector<std::string> paths{""};
  if (values->count("path") > 0) paths = (*values)["path"].as<std::vector<std::string>>();
  for (const std::string& path : paths) {
    const FieldNode& node = find(tree, path);
    if (format == "markdown")
      print_parameter_tables(std::cout, node, path);
    else
      print_all(node, path);
  }
  return ExitCode::success;
}

}  // namespace nakodo::experiment
