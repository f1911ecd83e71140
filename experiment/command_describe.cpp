// nakodo describe: every parameter with unit, range, default and provenance.
#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "experiment/command_line.hpp"
#include "experiment/field_tree.hpp"
#include "experiment/suggestion.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

std::string range_text(const FieldNode& node) {
  if (node.kind == FieldNode::Kind::choice) {
    std::string text;
    for (const std::string& choice : node.choices) text += (text.empty() ? "" : " | ") + choice;
    return text;
  }
  const models::Range& range = node.field.range;
  if (std::isinf(range.low) && std::isinf(range.high)) return "";
  std::ostringstream out;
  if (std::isinf(range.high))
    out << (range.low_open ? "> " : "≥ ") << range.low;
  else if (std::isinf(range.low))
    out << (range.high_open ? "< " : "≤ ") << range.high;
  else
    out << "in " << (range.low_open ? "(" : "[") << range.low << ", " << range.high
        << (range.high_open ? ")" : "]");
  return out.str();
}

std::string unit_text(models::Unit unit) {
  switch (unit) {
    case models::Unit::days:
      return "days";
    case models::Unit::per_day:
      return "per day";
    case models::Unit::person_days:
      return "person-days";
    case models::Unit::money:
      return "fee units";
    case models::Unit::date:
      return "date";
    case models::Unit::none:
      break;
  }
  return "";
}

std::string provenance_text(const models::Provenance& provenance) {
  if (provenance.source.empty()) return "";
  const char* origin = provenance.origin == models::Origin::seed         ? "seed"
                       : provenance.origin == models::Origin::literature ? "literature"
                                                                         : "assumption";
  return std::string(origin) + ": " + std::string(provenance.source);
}

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

}  // namespace

int describe_command(const Arguments& arguments) {
  const auto values = parse(arguments, "describe [PATH]",
                            "Describes every parameter, or those below a path such as trust or "
                            "firms.<name>.stakeholders:\n"
                            "default, unit, range, meaning, and where the default comes from.",
                            options::options_description("options"), "path");
  if (!values) return ExitCode::success;
  const FieldNode tree = field_tree();
  if (values->count("path") == 0) {
    print_all(tree, "");
    return ExitCode::success;
  }
  for (const std::string& path : (*values)["path"].as<std::vector<std::string>>()) {
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
    print_all(*node, path);
  }
  return ExitCode::success;
}

}  // namespace nakodo::experiment
