#include "experiment/csv_reader.hpp"

#include <algorithm>
#include <cstring>

#include "experiment/yaml_text.hpp"

namespace nakodo::experiment {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 17;
static_assert(chunk > CsvLimits::line);

/// Whether every byte is a character of its own that may stand in a cell.
bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F;
  });
}

}  // namespace

CsvReader::CsvReader(std::istream& in, std::uint32_t file, Diagnostics& diagnostics)
    : in_(in), file_(file), diagnostics_(diagnostics), buffer_(chunk) {
  refill();
  if (!looks_like_text()) stop();
}

bool CsvReader::next() {
  while (read_line())
    if (!text_.empty() && split()) return true;
  return false;
}

// --- Lines
// ------------------------------------------------------------------------------------------------

void CsvReader::refill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  in_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
  const auto got = static_cast<std::size_t>(in_.gcount());
  fingerprint_.add({buffer_.data() + end_, got});
  end_ += got;
}

bool CsvReader::looks_like_text() {
  const std::string_view start(buffer_.data(), end_);
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
    report({file_, 1, 1}, "this is UTF-16, not UTF-8", "save the file as UTF-8");
    return false;
  }
  if (start.starts_with("\xEF\xBB\xBF")) begin_ = 3;
  return true;
}

bool CsvReader::read_line() {
  if (stopped_) return false;
  const auto line_end = [&] {
    return std::find(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                     buffer_.begin() + static_cast<std::ptrdiff_t>(end_), '\n') -
           buffer_.begin();
  };
  auto end = static_cast<std::size_t>(line_end());
  if (end == end_) {
    refill();
    end = static_cast<std::size_t>(line_end());
  }
  if (begin_ == end_) return false;
  ++line_;
  cells_.clear();
  text_ = {buffer_.data() + begin_, end - begin_};
  begin_ = std::min(end + 1, end_);
  if (text_.ends_with('\r')) text_.remove_suffix(1);
  if (text_.size() <= CsvLimits::line) return true;
  text_ = text_.substr(0, 200);
  error_at(0, "this line is longer than " + std::to_string(CsvLimits::line) + " bytes",
           "a CSV file has one record a line; is this one?");
  stop();
  return false;
}

// --- Cells
// ------------------------------------------------------------------------------------------------

bool CsvReader::split() {
  if (!is_printable(text_)) {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t length = utf8_length(text_.substr(at));
      if (length == 0) {
        error_at(at, "this is not valid UTF-8", "save the file as UTF-8");
        return false;
      }
      const std::string control = control_character(text_.substr(at, length));
      if (!control.empty()) {
        error_at(at, "the control character " + control + " is not allowed here",
                 control == "U+0000" ? "save the file as UTF-8 text" : "remove it");
        return false;
      }
      at += length;
    }
  }
  unquoted_.clear();
  unquoted_.reserve(text_.size());  // so that texts in it stay where they are
  for (std::size_t at = 0;; ++at) {
    if (at < text_.size() && text_[at] == '"') {
      if (!split_quoted(at)) return false;
    } else {
      const std::size_t end = std::min(text_.find(',', at), text_.size());
      const std::string_view cell = text_.substr(at, end - at);
      if (const std::size_t quote = cell.find('"'); quote != std::string_view::npos) {
        error_at(at + quote, "a quote in the middle of a cell",
                 "put the whole cell in quotes and double those in it: \"a \"\"b\"\"\"");
        return false;
      }
      cells_.push_back({cell, at});
      at = end;
    }
    if (at == text_.size()) return true;
  }
}

/// A cell in quotes. Leaves `at` at the comma after it, or at the end of the line.
bool CsvReader::split_quoted(std::size_t& at) {
  const std::size_t opened = at;
  const std::size_t begin = unquoted_.size();
  bool doubled = false;
  for (++at;; ++at) {
    const std::size_t quote = text_.find('"', at);
    if (quote == std::string_view::npos) {
      error_at(opened, "this quote is not closed on its line", "a cell holds no line breaks");
      return false;
    }
    unquoted_ += text_.substr(at, quote - at);
    at = quote + 1;
    if (at >= text_.size() || text_[at] != '"') break;
    unquoted_ += '"';
    doubled = true;
  }
  if (at < text_.size() && text_[at] != ',') {
    error_at(at, "text after the closing quote", "put the whole cell in quotes");
    return false;
  }
  const std::string_view inside = doubled ? std::string_view(unquoted_).substr(begin)
                                          : text_.substr(opened + 1, at - opened - 2);
  cells_.push_back({inside, opened});
  return true;
}

// --- Problems
// ------------------------------------------------------------------------------------------------

void CsvReader::error(std::size_t cell, const std::string& message, const std::string& advice) {
  error_at(cell < cells_.size() ? cells_[cell].offset : text_.size(), message, advice);
}

void CsvReader::error_at(std::size_t offset, const std::string& message,
                         const std::string& advice) {
  const auto before = text_.substr(0, offset);
  const auto column = 1 + std::count_if(before.begin(), before.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                      });
  if (problems_ < CsvLimits::problems) diagnostics_.files().keep_line(file_, line_, text_);
  report({file_, line_, static_cast<int>(column)}, message, advice);
}

void CsvReader::error_of_line(int line, const std::string& message, const std::string& advice) {
  report({file_, line, line > 0 ? 1 : 0}, message, advice);
}

void CsvReader::report(Place place, const std::string& message, const std::string& advice) {
  if (++problems_ <= CsvLimits::problems)
    diagnostics_.error(place, message, advice);
  else if (problems_ == CsvLimits::problems + 1)
    first_untold_ = place;
}

bool CsvReader::finish() {
  if (problems_ > CsvLimits::problems)
    diagnostics_.error(first_untold_,
                       "this and " + std::to_string(problems_ - CsvLimits::problems - 1) +
                           " more problems of this file are not told",
                       "mend the ones above first");
  return problems_ == 0;
}

}  // namespace nakodo::experiment
