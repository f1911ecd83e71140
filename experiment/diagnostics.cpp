#include "experiment/diagnostics.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <tuple>
#include <utility>

namespace nakodo::experiment {

namespace {

struct CodePoint {
  std::string_view bytes;  ///< one byte and replaced if it is no valid UTF-8
  bool valid;
};

/// The next code point of a text that may be broken (it may be what the complaint is about).
CodePoint next_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size()) return {text.substr(0, 1), false};
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return {text.substr(0, 1), false};
  }
  return {text.substr(0, length), true};
}

bool is_control(std::string_view code_point) {
  const auto first = static_cast<unsigned char>(code_point[0]);
  if (code_point.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && static_cast<unsigned char>(code_point[1]) < 0xA0;
}

/// Three- and four-byte code points from U+1100 that terminals draw two cells wide.
bool is_wide(std::string_view code_point) {
  if (code_point.size() < 3) return false;
  char32_t value = static_cast<unsigned char>(code_point[0]) & (code_point.size() == 3 ? 15U : 7U);
  for (std::size_t i = 1; i < code_point.size(); ++i) {
    value = (value << 6U) | (static_cast<unsigned char>(code_point[i]) & 0x3FU);
  }
  return (value >= 0x1100 && value <= 0x115F) || (value >= 0x2E80 && value <= 0xA4CF) ||
         (value >= 0xAC00 && value <= 0xD7A3) || (value >= 0xF900 && value <= 0xFAFF) ||
         (value >= 0xFE30 && value <= 0xFE6F) || (value >= 0xFF00 && value <= 0xFF60) ||
         (value >= 0xFFE0 && value <= 0xFFE6) || (value >= 0x1F300 && value <= 0x1FAFF) ||
         (value >= 0x20000 && value <= 0x3FFFD);
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// The source line and the caret under its column, cut to a window if the line is very long.
std::string source_excerpt(std::string_view line, int column) {
  constexpr int before = 70;
  constexpr int width = 100;
  const int first = column > width ? column - before : 1;
  std::string shown = first > 1 ? "…" : "";
  std::string caret = first > 1 ? " " : "";
  int at = 1;
  for (; !line.empty() && at < first + width; ++at) {
    const auto [bytes, valid] = next_code_point(line);
    line.remove_prefix(bytes.size());
    if (at < first) continue;
    if (bytes == "\t") {
      shown += ' ';
    } else if (!valid || is_control(bytes)) {
      shown += replacement;
    } else {
      shown += bytes;
    }
    if (at < column) caret += valid && is_wide(bytes) ? "  " : " ";
  }
  if (!line.empty()) shown += "…";
  return "  " + shown + "\n  " + caret + "^\n";
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const auto [bytes, valid] = next_code_point(text);
    text.remove_prefix(bytes.size());
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (!valid) {
      out += replacement;
    } else if (bytes == "\"" || bytes == "\\") {
      out += '\\';
      out += bytes;
    } else if (bytes == "\n") {
      out += "\\n";
    } else if (first < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(first));
      out += escape;
    } else {
      out += bytes;
    }
  }
  return out + '"';
}

/// GitHub's workflow commands escape these; properties also their own separators.
std::string github_escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += property ? "%3A" : ":";
        break;
      case ',':
        out += property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// Text for a terminal: a name or message cannot smuggle escape sequences in.
std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [bytes, valid] = next_code_point(text);
    text.remove_prefix(bytes.size());
    out += (!valid || (is_control(bytes) && bytes != "\n")) ? replacement : bytes;
  }
  return out;
}

}  // namespace

std::uint32_t SourceFiles::add(std::string name, std::string_view text) {
  files_.push_back({std::move(name), {}, {}});
  const auto id = static_cast<std::uint32_t>(files_.size() - 1);
  set_text(id, text);
  return id;
}

void SourceFiles::set_text(std::uint32_t file, std::string_view text) {
  auto& lines = files_.at(file).lines;
  lines.clear();
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.emplace_back(line);
  }
}

const std::string& SourceFiles::name(std::uint32_t file) const { return files_.at(file).name; }

std::string_view SourceFiles::line(std::uint32_t file, int line) const {
  if (!has_line(file, line)) return {};
  const auto kept = files_[file].kept.find(line);
  if (kept != files_[file].kept.end()) return kept->second;
  return files_[file].lines[static_cast<std::size_t>(line - 1)];
}

void SourceFiles::keep_line(std::uint32_t file, int line, std::string_view text) {
  files_.at(file).kept.emplace(line, text);
}

int SourceFiles::line_count(std::uint32_t file) const {
  return contains(file) ? static_cast<int>(files_[file].lines.size()) : 0;
}

bool SourceFiles::has_line(std::uint32_t file, int line) const {
  return contains(file) && line > 0 &&
         (line <= line_count(file) || files_[file].kept.contains(line));
}

void Diagnostics::error(Place place, std::string message, std::string advice) {
  problems_.push_back({place, std::move(message), std::move(advice)});
}

std::vector<Problem> Diagnostics::problems() const {
  auto sorted = problems_;
  const auto key = [](const Problem& p) { return std::tie(p.place, p.message, p.advice); };
  // stable: what was seen first at one place is most likely the cause of the rest
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Problem& a, const Problem& b) { return a.place < b.place; });
  std::vector<Problem> unique;
  auto group = unique.size();
  for (auto& problem : sorted) {
    if (!unique.empty() && unique.back().place != problem.place) group = unique.size();
    const auto seen = std::any_of(unique.begin() + static_cast<std::ptrdiff_t>(group), unique.end(),
                                  [&](const Problem& p) { return key(p) == key(problem); });
    if (!seen) unique.push_back(std::move(problem));
  }
  return unique;
}

std::string Diagnostics::text() const {
  std::string out;
  for (const auto& [place, message, advice] : problems()) {
    if (files_.contains(place.file)) {
      out += printable(files_.name(place.file)) + ':';
      if (place.line > 0) {
        out += std::to_string(place.line) + ':' + std::to_string(place.column) + ':';
      }
      out += ' ';
    }
    out += "error: " + printable(message) + '\n';
    if (files_.has_line(place.file, place.line)) {
      out += source_excerpt(files_.line(place.file, place.line), place.column);
    }
    if (!advice.empty()) out += "  " + printable(advice) + '\n';
  }
  return out;
}

std::string Diagnostics::json() const {
  std::string out = "[";
  for (const auto& [place, message, advice] : problems()) {
    out += out.size() > 1 ? ",\n " : "\n ";
    const auto name = files_.contains(place.file) ? files_.name(place.file) : std::string{};
    out += "{\"file\": " + json_string(name) + ", \"line\": " + std::to_string(place.line) +
           ", \"column\": " + std::to_string(place.column) +
           ", \"message\": " + json_string(message) + ", \"advice\": " + json_string(advice) + "}";
  }
  return out + (out.size() > 1 ? "\n]\n" : "]\n");
}

std::string Diagnostics::github() const {
  std::string out;
  for (const auto& [place, message, advice] : problems()) {
    std::string properties;
    if (files_.contains(place.file)) {
      properties = " file=" + github_escaped(files_.name(place.file), true);
      if (place.line > 0) {
        properties +=
            ",line=" + std::to_string(place.line) + ",col=" + std::to_string(place.column);
      }
    }
    const auto whole = advice.empty() ? message : message + '\n' + advice;
    out += "::error" + properties + "::" + github_escaped(whole, false) + '\n';
  }
  return out;
}

std::string Diagnostics::render(ReportFormat format) const {
  switch (format) {
    case ReportFormat::json:
      return json();
    case ReportFormat::github:
      return github();
    case ReportFormat::text:
      break;
  }
  return text();
}

}  // namespace nakodo::experiment
