// A strict reader of CSV (RFC 4180), one record after the other.
//
// Policy: UTF-8, with or without a byte order mark; lines end in "\n" or "\r\n"; cells are
// separated by commas and may stand in double quotes, a quote in them doubled. Beyond RFC 4180 a
// record is one line: there are no line breaks in cells. Empty lines are passed over. What is
// broken is reported with its place and passed over too; only the first few problems of a file are
// told, the others counted. Memory does not grow with the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/byte_fingerprint.hpp"
#include "experiment/diagnostics.hpp"

namespace nakodo::experiment {

struct CsvLimits {
  static constexpr std::size_t line = std::size_t{1} << 16;  ///< bytes
  static constexpr std::size_t problems = 20;                ///< told of one file
};

/// How messages name what a cell says.
inline std::string single_quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

class CsvReader {
 public:
  /// @param file registered with the diagnostics
  CsvReader(std::istream& in, std::uint32_t file, Diagnostics& diagnostics);

  /// Goes on to the next record that can be read; false if there is none left, or the file is no
  /// CSV file at all (reported).
  bool next();

  /// Cells of this record, at least one; their texts are valid until the next.
  std::size_t size() const { return cells_.size(); }
  std::string_view operator[](std::size_t cell) const { return cells_[cell].text; }
  /// Its line, from 1.
  int line() const { return line_; }

  /// Something is wrong with a cell of this record.
  void error(std::size_t cell, const std::string& message, const std::string& advice = "");
  /// Something is wrong with a line of which nothing is left but its number.
  void error_of_line(int line, const std::string& message, const std::string& advice = "");
  /// Whether nothing was wrong so far.
  bool ok() const { return problems_ == 0; }
  /// Whether another problem would still be told.
  bool tells() const { return problems_ < CsvLimits::problems; }
  /// Nothing more is read.
  void stop() { stopped_ = true; }
  /// To be called once, at the end: tells how many problems were not told. Whether there were none.
  bool finish();

  /// Of all bytes; known at the end of the file.
  std::string fingerprint() const { return fingerprint_.hex(); }

 private:
  struct Cell {
    std::string_view text;
    std::size_t offset;  // in the line, bytes
  };

  bool read_line();
  void refill();
  bool looks_like_text();
  bool split();
  bool split_quoted(std::size_t& at);
  void error_at(std::size_t offset, const std::string& message, const std::string& advice);
  void report(Place place, const std::string& message, const std::string& advice);

  std::istream& in_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what is unread in the buffer
  std::size_t end_ = 0;
  ByteFingerprint fingerprint_;
  std::string_view text_;  // of the line
  int line_ = 0;
  std::vector<Cell> cells_;
  std::string unquoted_;  // cells that had doubled quotes
  bool stopped_ = false;
  std::size_t problems_ = 0;
  Place first_untold_;
};

}  // namespace nakodo::experiment
