// Tokens of a condition on factors: numbers, words, texts in quotes, signs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nakodo::experiment {

struct Token {
  enum class Kind { number, word, quoted, sign, end } kind = Kind::end;
  std::string text;
  std::size_t offset = 0;  ///< bytes from the beginning of the condition
};

/// What stops the reading of a condition.
struct Refusal {
  std::size_t offset;
  std::string message;
  std::string advice;
};

/// All of them, the end included. Throws Refusal.
std::vector<Token> tokens_of(std::string_view text);

inline bool is_operator(std::string_view word) {
  return word == "and" || word == "or" || word == "not";
}

}  // namespace nakodo::experiment
