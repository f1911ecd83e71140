// nakodo schema: the JSON Schema of the configuration (draft 7, what editors' YAML servers speak).
//
// A quantity may be a number or a text with a unit, so ranges bind numbers only; `nakodo check` is
// the judge.
#include <cmath>
#include <iostream>
#include <locale>
#include <sstream>

#include "experiment/command_line.hpp"
#include "experiment/field_tree.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

using Members = std::vector<std::pair<std::string, std::string>>;

std::string object(const Members& members) {
  std::vector<std::string> items;
  for (const auto& [key, value] : members) items.push_back(json_text(key) + ": " + value);
  return std::string("{") + joined(items) + "}";
}

std::string json_number(double value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << value;
  return out.str();
}

std::string any_of(const std::vector<std::string>& schemas) {
  return schemas.size() == 1 ? schemas.front()
                             : object({{"anyOf", std::string("[") + joined(schemas) + "]"}});
}

std::string numeric(const FieldNode& node, const char* type) {
  Members members{{"type", json_text(type)}};
  const models::Range& range = node.field.range;
  if (std::isfinite(range.low))
    members.emplace_back(range.low_open ? "exclusiveMinimum" : "minimum", json_number(range.low));
  if (std::isfinite(range.high))
    members.emplace_back(range.high_open ? "exclusiveMaximum" : "maximum", json_number(range.high));
  return object(members);
}

std::string schema_of(const FieldNode& node);

std::string section(const FieldNode& node) {
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<std::string> required;
  for (const FieldNode& part : node.parts) {
    properties.emplace_back(part.name, schema_of(part));
    if (part.field.required) required.push_back(json_text(part.name));
  }
  std::vector<std::pair<std::string, std::string>> members{{"type", json_text("object")},
                                                           {"additionalProperties", "false"},
                                                           {"properties", object(properties)}};
  if (!required.empty())
    members.emplace_back("required", std::string("[") + joined(required) + "]");
  return object(members);
}

/// A section, or its first part alone where that is allowed.
std::string section_or_short(const FieldNode& node) {
  return node.short_form ? any_of({schema_of(node.parts.front()), section(node)}) : section(node);
}

std::string alternatives(const FieldNode& node) {
  std::vector<std::string> schemas;
  for (const FieldNode& part : node.parts) {
    if (part.bare) schemas.push_back(schema_of(part.parts.front()));
    schemas.push_back(object({{"const", json_text(part.name)}}));
    schemas.push_back(object({{"type", json_text("object")},
                              {"additionalProperties", "false"},
                              {"minProperties", "1"},
                              {"properties", object({{part.name, section_or_short(part)}})}}));
  }
  return any_of(schemas);
}

/// A factor: levels, {values}, {arms}, {low, high}, {distribution}, or nothing.
std::string factors() {
  const std::string levels = object({{"type", json_text("array")}, {"minItems", "1"}});
  const std::string arm = object({{"type", "[\"object\", \"null\"]"}});
  const std::string arms = object(
      {{"type", json_text("object")}, {"minProperties", "1"}, {"additionalProperties", arm}});
  const std::string quantity = object({{"type", "[\"number\", \"string\"]"}});
  const std::string count = object({{"type", json_text("integer")}, {"minimum", "2"}});
  const auto mapping = [](const std::string& required, Members properties) {
    properties.insert(properties.begin(), {"name", object({{"type", json_text("string")}})});
    return object({{"type", json_text("object")},
                   {"additionalProperties", "false"},
                   {"required", "[" + required + "]"},
                   {"properties", object(properties)}});
  };
  const std::string range = mapping(json_text("low") + ", " + json_text("high"),
                                    {{"low", quantity},
                                     {"high", quantity},
                                     {"scale", object({{"enum", "[\"linear\", \"log\"]"}})},
                                     {"integer", object({{"type", "[\"boolean\", \"string\"]"}})},
                                     {"levels", count}});
  const std::string distribution = mapping(
      json_text("distribution"),
      {{"distribution",
        object({{"type", json_text("object")}, {"minProperties", "1"}, {"maxProperties", "1"}})},
       {"levels", count}});
  return object({{"type", json_text("object")},
                 {"additionalProperties",
                  any_of({levels, mapping(json_text("values"), {{"values", levels}}),
                          mapping(json_text("arms"), {{"arms", arms}}), range, distribution,
                          mapping("", {}), object({{"type", json_text("null")}})})}});
}

/// What a value of this node looks like, without its description.
std::string shape_of(const FieldNode& node) {
  switch (node.kind) {
    case FieldNode::Kind::number:
      return any_of({numeric(node, "number"), object({{"type", json_text("string")}})});
    case FieldNode::Kind::integer:
      return numeric(node, "integer");
    case FieldNode::Kind::boolean:
      return object({{"type", json_text("boolean")}});
    case FieldNode::Kind::text:
      return object({{"type", json_text("string")}});
    case FieldNode::Kind::date:
      return object({{"type", json_text("string")}, {"format", json_text("date")}});
    case FieldNode::Kind::choice: {
      std::vector<std::string> names;
      for (const std::string& choice : node.choices) names.push_back(json_text(choice));
      return object({{"enum", std::string("[") + joined(names) + "]"}});
    }
    case FieldNode::Kind::section:
      return section_or_short(node);
    case FieldNode::Kind::named: {
      const std::string names = object(
          {{"type", json_text("array")}, {"items", object({{"type", json_text("string")}})}});
      const std::string entry = any_of({schema_of(node.parts.front()),
                                        object({{"type", "[\"null\", \"number\", \"string\"]"}})});
      return any_of(
          {object({{"type", json_text("object")}, {"additionalProperties", entry}}), names});
    }
    case FieldNode::Kind::list: {
      const std::string list =
          object({{"type", json_text("array")}, {"items", schema_of(node.parts.front())}});
      return node.short_form ? any_of({shape_of(node.parts.front()), list}) : list;
    }
    case FieldNode::Kind::alternatives:
      return alternatives(node);
    case FieldNode::Kind::factors:
      return factors();
    case FieldNode::Kind::point:
      return object({{"type", json_text("object")}, {"minProperties", "1"}});
  }
  return "true";
}

std::string schema_of(const FieldNode& node) {
  if (node.field.meaning.empty()) return shape_of(node);
  std::string description(node.field.meaning);
  if (!node.default_text.empty()) description += " (default: " + node.default_text + ")";
  return object({{"description", json_text(description)},
                 {"allOf", std::string("[") + shape_of(node) + "]"}});
}

/// What is required may stand in a file that this one extends. Lists are not merged: their items
/// are whole.
void may_stand_elsewhere(FieldNode& node) {
  node.field.required = false;
  if (node.kind == FieldNode::Kind::list) return;
  for (FieldNode& part : node.parts) may_stand_elsewhere(part);
}

}  // namespace

int schema_command(const Arguments& arguments) {
  const auto values = parse(arguments, "schema",
                            "Prints the JSON Schema of the configuration, for editors:\n"
                            "  nakodo schema > configs/nakodo.schema.json",
                            options::options_description("options"), "nothing");
  if (!values) return ExitCode::success;
  if (values->count("nothing") > 0) throw UsageError("`nakodo schema` takes no arguments");
  FieldNode tree = field_tree();
  for (FieldNode& part : tree.parts)
    if (part.name != "nakodo") may_stand_elsewhere(part);
  std::string properties;
  for (const FieldNode& part : tree.parts)
    properties += "    " + json_text(part.name) + ": " + schema_of(part) + ",\n";
  std::cout << "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": "
               "\"nakodo experiment\",\n  \"type\": \"object\",\n"
            << "  \"additionalProperties\": false,\n  \"properties\": {\n"
            << properties
            << "    \"extends\": {\"description\": \"files this one builds on; later ones and the "
               "file itself win\", \"type\": \"array\", \"items\": {\"type\": \"string\"}}\n"
            << "  }\n}\n";
  return ExitCode::success;
}

}  // namespace nakodo::experiment
