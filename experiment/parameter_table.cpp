#include "experiment/parameter_table.hpp"

#include "experiment/parameter_text.hpp"

namespace nakodo::experiment {
namespace {

using Kind = FieldNode::Kind;

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, 1, '\\');
  return text.empty() ? "–" : text;
}

bool has_parts(const FieldNode& node) {
  return node.kind == Kind::section || node.kind == Kind::named ||
         (node.kind == Kind::list && node.parts.front().kind != Kind::text);
}

void print_row(std::ostream& out, const FieldNode& node, const std::string& name) {
  std::string meaning(node.field.meaning);
  if (!node.field.refers_to.empty())
    meaning += " (names one of: " + std::string(node.field.refers_to) + ")";
  out << "| `" << name << "` | " << (node.field.required ? "required" : cell(node.default_text))
      << " | " << cell(node.kind == Kind::date ? "" : unit_text(node.field.unit)) << " | "
      << cell(range_text(node)) << " | " << cell(meaning) << " | "
      << cell(provenance_text(node.field.provenance)) << " |\n";
}

/// What a section holds itself; what its own sections hold goes into the same table, by path.
void print_rows(std::ostream& out, const FieldNode& node, const std::string& path) {
  for (const FieldNode& part : node.parts) {
    const std::string name = path.empty() ? part.name : path + "." + part.name;
    if (has_parts(part)) {
      if (part.kind == Kind::list) print_row(out, part, name);
      print_rows(out, part, name);
      continue;
    }
    print_row(out, part, name);
    // A duration has the same choices everywhere: they are said once, at the top.
    if (part.kind == Kind::alternatives && part.field.unit != models::Unit::days)
      print_rows(out, part, name);
  }
}

}  // namespace

void print_parameter_tables(std::ostream& out, const FieldNode& node, const std::string& path) {
  if (path.empty()) {
    out << "# Parameters\n"
           "Every parameter of the sections of a configuration, with unit, range, default and "
           "where the default comes from. Written by\n"
           "`nakodo describe --format markdown`; do not edit. `latency`, `setup`, `service` and "
           "`piece` may be a value,\n"
           "`{exponential: {mean: …}}`, `{gamma: {mean: …, cv: …}}` or `{lognormal: {mean: …, cv: "
           "…}}`; any other duration is a value.\n"
           "\"Model section n\" is [model.md](model.md); seed A is Kanai & Hara 1992, seed B *The "
           "Promise of Virtual Keiretsus*.\n\n";
    for (const FieldNode& part : node.parts)
      if (has_parts(part)) print_parameter_tables(out, part, part.name);
    return;
  }
  out << "## `" << path << "`\n" << node.field.meaning << "\n\n";
  out << "| parameter | default | unit | range | meaning | provenance "
         "|\n|---|---|---|---|---|---|\n";
  print_rows(out, node, path);
  out << '\n';
}

}  // namespace nakodo::experiment
