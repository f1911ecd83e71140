#include "experiment/firm_file.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "experiment/name_index.hpp"
#include "experiment/suggestion.hpp"
#include "models/attribute.hpp"

namespace nakodo::experiment {
namespace {

constexpr std::string_view of_supplies = "supplies:";
constexpr std::size_t longest_id = 200;

/// Which columns a file has, by their places.
struct Header {
  std::optional<std::size_t> id;
  std::optional<std::size_t> employees;
  std::optional<std::size_t> visibility;
  std::optional<std::size_t> organisational;
  std::vector<std::size_t> supplies;
  std::vector<std::string> resources;
  std::size_t size = 0;
};

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

class FirmFile {
 public:
  explicit FirmFile(CsvReader& reader) : reader_(reader) {}

  std::shared_ptr<models::FirmTable> read() {
    if (!reader_.next()) {
      if (reader_.ok())
        reader_.error_of_line(0, "the file holds no firms",
                              "begin it with a line such as id,employees");
      return nullptr;
    }
    if (!read_header()) return nullptr;
    table_ = std::make_shared<models::FirmTable>(header_.resources);
    NameIndex index([this](std::uint32_t place) { return table_->name(place); });
    bool has_rows = false;
    while (reader_.next()) {
      has_rows = true;
      if (table_->size() == most_firms) {
        reader_.error(0, "there are more than " + std::to_string(most_firms) + " firms",
                      "split them into several populations, each with a file of its own");
        reader_.stop();
        break;
      }
      if (!read_firm()) continue;
      lines_.push_back(reader_.line());
      const auto place = static_cast<std::uint32_t>(table_->size() - 1);
      if (const auto first = index.enter(place))
        reader_.error(*header_.id,
                      single_quoted(table_->name(place)) + " is already the firm of line " +
                          std::to_string(lines_[*first]),
                      "give each firm an id of its own");
    }
    if (!has_rows && reader_.ok())
      reader_.error_of_line(0, "the file holds a header, but no firms", "add a line for each firm");
    table_->shrink_to_fit();
    return table_;
  }

 private:
  bool read_header() {
    header_.size = reader_.size();
    bool good = true;
    const auto column = [&](std::optional<std::size_t>& place, std::size_t i) {
      if (!place) {
        place = i;
      } else {
        reader_.error(i, "the column " + single_quoted(reader_[i]) + " is there twice",
                      "remove one of the two");
        good = false;
      }
    };
    for (std::size_t i = 0; i < reader_.size(); ++i) {
      const std::string_view name = reader_[i];
      if (name == "id") {
        column(header_.id, i);
      } else if (name == "employees") {
        column(header_.employees, i);
      } else if (name == "visibility") {
        column(header_.visibility, i);
      } else if (name == "organisational") {
        column(header_.organisational, i);
      } else if (name.starts_with(of_supplies)) {
        good = add_resource(i) && good;
      } else {
        unknown_column(i);
        good = false;
      }
    }
    if (!header_.id && good) {
      reader_.error(0, "there is no column 'id'", "name each firm: a column 'id', unique");
      good = false;
    }
    return good;
  }

  bool add_resource(std::size_t cell) {
    const std::string resource(reader_[cell].substr(of_supplies.size()));
    if (!is_name(resource)) {
      reader_.error(cell, single_quoted(resource) + " cannot be the name of a resource",
                    "names are up to 64 letters, digits, '_' or '-'");
      return false;
    }
    if (std::find(header_.resources.begin(), header_.resources.end(), resource) !=
        header_.resources.end()) {
      reader_.error(cell, "the column " + single_quoted(reader_[cell]) + " is there twice",
                    "remove one of the two");
      return false;
    }
    header_.supplies.push_back(cell);
    header_.resources.push_back(resource);
    return true;
  }

  void unknown_column(std::size_t cell) {
    static const std::vector<std::string> known{"id", "employees", "visibility", "organisational",
                                                "supplies:<resource>"};
    const std::string_view name = reader_[cell];
    const bool other_separator =
        name.find(';') != std::string_view::npos || name.find('\t') != std::string_view::npos;
    reader_.error(
        cell, "unknown column " + single_quoted(name),
        other_separator ? "separate the columns with commas" : suggest(std::string(name), known));
  }

  bool read_firm() {
    if (reader_.size() != header_.size) {
      reader_.error(std::min(reader_.size(), header_.size),
                    "cells of this line: " + std::to_string(reader_.size()) +
                        ", of the header: " + std::to_string(header_.size),
                    "separate cells with commas; put a cell that holds one in quotes");
      return false;
    }
    models::FirmTable::Row row;
    row.name = reader_[*header_.id];
    bool good = check_id(row.name);
    if (header_.employees) good = whole(*header_.employees, row.employees) && good;
    const models::Range positive = models::positive();
    if (header_.visibility)
      good = number(*header_.visibility, "visibility", positive, row.visibility) && good;
    if (header_.organisational)
      good = number(*header_.organisational, "organisational", models::any(), row.organisational) &&
             good;
    fits_.resize(header_.supplies.size());
    for (std::size_t r = 0; r < fits_.size(); ++r)
      good = number(header_.supplies[r], "a fit", models::probability(), fits_[r]) && good;
    if (!good) return false;
    table_->add(row);
    for (std::size_t r = 0; r < fits_.size(); ++r)
      if (fits_[r]) table_->supply(r, *fits_[r]);
    return true;
  }

  bool check_id(std::string_view id) {
    if (id.empty()) {
      reader_.error(*header_.id, "the firm has no id", "name it");
    } else if (id.size() > longest_id) {
      reader_.error(*header_.id, "this id is longer than " + std::to_string(longest_id) + " bytes",
                    "shorten it");
    } else if (id.front() == ' ' || id.back() == ' ') {
      reader_.error(*header_.id, single_quoted(id) + " begins or ends with a blank", "remove it");
    } else {
      return true;
    }
    return false;
  }

  bool whole(std::size_t cell, std::optional<int>& value) {
    const std::string_view text = reader_[cell];
    value.reset();
    if (text.empty()) return true;
    int found = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
      reader_.error(cell, single_quoted(text) + " is no whole number",
                    "digits alone, without blanks, points or commas");
      return false;
    }
    if (error != std::errc{} || found < 1 || found > models::most_employees) {
      reader_.error(cell,
                    "employees have to be from 1 to " + std::to_string(models::most_employees) +
                        ", not " + std::string(text),
                    "leave the cell empty if the number is not known");
      return false;
    }
    value = found;
    return true;
  }

  bool number(std::size_t cell, const std::string& what, const models::Range& range,
              std::optional<double>& value) {
    const std::string_view text = reader_[cell];
    value.reset();
    if (text.empty()) return true;
    double found = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(found)) {
      reader_.error(cell, single_quoted(text) + " is no number",
                    "write it like 0.75, without blanks");
      return false;
    }
    if (!range.contains(found)) {
      reader_.error(cell,
                    what + " has to be " +
                        (std::isfinite(range.high) ? "from 0 to 1" : "greater than 0") + ", not " +
                        std::string(text),
                    "leave the cell empty if there is nothing to say");
      return false;
    }
    value = found;
    return true;
  }

  CsvReader& reader_;
  Header header_;
  std::shared_ptr<models::FirmTable> table_;
  std::vector<int> lines_;  // of the firms
  std::vector<std::optional<double>> fits_;
};

}  // namespace

std::shared_ptr<models::FirmTable> read_firms(CsvReader& reader) { return FirmFile(reader).read(); }

}  // namespace nakodo::experiment
