#include "experiment/yaml_text.hpp"

#include <algorithm>
#include <cstdio>

#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int most_of_a_kind = 20;              // of one complaint; a binary file has thousands
constexpr std::ptrdiff_t most_brackets = 1024;  // far beyond YamlLimits::depth, texts may hold some

// Columns are counted from the nearest block, not from the start of the line: a file may be one
// line, and every value of it asks for its place.
constexpr std::size_t block_size = 256;

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::string code_point_name(unsigned value) {
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", value);
  return name;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 0 || lead > 0xF4 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  // too long forms, surrogates, beyond U+10FFFF
  if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
      (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) {
    return 0;
  }
  return length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return code_point_name(byte);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) return code_point_name(next);
  }
  return {};
}

YamlText::YamlText(std::uint32_t file, std::string_view bytes, Diagnostics& diagnostics)
    : file_(file) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  text_.reserve(bytes.size() + 1);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r' || bytes.substr(i, 2) != "\r\n") text_ += bytes[i];
  }
  if (text_.empty() || text_.back() != '\n') text_ += '\n';
  diagnostics.files().set_text(file, text_);
  line_starts_.push_back(0);
  std::size_t code_points = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i % block_size == 0) code_points_.push_back(code_points);
    if (begins_code_point(text_[i])) ++code_points;
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::size_t YamlText::code_points_before(std::size_t offset) const {
  const auto block = offset / block_size;
  const auto* begin = text_.data() + block * block_size;
  return code_points_[block] +
         static_cast<std::size_t>(std::count_if(begin, text_.data() + offset, begins_code_point));
}

std::size_t YamlText::offset(int line, int column) const {
  if (line < 0 || column < 0) return 0;
  if (static_cast<std::size_t>(line) >= line_starts_.size()) return text_.size();
  return std::min(line_starts_[static_cast<std::size_t>(line)] + static_cast<std::size_t>(column),
                  text_.size());
}

Place YamlText::place(std::size_t offset) const {
  // the end of the text counts as the end of its last line, so that there is a line to show
  offset = std::min(offset, text_.size() - 1);
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto start = *(after - 1);
  const auto column = code_points_before(offset) - code_points_before(start) + 1;
  return {file_, static_cast<int>(after - line_starts_.begin()), static_cast<int>(column)};
}

std::string_view YamlText::from(std::size_t offset) const {
  return std::string_view(text_).substr(std::min(offset, text_.size()));
}

bool YamlText::is_closed(std::size_t bracket) const {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = bracket; i < text_.size(); ++i) {
    const char c = text_[i];
    const bool may_begin =
        i > 0 && std::string_view(" \n[{,:").find(text_[i - 1]) != std::string::npos;
    if (quote != 0) {
      if (c == '\\' && quote == '"') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if ((c == '\'' || c == '"') && may_begin) {
      quote = c;
    } else if (c == '#' && may_begin) {
      i = text_.find('\n', i);
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && --depth == 0) {
      return true;
    }
  }
  return false;
}

bool YamlText::check(Diagnostics& diagnostics) const {
  bool fit = true;
  int bad_bytes = 0;
  int controls = 0;
  int tabs = 0;
  std::ptrdiff_t brackets = 0;
  bool indentation = true;
  for (std::size_t i = 0; i < text_.size();) {
    const auto rest = from(i);
    const char c = rest.front();
    const auto length = utf8_length(rest);
    const bool line_start = i == 0 || text_[i - 1] == '\n';
    indentation = line_start || (indentation && text_[i - 1] == ' ');
    if (length == 0) {
      fit = false;
      if (bad_bytes++ < most_of_a_kind) {
        diagnostics.error(place(i), "this is not valid UTF-8", "save the file as UTF-8");
      }
    } else if (const auto control = control_character(rest.substr(0, length)); !control.empty()) {
      fit = false;
      if (controls++ < most_of_a_kind) {
        diagnostics.error(place(i), "the control character " + control + " cannot stand here",
                          c == '\r' ? "end lines with a line feed" : "remove it");
      }
    } else if (rest.starts_with(byte_order_mark)) {
      fit = false;
      diagnostics.error(place(i), "a byte order mark stands within the text", "remove it");
    } else if (c == '\t') {
      // a tab in the indentation makes every later complaint a guess
      if (indentation) fit = false;
      if (tabs++ < most_of_a_kind) {
        diagnostics.error(place(i), "tabs are not allowed",
                          "use spaces; within double quotes write \\t");
      }
    } else if (c == '%' && line_start) {
      fit = false;
      diagnostics.error(place(i), "YAML directives are not used here", "remove the line");
    } else if (c == '[' || c == '{') {
      if (++brackets == most_brackets) {
        diagnostics.error(place(i), "brackets are nested too deeply",
                          "at most " + std::to_string(YamlLimits::depth) + " levels are read");
        return false;
      }
    } else if ((c == ']' || c == '}') && brackets > 0) {
      --brackets;
    }
    i += std::max<std::size_t>(length, 1);
  }
  return fit;
}

}  // namespace nakodo::experiment
