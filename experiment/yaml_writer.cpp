#include "experiment/yaml_writer.hpp"

#include <cstdio>
#include <string_view>

#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {

namespace {

constexpr std::size_t longest_simple_key = 1000;  // YAML allows 1024 characters up to the ':'

/// Texts that mean the same without quotes, wherever they stand. Rather one quote too many.
bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (text == "~" || text == "null" || text == "Null" || text == "NULL" || text == "<<")
    return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`=").find(text.front()) != std::string_view::npos) {
    const bool is_sign = text.front() == '-' && text.size() > 1 &&
                         std::string_view("0123456789.").find(text[1]) != std::string_view::npos;
    if (!is_sign) return false;
  }
  if (text.starts_with("...") || why_plain_is_refused(text)) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) return false;
  }
  return true;
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string scalar_text(std::string_view text, bool quoted) {
  return quoted || !is_plain(text) ? double_quoted(text) : std::string(text);
}

void write_block(std::string& out, const Node& node, std::size_t indent, bool on_dash_line);

/// What follows "key:" or stands alone: a word on the same line, or a block on the next ones.
void write_value(std::string& out, const Node& node, std::size_t indent) {
  const bool is_block = (node.is_sequence() && !node.items().empty()) ||
                        (node.is_mapping() && !node.entries().empty());
  if (is_block) {
    out += '\n';
    write_block(out, node, indent, false);
    return;
  }
  switch (node.kind()) {
    case Node::Kind::null:
      out += " null\n";
      break;
    case Node::Kind::scalar:
      out += ' ' + scalar_text(node.text(), node.quoted()) + '\n';
      break;
    case Node::Kind::sequence:
      out += " []\n";
      break;
    case Node::Kind::mapping:
      out += " {}\n";
      break;
  }
}

/// A collection with at least one element; the first may continue a line that begins with "- ".
void write_block(std::string& out, const Node& node, std::size_t indent, bool on_dash_line) {
  bool first = on_dash_line;
  const auto begin_line = [&] {
    if (!first) out.append(indent, ' ');
    first = false;
  };
  if (node.is_sequence()) {
    for (const auto& item : node.items()) {
      begin_line();
      out += '-';
      const bool is_block = (item.is_sequence() && !item.items().empty()) ||
                            (item.is_mapping() && !item.entries().empty());
      if (is_block) {
        out += ' ';
        write_block(out, item, indent + 2, true);
      } else {
        write_value(out, item, indent);
      }
    }
    return;
  }
  for (const auto& entry : node.entries()) {
    begin_line();
    const auto key = scalar_text(entry.key, false);
    if (key.size() > longest_simple_key) {
      out += "? " + key + '\n';
      out.append(indent, ' ');
    } else {
      out += key;
    }
    out += ':';
    write_value(out, entry.value, indent + 2);
  }
}

}  // namespace

std::string write_yaml(const Node& node) {
  std::string out;
  write_value(out, node, 0);
  return out.substr(1);  // the space or line end that separates a value from its key
}

}  // namespace nakodo::experiment
