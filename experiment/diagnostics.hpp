// What is wrong with a configuration, where it stands and what to do about it.
// Policy: problems are collected, never thrown one by one, so that every error of an experiment is
// reported in one go; the caller throws ConfigError (or prints) once it has gathered them all.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace nakodo::experiment {

/// A position in a source file. `line` and `column` are 1-based, columns count Unicode code points;
/// line 0 means the file as a whole, `no_file` means a value that comes from no file (a default).
struct Place {
  static constexpr std::uint32_t no_file = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t file = no_file;
  int line = 0;
  int column = 0;

  auto operator<=>(const Place&) const = default;
};

/// One complaint: what is wrong, in plain words, and what the user can do (may be empty).
struct Problem {
  Place place;
  std::string message;
  std::string advice;

  bool operator==(const Problem&) const = default;
};

/// The names (as the user gave them) and lines of everything that was read, for rendering.
class SourceFiles {
 public:
  /// Registers a file or a pseudo-file such as "--set seed=3"; returns its id for `Place::file`.
  std::uint32_t add(std::string name, std::string_view text);

  /// Replaces the text of a file that was registered before it was read.
  void set_text(std::uint32_t file, std::string_view text);

  /// Keeps one line of a file that is too large to keep as a whole.
  void keep_line(std::uint32_t file, int line, std::string_view text);

  [[nodiscard]] bool contains(std::uint32_t file) const { return file < files_.size(); }
  [[nodiscard]] std::size_t size() const { return files_.size(); }

  /// The name as given by the user. Requires contains(file).
  [[nodiscard]] const std::string& name(std::uint32_t file) const;

  /// The text of a 1-based line without its end; empty if there is no such file or line.
  [[nodiscard]] std::string_view line(std::uint32_t file, int line) const;

  /// Number of lines of a file that is kept as a whole; 0 if there is no such file.
  [[nodiscard]] int line_count(std::uint32_t file) const;

  /// Whether the text of a 1-based line is known.
  [[nodiscard]] bool has_line(std::uint32_t file, int line) const;

 private:
  struct File {
    std::string name;
    std::vector<std::string> lines;
    std::map<int, std::string> kept;  // beyond those
  };
  std::vector<File> files_;
};

/// How problems are rendered: for people, for programs, for GitHub's annotations.
enum class ReportFormat { text, json, github };

/// Collects the problems of one experiment and renders them.
class Diagnostics {
 public:
  [[nodiscard]] SourceFiles& files() { return files_; }
  [[nodiscard]] const SourceFiles& files() const { return files_; }

  void error(Place place, std::string message, std::string advice = "");

  /// True as long as nothing was reported.
  [[nodiscard]] bool ok() const { return problems_.empty(); }

  /// Sorted by file (in the order they were read), line and column; equal problems appear once.
  [[nodiscard]] std::vector<Problem> problems() const;

  /// `file:line:col: error: message`, the source line, a caret line and the indented advice.
  [[nodiscard]] std::string text() const;

  /// A JSON array of objects with file, line, column, message and advice (line 0: whole file).
  [[nodiscard]] std::string json() const;

  /// One `::error file=…,line=…,col=…::message` line a problem (GitHub workflow command).
  [[nodiscard]] std::string github() const;

  [[nodiscard]] std::string render(ReportFormat format) const;

 private:
  SourceFiles files_;
  std::vector<Problem> problems_;
};

/// A configuration that cannot be used; what() is the text rendering of all its problems.
class ConfigError : public std::runtime_error {
 public:
  explicit ConfigError(const Diagnostics& diagnostics) : std::runtime_error(diagnostics.text()) {}
};

}  // namespace nakodo::experiment
