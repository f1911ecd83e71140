#include "experiment/field_tree.hpp"

#include <chrono>
#include <locale>

namespace nakodo::experiment {
namespace {

std::string text_of(double value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << value;
  return out.str();
}

class Builder {
 public:
  template <class T>
  static FieldNode node(const T& value, const models::Field& field) {
    FieldNode result;
    result.field = field;
    result.name = field.name;
    fill(result, value);
    return result;
  }

 private:
  template <models::HasFields T>
  static void fill(FieldNode& node, const T& value) {
    node.kind = FieldNode::Kind::section;
    if constexpr (requires { requires T::short_form; }) node.short_form = true;
    if constexpr (requires { requires T::bare; }) node.bare = true;
    T::visit_fields(value, [&](const auto& part, const models::Field& field) {
      node.parts.push_back(Builder::node(part, field));
    });
  }

  template <class T>
  static void fill(FieldNode& node, const models::Named<T>& value) {
    node.kind = FieldNode::Kind::named;
    for (const auto& [name, entry] : value)
      node.default_text += (node.default_text.empty() ? "" : ", ") + name;
    if (value.empty()) node.default_text = "none";
    node.parts.push_back(
        Builder::node(T{}, models::Field{.name = "<name>", .meaning = node.field.meaning}));
    for (const auto& [name, entry] : value) {  // those that are there from the start
      node.parts.push_back(
          Builder::node(entry, models::Field{.name = {}, .meaning = node.field.meaning}));
      node.parts.back().name = name;
    }
  }

  template <class T>
  static void fill(FieldNode& node, const std::vector<T>&) {
    node.kind = FieldNode::Kind::list;
    node.default_text = "[]";
    node.parts.push_back(Builder::node(
        T{}, models::Field{
                 .name = "[]", .meaning = node.field.meaning, .refers_to = node.field.refers_to}));
  }

  template <class T>
  static void fill(FieldNode& node, const models::OneOrMore<T>& value) {
    fill(node, std::vector<T>(value.begin(), value.end()));
    node.default_text = value.empty() ? "unset" : "";
    for (const T& item : value)
      node.default_text +=
          (node.default_text.empty() ? "" : ", ") + Builder::node(item, {}).default_text;
    node.short_form = true;
  }

  static void fill(FieldNode& node, const std::vector<Factor>&) {
    node.kind = FieldNode::Kind::factors;
    node.default_text = "none";
  }

  static void fill(FieldNode& node, const PointSpec&) { node.kind = FieldNode::Kind::point; }

  template <class T>
  static void fill(FieldNode& node, const std::optional<T>& value) {
    fill(node, value ? *value : T{});
    if (!value) node.default_text = "unset";
  }

  template <class... Alternatives>
  static void fill(FieldNode& node, const std::variant<Alternatives...>& value) {
    node.kind = FieldNode::Kind::alternatives;
    (node.parts.push_back(alternative<Alternatives>(node.field)), ...);
    std::visit([&](const auto& chosen) { node.default_text = text_of_alternative(chosen); }, value);
  }

  template <class A>
  static FieldNode alternative(const models::Field& field) {
    FieldNode part = node(A{}, models::Field{.name = A::tag, .meaning = field.meaning});
    return part;
  }

  template <class A>
  static std::string text_of_alternative(const A& chosen) {
    std::string inside;
    A::visit_fields(chosen, [&](const auto& part, const models::Field& field) {
      if constexpr (std::is_arithmetic_v<std::decay_t<decltype(part)>>)
        inside += (inside.empty() ? "" : ", ") + std::string(field.name) + ": " + text_of(part);
    });
    if constexpr (requires { requires A::bare; }) return text_of(chosen.value);
    return inside.empty() ? std::string(A::tag) : "{" + std::string(A::tag) + ": {" + inside + "}}";
  }

  template <models::NamedEnum E>
  static void fill(FieldNode& node, const E& value) {
    node.kind = FieldNode::Kind::choice;
    const auto names = enum_names(E{});
    node.choices.assign(names.begin(), names.end());
    node.default_text = models::to_text(value);
  }

  static void fill(FieldNode& node, double value) {
    node.kind = FieldNode::Kind::number;
    node.default_text = text_of(value);
  }
  static void fill(FieldNode& node, bool value) {
    node.kind = FieldNode::Kind::boolean;
    node.choices = {"true", "false"};
    node.default_text = value ? "true" : "false";
  }
  static void fill(FieldNode& node, int value) {
    node.kind = FieldNode::Kind::integer;
    node.default_text = std::to_string(value);
  }
  static void fill(FieldNode& node, std::uint64_t value) {
    node.kind = FieldNode::Kind::integer;
    node.default_text = std::to_string(value);
    node.field.range = models::at_least(0);
  }
  static void fill(FieldNode& node, const std::string& value) {
    node.kind = FieldNode::Kind::text;
    node.default_text = value.empty() ? "unset" : value;
  }
  static void fill(FieldNode& node, const models::Date& value) {
    node.kind = FieldNode::Kind::date;
    node.default_text =
        format_date(std::chrono::sys_days{std::chrono::days{static_cast<int>(value.day)}});
  }
};

}  // namespace

FieldNode field_tree() {
  return Builder::node(ExperimentFile{}, models::Field{.name = "", .meaning = "an experiment"});
}

}  // namespace nakodo::experiment
