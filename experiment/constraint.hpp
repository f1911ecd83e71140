// Constraint: a condition on the factors of a point, as text.
//
//   condition   := conjunction ("or" conjunction)*
//   conjunction := negation ("and" negation)*
//   negation    := "not" negation | comparison
//   comparison  := sum (("<" | "<=" | ">" | ">=" | "==" | "!=") sum)?
//   sum         := product (("+" | "-") product)*
//   product     := signed (("*" | "/") signed)*
//   signed      := "-" signed | number [unit] | factor | level | "(" condition ")"
//
// A factor with numbers is a number in its canonical unit, and so is a quantity: 6 weeks, 40 %,
// '0.5 / year'. Any other factor can only be == or != one of its levels, which stands in quotes if
// it is not a word.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor_column.hpp"

namespace nakodo::experiment {

class Constraint {
 public:
  /// Reads a condition; nullopt if there is anything wrong with it (reported at its place).
  static std::optional<Constraint> parse(const Node& text, const std::vector<FactorColumn>& columns,
                                         Diagnostics& diagnostics);

  /// Whether a point satisfies it.
  bool holds(const std::vector<FactorColumn>& columns, std::size_t point) const {
    return value(root_, columns, point) != 0.0;
  }

 private:
  friend class ConstraintParser;

  enum class Kind {
    number,
    factor,
    code,
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    at_most,
    greater,
    at_least,
    equal,
    unequal,
    negation,
    conjunction,
    disjunction
  };
  struct Term {
    Kind kind;
    double number = 0.0;     // of a number
    std::size_t factor = 0;  // of a factor, its number or the code of its level
    std::size_t left = 0;
    std::size_t right = 0;
  };

  double value(std::size_t term, const std::vector<FactorColumn>& columns, std::size_t point) const;

  std::vector<Term> terms_;
  std::size_t root_ = 0;
};

}  // namespace nakodo::experiment
