// Firm table: firms one by one, with what is known of each. Filled once, then only read, by all
// threads.
//
// Memory: the bytes of a name and 4; where the table says them, 4 for employees and 8 each for
// visibility, place of style and the fit of what is supplied; 2 bits for each of these columns.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/fields.hpp"

namespace nakodo::models {

/// A number for some of the places 0, 1, …, entered in ascending order.
template <class Number>
class SparseColumn {
 public:
  void enter(std::size_t place, Number value) {
    const std::size_t word = place / 64;
    while (words_.size() <= word) words_.push_back({0, static_cast<std::uint32_t>(values_.size())});
    words_[word].present |= std::uint64_t{1} << (place % 64);
    values_.push_back(value);
  }
  void shrink_to_fit() {
    words_.shrink_to_fit();
    values_.shrink_to_fit();
  }

  std::optional<Number> operator[](std::size_t place) const {
    const std::size_t word = place / 64;
    if (word >= words_.size()) return std::nullopt;
    const std::uint64_t bit = std::uint64_t{1} << (place % 64);
    if ((words_[word].present & bit) == 0) return std::nullopt;
    const int before = std::popcount(words_[word].present & (bit - 1));
    return values_[words_[word].before + static_cast<std::size_t>(before)];
  }
  /// How many have one.
  std::size_t count() const { return values_.size(); }
  std::size_t bytes() const {
    return words_.capacity() * sizeof(Word) + values_.capacity() * sizeof(Number);
  }

 private:
  struct Word {
    std::uint64_t present;
    std::uint32_t before;  // values of all words before it
  };
  std::vector<Word> words_;
  std::vector<Number> values_;
};

class FirmTable {
 public:
  /// What is known of one firm.
  struct Row {
    std::string_view name;
    std::optional<int> employees;
    std::optional<double> visibility;
    std::optional<double> organisational;
  };

  explicit FirmTable(std::vector<std::string> resources = {}) {
    for (std::string& resource : resources) supplies_.add(std::move(resource));
  }

  /// Adds a firm; what it supplies is entered next.
  void add(const Row& row) {
    names_ += row.name;
    ends_.push_back(static_cast<std::uint32_t>(names_.size()));
    enter(employees_, row.employees);
    enter(visibility_, row.visibility);
    enter(organisational_, row.organisational);
  }
  /// The firm that was added last supplies this.
  /// @param resource its place among those of the table
  void supply(std::size_t resource, double fit) {
    (supplies_.begin() + static_cast<std::ptrdiff_t>(resource))->second.enter(size() - 1, fit);
  }
  void shrink_to_fit() {
    names_.shrink_to_fit();
    ends_.shrink_to_fit();
    employees_.shrink_to_fit();
    visibility_.shrink_to_fit();
    organisational_.shrink_to_fit();
    for (auto& [resource, column] : supplies_) column.shrink_to_fit();
  }

  std::size_t size() const { return ends_.size(); }
  std::string_view name(std::size_t place) const {
    const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
    return std::string_view(names_).substr(begin, ends_[place] - begin);
  }
  std::optional<int> employees(std::size_t place) const { return employees_[place]; }
  std::optional<double> visibility(std::size_t place) const { return visibility_[place]; }
  std::optional<double> organisational(std::size_t place) const { return organisational_[place]; }
  /// Whether it says of anybody how many employees he has.
  bool knows_sizes() const { return employees_.count() > 0; }

  /// Fit by resource and firm; none if it does not supply it.
  const Named<SparseColumn<double>>& supplies() const { return supplies_; }

  std::size_t bytes() const {
    std::size_t sum = names_.capacity() + ends_.capacity() * sizeof ends_[0] + employees_.bytes() +
                      visibility_.bytes() + organisational_.bytes();
    for (const auto& [resource, column] : supplies_) sum += column.bytes();
    return sum;
  }

 private:
  template <class Number>
  void enter(SparseColumn<Number>& column, std::optional<Number> value) {
    if (value) column.enter(size() - 1, *value);
  }

  std::string names_;
  std::vector<std::uint32_t> ends_;
  SparseColumn<std::int32_t> employees_;
  SparseColumn<double> visibility_;
  SparseColumn<double> organisational_;
  Named<SparseColumn<double>> supplies_;
};

}  // namespace nakodo::models
