#include "experiment/tie_file.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace nakodo::experiment {
namespace {

using models::Acquaintances;
using models::BodyId;
using Tie = std::pair<BodyId, BodyId>;

/// Places of the columns `from` and `to`, if they are there and nothing else.
std::optional<std::pair<std::size_t, std::size_t>> read_header(CsvReader& reader) {
  if (!reader.next()) {
    if (reader.ok())
      reader.error_of_line(0, "the file holds no ties", "begin it with the line from,to");
    return std::nullopt;
  }
  if (reader.size() == 2 && reader[0] == "from" && reader[1] == "to") return {{0, 1}};
  if (reader.size() == 2 && reader[0] == "to" && reader[1] == "from") return {{1, 0}};
  reader.error(0, "the columns of ties are 'from' and 'to', and no others",
               "begin the file with the line from,to");
  return std::nullopt;
}

/// Those that stand there again, in the same direction.
void refuse_repeated(CsvReader& reader, const std::vector<Tie>& ties,
                     const std::vector<std::int32_t>& lines) {
  std::vector<std::uint32_t> order(ties.size());
  std::iota(order.begin(), order.end(), 0U);
  // Equal ties stay in the order of their lines.
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return ties[a] != ties[b] ? ties[a] < ties[b] : a < b;
  });
  std::vector<std::pair<std::int32_t, std::int32_t>> repeated;  // the line, and that of the first
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    if (ties[order[i]] != ties[order[first]])
      first = i;
    else
      repeated.emplace_back(lines[order[i]], lines[order[first]]);
  }
  std::sort(repeated.begin(), repeated.end());
  for (const auto& [line, first] : repeated)
    reader.error_of_line(line, "this tie is already in line " + std::to_string(first),
                         "list each tie once");
}

}  // namespace

Acquaintances read_ties(CsvReader& reader, std::size_t bodies,
                        const std::function<BodyId(std::string_view)>& body,
                        const std::function<std::string(std::string_view)>& advice) {
  const auto header = read_header(reader);
  if (!header) return {};
  std::vector<Tie> ties;
  std::vector<std::int32_t> lines;
  const auto find = [&](std::size_t cell) {
    const BodyId found = body(reader[cell]);
    if (!found.some())
      reader.error(cell, single_quoted(reader[cell]) + " is neither a firm nor an intermediary",
                   reader.tells() ? advice(reader[cell]) : std::string{});
    return found;
  };
  while (reader.next()) {
    if (ties.size() == most_ties) {
      reader.error(0, "there are more than " + std::to_string(most_ties) + " ties",
                   "describe who knows whom by `embedded` probabilities instead");
      reader.stop();
      break;
    }
    if (reader.size() != 2) {
      reader.error(std::min<std::size_t>(reader.size(), 2),
                   "cells of this line: " + std::to_string(reader.size()) + ", of the header: 2",
                   "write from,to; put a name that holds a comma in quotes");
      continue;
    }
    const Tie tie{find(header->first), find(header->second)};
    if (!tie.first.some() || !tie.second.some()) continue;
    if (tie.first == tie.second) {
      reader.error(header->second, single_quoted(reader[header->second]) + " is tied to itself",
                   "remove the line");
      continue;
    }
    ties.push_back(tie);
    lines.push_back(reader.line());
  }
  Acquaintances acquaintances(bodies, ties);
  if (acquaintances.size() < ties.size()) refuse_repeated(reader, ties, lines);
  return acquaintances;
}

}  // namespace nakodo::experiment
