// Every number of the model, put just outside its range: none may pass. A walk over the tree of
// fields finds them all, so that a new parameter is covered from the day it is there.
#include <cmath>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "experiment/field_tree.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

using Kind = FieldNode::Kind;

/// Puts the text of a value where a field stands: a setting `path=value`.
using Setter = std::function<std::string(const std::string& value)>;

/// Somebody whose name may stand for <name> below this path.
std::string somebody(const std::string& path) {
  const std::vector<std::pair<std::string, std::string>> known{
      {"communities", "osaka"}, {"firms", "home"},     {"intermediaries", "dcl"},
      {"projects", "venture"},  {"media", "fax"},      {"people", "hata"},
      {"supplies", "module"},   {"embedded", "osaka"}, {"units", "a_unit"},
      {"invites", "osaka"}};
  for (const auto& [section, name] : known)
    if (path.ends_with(section)) return name;
  FAIL("nobody is known for " << path);
  return {};
}

std::string number(double value) {
  std::ostringstream out;
  out.precision(17);
  out << value;
  return out.str();
}

/// Values just outside the range of a number.
std::vector<std::string> outside(const FieldNode& node) {
  const models::Range& range = node.field.range;
  const double step = node.kind == Kind::integer ? 1.0 : 0.001;
  std::vector<std::string> values;
  if (std::isfinite(range.low))
    values.push_back(number(range.low_open ? range.low : range.low - step));
  if (std::isfinite(range.high))
    values.push_back(number(range.high_open ? range.high : range.high + step));
  return values;
}

struct Wrong {
  std::string setting;
  std::string value;
};

void collect(const FieldNode& node, const std::string& path, const Setter& place,
             std::vector<Wrong>& found) {
  switch (node.kind) {
    case Kind::number:
    case Kind::integer:
      for (const std::string& value : outside(node)) found.push_back({place(value), value});
      return;
    case Kind::section:
      for (const FieldNode& part : node.parts)
        collect(
            part, path.empty() ? part.name : path + "." + part.name,
            [&](const std::string& value) {
              return path.empty() ? part.name + "=" + value
                                  : place("{" + part.name + ": " + value + "}");
            },
            found);
      return;
    case Kind::named:
      collect(
          node.parts.front(), path,
          [&](const std::string& value) {
            return place("{" + somebody(path) + ": " + value + "}");
          },
          found);
      return;
    case Kind::alternatives:
      for (const FieldNode& part : node.parts)
        collect(
            part, path + "." + part.name,
            [&](const std::string& value) { return place("{" + part.name + ": " + value + "}"); },
            found);
      return;
    case Kind::list:
      collect(
          node.parts.front(), path,
          [&](const std::string& value) { return place("[" + value + "]"); }, found);
      return;
    default:
      return;
  }
}

}  // namespace

TEST_CASE("every number of a configuration is refused just outside its range", "[ranges]") {
  std::vector<Wrong> wrong;
  const FieldNode tree = field_tree();
  for (const FieldNode& section : tree.parts)
    collect(
        section, section.name, [&](const std::string& value) { return section.name + "=" + value; },
        wrong);
  CHECK(wrong.size() > 200);
  for (const Wrong& one : wrong) {
    CAPTURE(one.setting);
    const std::string problems = problems_of(small_world, {one.setting});
    CAPTURE(problems);
    CHECK((problems.find(", not " + one.value + "\n") != std::string::npos ||
           problems.find("'" + one.value + "' is out of range\n") != std::string::npos));
  }
}

}  // namespace nakodo::experiment
