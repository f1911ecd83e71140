#include "experiment/constraint.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "experiment/condition_tokens.hpp"
#include "experiment/quantity.hpp"
#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
class ConstraintParser {
 public:
  ConstraintParser(std::string_view text, const std::vector<FactorColumn>& columns)
      : columns_(columns), tokens_(tokens_of(text)) {}

  Constraint parse() {
    const Part whole = condition();
    if (next().kind != Token::Kind::end)
      throw Refusal{next().offset, "a condition cannot go on like this",
                    "join conditions with and, or"};
    want(whole, Type::truth);
    constraint_.root_ = whole.term;
    return std::move(constraint_);
  }

 private:
  using Kind = Constraint::Kind;
  enum class Type { number, truth, choice, level };

  /// A part that has been read.
  struct Part {
    Type type;
    std::size_t term = 0;    // in the constraint
    std::size_t offset = 0;  // in the text
    std::size_t factor = 0;  // of a choice
    std::string text;        // of a level, or of a number in quotes
  };

  Part condition() {
    return joined("or", Kind::disjunction, [this] { return conjunction(); });
  }
  Part conjunction() {
    return joined("and", Kind::conjunction, [this] { return negation(); });
  }
  template <class Read>
  Part joined(std::string_view word, Kind kind, Read read) {
    Part left = read();
    while (take(Token::Kind::word, word)) {
      const Part right = read();
      want(left, Type::truth);
      want(right, Type::truth);
      left.term = add({.kind = kind, .left = left.term, .right = right.term});
    }
    return left;
  }
  Part negation() {
    const std::size_t offset = next().offset;
    if (!take(Token::Kind::word, "not")) return comparison();
    const Part inner = negation();
    want(inner, Type::truth);
    return {Type::truth, add({.kind = Kind::negation, .left = inner.term}), offset, 0, {}};
  }

  Part comparison() {
    const Part left = sum();
    const auto kind = comparing();
    if (!kind) return left;
    const Part right = sum();
    if (comparing())
      throw Refusal{tokens_[at_ - 1].offset, "only two things can be compared at a time",
                    "write a < b and b < c"};
    return compare(left, *kind, right);
  }
  std::optional<Kind> comparing() {
    static constexpr std::array<std::pair<std::string_view, Kind>, 6> kinds{
        {{"<", Kind::less},
         {"<=", Kind::at_most},
         {">", Kind::greater},
         {">=", Kind::at_least},
         {"==", Kind::equal},
         {"!=", Kind::unequal}}};
    for (const auto& [sign, kind] : kinds)
      if (take(Token::Kind::sign, sign)) return kind;
    if (next().kind == Token::Kind::sign && next().text == "=")
      throw Refusal{next().offset, "'=' does not compare", "write =="};
    return std::nullopt;
  }
  Part compare(const Part& left, Kind kind, const Part& right) {
    const auto made = [&](std::size_t a, std::size_t b) {
      return Part{Type::truth, add({.kind = kind, .left = a, .right = b}), left.offset, 0, {}};
    };
    if (left.type != Type::choice && right.type != Type::choice) {
      want(left, Type::number);
      want(right, Type::number);
      return made(left.term, right.term);
    }
    const Part& choice = left.type == Type::choice ? left : right;
    const Part& other = left.type == Type::choice ? right : left;
    const FactorColumn& column = columns_[choice.factor];
    if (kind != Kind::equal && kind != Kind::unequal)
      throw Refusal{choice.offset, "the levels of '" + column.name + "' are names without an order",
                    "compare them by == and !="};
    if (other.type != Type::level)
      throw Refusal{other.offset, "'" + column.name + "' can only be compared with its levels",
                    suggest("", column.labels)};
    std::string label = other.text;
    std::replace(label.begin(), label.end(), ' ', '_');
    const auto found = std::find(column.labels.begin(), column.labels.end(), label);
    if (found == column.labels.end())
      throw Refusal{other.offset, "'" + other.text + "' is not a level of '" + column.name + "'",
                    suggest(label, column.labels)};
    return made(choice.term, number(static_cast<double>(found - column.labels.begin())));
  }

  Part sum() {
    return chained({{{"+", Kind::add}, {"-", Kind::subtract}}}, [this] { return product(); });
  }
  Part product() {
    return chained({{{"*", Kind::multiply}, {"/", Kind::divide}}},
                   [this] { return signed_part(); });
  }
  template <class Read>
  Part chained(const std::array<std::pair<std::string_view, Kind>, 2>& kinds, Read read) {
    Part left = read();
    while (true) {
      const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) {
        return take(Token::Kind::sign, each.first);
      });
      if (found == kinds.end()) return left;
      const Part right = read();
      want(left, Type::number);
      want(right, Type::number);
      left = {Type::number,
              add({.kind = found->second, .left = left.term, .right = right.term}),
              left.offset,
              0,
              {}};
    }
  }
  Part signed_part() {
    const Token token = next();
    if (take(Token::Kind::sign, "-")) {
      const Part inner = signed_part();
      want(inner, Type::number);
      return {Type::number, add({.kind = Kind::negate, .left = inner.term}), token.offset, 0, {}};
    }
    if (take(Token::Kind::sign, "(")) {
      if (++depth_ > 64) throw Refusal{token.offset, "at most 64 parentheses are read", ""};
      const Part inner = condition();
      --depth_;
      if (!take(Token::Kind::sign, ")"))
        throw Refusal{token.offset, "this parenthesis is not closed", "add a )"};
      return inner;
    }
    if (token.kind == Token::Kind::number) return quantity();
    if (token.kind == Token::Kind::quoted || token.kind == Token::Kind::word) {
      if (token.kind == Token::Kind::word && is_operator(token.text))
        throw Refusal{token.offset, "something is missing before '" + token.text + "'", ""};
      ++at_;
      return token.kind == Token::Kind::word ? named(token) : quoted(token);
    }
    throw Refusal{token.offset,
                  token.kind == Token::Kind::end ? "something is missing at the end"
                                                 : "'" + token.text + "' cannot stand here",
                  "write for example: distance < 1 and engage != never"};
  }

  Part quantity() {
    const Token token = next();
    ++at_;
    std::string text = token.text;
    const bool has_unit = next().kind == Token::Kind::word && !is_operator(next().text);
    if (has_unit || (next().kind == Token::Kind::sign && next().text == "%")) {
      text += " " + next().text;
      ++at_;
    }
    return quantity_of(text, token.offset);
  }
  Part quantity_of(const std::string& text, std::size_t offset) {
    Diagnostics found;
    const auto value =
        parse_quantity(Node::scalar(text), shown_dimension(text).value_or(Dimension::none), found);
    if (!value) {
      const Problem problem = found.problems().front();
      throw Refusal{offset, problem.message, problem.advice};
    }
    return {Type::number, number(*value), offset, 0, {}};
  }
  Part quoted(const Token& token) {
    Diagnostics ignored;
    const auto dimension = shown_dimension(token.text);
    const bool reads = !token.text.empty() && dimension &&
                       parse_quantity(Node::scalar(token.text), *dimension, ignored);
    Part part =
        reads ? quantity_of(token.text, token.offset) : Part{Type::level, 0, token.offset, 0, {}};
    part.text = token.text;
    // Beside a factor with names it is one of them.
    if (reads && is_label(token.text)) part.type = Type::level;
    return part;
  }
  Part named(const Token& token) {
    for (std::size_t f = 0; f < columns_.size(); ++f)
      if (columns_[f].name == token.text)
        return {columns_[f].numeric() ? Type::number : Type::choice,
                add({.kind = columns_[f].numeric() ? Kind::factor : Kind::code, .factor = f}),
                token.offset,
                f,
                {}};
    return {Type::level, 0, token.offset, 0, token.text};
  }
  bool is_label(std::string label) const {
    std::replace(label.begin(), label.end(), ' ', '_');
    return std::any_of(columns_.begin(), columns_.end(), [&](const FactorColumn& column) {
      return !column.numeric() &&
             std::find(column.labels.begin(), column.labels.end(), label) != column.labels.end();
    });
  }

  void want(const Part& part, Type type) const {
    if (part.type == type) return;
    if (part.type == Type::level) {
      std::vector<std::string> names;
      for (const FactorColumn& column : columns_) names.push_back(column.name);
      throw Refusal{part.offset, "'" + part.text + "' is not a factor of this experiment",
                    suggest(part.text, names)};
    }
    if (part.type == Type::choice)
      throw Refusal{part.offset,
                    "'" + columns_[part.factor].name + "' has names, not numbers, as its levels",
                    "compare it with one of them: " + columns_[part.factor].name +
                        " == " + columns_[part.factor].labels.front()};
    throw Refusal{part.offset,
                  type == Type::truth ? "this is a number, not a condition"
                                      : "this is a condition, not a number",
                  type == Type::truth ? "compare it with something" : ""};
  }

  const Token& next() const { return tokens_[at_]; }
  bool take(Token::Kind kind, std::string_view text) {
    if (next().kind != kind || next().text != text) return false;
    ++at_;
    return true;
  }
  std::size_t add(Constraint::Term term) {
    constraint_.terms_.push_back(term);
    return constraint_.terms_.size() - 1;
  }
  std::size_t number(double value) { return add({.kind = Kind::number, .number = value}); }

  const std::vector<FactorColumn>& columns_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Constraint constraint_;
};

std::optional<Constraint> Constraint::parse(const Node& text,
                                            const std::vector<FactorColumn>& columns,
                                            Diagnostics& diagnostics) {
  try {
    return ConstraintParser(text.text(), columns).parse();
  } catch (const Refusal& refusal) {
    Place place = text.place();
    place.column += static_cast<int>(refusal.offset) + (text.quoted() ? 1 : 0);
    diagnostics.error(place, refusal.message, refusal.advice);
    return std::nullopt;
  }
}

double Constraint::value(std::size_t term, const std::vector<FactorColumn>& columns,
                         std::size_t point) const {
  const Term& it = terms_[term];
  const auto left = [&] { return value(it.left, columns, point); };
  const auto right = [&] { return value(it.right, columns, point); };
  switch (it.kind) {
    case Kind::number:
      return it.number;
    case Kind::factor:
      return columns[it.factor].number(point);
    case Kind::code:
      return columns[it.factor].codes[point];
    case Kind::negate:
      return -left();
    case Kind::add:
      return left() + right();
    case Kind::subtract:
      return left() - right();
    case Kind::multiply:
      return left() * right();
    case Kind::divide:
      return left() / right();
    case Kind::less:
      return left() < right() ? 1.0 : 0.0;
    case Kind::at_most:
      return left() <= right() ? 1.0 : 0.0;
    case Kind::greater:
      return left() > right() ? 1.0 : 0.0;
    case Kind::at_least:
      return left() >= right() ? 1.0 : 0.0;
    case Kind::equal:
      return left() == right() ? 1.0 : 0.0;
    case Kind::unequal:
      return left() != right() ? 1.0 : 0.0;
    case Kind::negation:
      return left() == 0.0 ? 1.0 : 0.0;
    case Kind::conjunction:
      return left() != 0.0 && right() != 0.0 ? 1.0 : 0.0;
    case Kind::disjunction:
      break;
  }
  return left() != 0.0 || right() != 0.0 ? 1.0 : 0.0;
}

}  // namespace nakodo::experiment
