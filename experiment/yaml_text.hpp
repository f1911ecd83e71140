// The text of one YAML source: checked byte by byte before yaml-cpp sees it, and able to tell where
// yaml-cpp's marks point to.
// Policy: what yaml-cpp mishandles (NUL and 0x04 as end of file, other encodings, lone carriage
// returns, deep brackets) never reaches it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/diagnostics.hpp"

namespace nakodo::experiment {

/// A YAML source without byte order mark, with '\n' line ends and one at the very end.
class YamlText {
 public:
  /// Registers the text with the diagnostics' files under `file`.
  YamlText(std::uint32_t file, std::string_view bytes, Diagnostics& diagnostics);

  /// Reports invalid UTF-8, control characters, tabs, directives, and more unclosed brackets than
  /// any document of legal depth has. False if the text must not be parsed.
  [[nodiscard]] bool check(Diagnostics& diagnostics) const;

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The byte offset of a 0-based line and byte column, clamped into the text.
  [[nodiscard]] std::size_t offset(int line, int column) const;

  /// The place of a byte offset; columns count code points.
  [[nodiscard]] Place place(std::size_t offset) const;

  /// The text from an offset on.
  [[nodiscard]] std::string_view from(std::size_t offset) const;

  /// Whether the bracket at an offset is closed anywhere after it, quoted texts left out.
  [[nodiscard]] bool is_closed(std::size_t bracket) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::uint32_t file_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> code_points_;  ///< before every block of the text, see place()
};

/// Length in bytes of the valid UTF-8 sequence at the front of a text; 0 if there is none.
std::size_t utf8_length(std::string_view text);

/// Whether the whole text is valid UTF-8.
bool is_utf8(std::string_view text);

/// The first control character (but not tab or newline), such as "U+0000"; empty if there is none.
std::string control_character(std::string_view text);

}  // namespace nakodo::experiment
