#include "experiment/condition_tokens.hpp"

#include <algorithm>
#include <array>

#include "experiment/quantity.hpp"

namespace nakodo::experiment {
namespace {

bool begins_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto push = [&](Token::Kind kind) {
      tokens.push_back({kind, std::string(text.substr(begin, at - begin)), begin});
    };
    const auto skip = [&](auto fits) {
      while (at < text.size() && fits(text[at])) ++at;
    };
    const char c = text[at];
    if (c == ' ' || c == '\n' || c == '\t') {
      ++at;
    } else if (begins_word(c)) {
      skip([](char d) { return begins_word(d) || is_digit(d); });
      push(Token::Kind::word);
    } else if (is_digit(c) || c == '.') {
      skip([](char d) { return is_digit(d) || d == '.'; });
      if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const bool has_sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
        if (const std::size_t digits = at + (has_sign ? 2 : 1);
            digits < text.size() && is_digit(text[digits])) {
          at = digits;
          skip(is_digit);
        }
      }
      push(Token::Kind::number);
    } else if (c == '\'' || c == '"') {
      const std::size_t close = text.find(c, at + 1);
      if (close == std::string_view::npos)
        throw Refusal{at, "this quote is not closed", "write 'level'"};
      tokens.push_back({Token::Kind::quoted, std::string(text.substr(at + 1, close - at - 1)), at});
      at = close + 1;
    } else {
      static constexpr std::array<std::string_view, 14> signs{
          "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "(", ")", "%", "="};
      const auto sign = std::find_if(signs.begin(), signs.end(), [&](std::string_view each) {
        return text.substr(at).starts_with(each);
      });
      if (sign == signs.end())
        throw Refusal{at, "this is not understood in a condition",
                      "write for example: distance < 1 and engage != never"};
      at += sign->size();
      push(Token::Kind::sign);
    }
  }
  tokens.push_back({Token::Kind::end, "", text.size()});
  return tokens;
}

}  // namespace nakodo::experiment
