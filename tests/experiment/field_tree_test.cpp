// The list of fields is what `describe`, the schema and the manual are made of; a hole in it is a
// hole in all of them.
#include "experiment/field_tree.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {

using Kind = FieldNode::Kind;

/// Every node that a file can say, with its path.
void for_all(const FieldNode& node, const std::string& path,
             const std::function<void(const FieldNode&, const std::string&)>& visit) {
  visit(node, path);
  for (const FieldNode& part : node.parts)
    for_all(part, path.empty() ? part.name : path + "." + part.name, visit);
}

bool is_number(const FieldNode& node) {
  return node.kind == Kind::number || node.kind == Kind::integer;
}

/// Whether what a path leads to belongs to the model (and not to how it is run), so that its
/// default says something about the world.
bool is_model(const std::string& path) {
  for (const char* section : {"nakodo", "title", "experiment", "output", "execution"})
    if (path == section || path.starts_with(std::string(section) + ".")) return false;
  return true;
}

/// Parts of a distribution have no default of their own: the field that holds it has one. The items
/// of lists have none either.
bool has_own_default(const std::string& path) {
  for (const char* form : {".constant.", ".exponential.", ".gamma.", ".lognormal.", ".normal.",
                           ".uniform.", ".beta.", "[]"})
    if (path.find(form) != std::string::npos) return false;
  return true;
}

std::string where(const std::function<bool(const FieldNode&, const std::string&)>& is_wrong) {
  std::string found;
  for_all(field_tree(), "", [&](const FieldNode& node, const std::string& path) {
    if (!path.empty() && is_wrong(node, path)) found += path + "\n";
  });
  return found;
}

}  // namespace

TEST_CASE("every field says what it means", "[field_tree]") {
  CHECK(where([](const FieldNode& node, const std::string&) {
          return node.field.meaning.empty();
        }) == "");
}

TEST_CASE("every default lies within its own range", "[field_tree]") {
  CHECK(where([](const FieldNode& node, const std::string&) {
          return is_number(node) && node.default_text != "unset" &&
                 !node.field.range.contains(std::strtod(node.default_text.c_str(), nullptr));
        }) == "");
}

TEST_CASE("every default number and choice of the model says where it comes from", "[field_tree]") {
  CHECK(where([](const FieldNode& node, const std::string& path) {
          return (is_number(node) || node.kind == Kind::choice ||
                  node.kind == Kind::alternatives) &&
                 is_model(path) && has_own_default(path) && !node.field.required &&
                 node.name != "<name>" && node.field.provenance.source.empty();
        }) == "");
}

TEST_CASE("every choice has at least one name and a default among them", "[field_tree]") {
  CHECK(where([](const FieldNode& node, const std::string&) {
          return node.kind == Kind::choice && std::find(node.choices.begin(), node.choices.end(),
                                                        node.default_text) == node.choices.end();
        }) == "");
}

TEST_CASE("no section has two fields of one name", "[field_tree]") {
  CHECK(where([](const FieldNode& node, const std::string&) {
          for (std::size_t i = 0; i < node.parts.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
              if (node.parts[i].name == node.parts[j].name) return true;
          return false;
        }) == "");
}

TEST_CASE("a reference leads to sections that exist", "[field_tree]") {
  const FieldNode tree = field_tree();
  CHECK(where([&](const FieldNode& node, const std::string&) {
          std::istringstream sections{std::string(node.field.refers_to)};
          for (std::string section; std::getline(sections, section, '|');)
            if (std::none_of(tree.parts.begin(), tree.parts.end(), [&](const FieldNode& part) {
                  return part.name == section && part.kind == Kind::named;
                }))
              return true;
          return false;
        }) == "");
}

}  // namespace nakodo::experiment
