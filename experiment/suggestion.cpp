#include "experiment/suggestion.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace nakodo::experiment {

namespace {

std::string folded(std::string_view word) {
  std::string out(word);
  for (auto& c : out) {
    c = c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 64;  // nobody misspells longer words; bounds the work
  if (word.empty() || word.size() > longest) return std::nullopt;
  const auto wanted = folded(word);
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const auto& candidate : candidates) {
    if (candidate.size() > longest) continue;
    const auto allowed = std::min<std::size_t>(3, std::max(word.size(), candidate.size()) / 3);
    const auto away = distance(wanted, folded(candidate));
    if (away <= allowed && (best == nullptr || away < best_distance)) {
      best = &candidate;
      best_distance = away;
    }
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string suggest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t few = 12;
  const auto near = closest(word, candidates);
  std::string advice = near ? "did you mean '" + *near + "'?" : "";
  if (candidates.empty() || (near && candidates.size() > few)) return advice;
  advice += near ? " Valid here: " : "valid here: ";
  std::unordered_set<std::string_view> listed;
  for (const auto& candidate : candidates)
    if (listed.insert(candidate).second) advice += (listed.size() > 1 ? ", " : "") + candidate;
  return advice;
}

}  // namespace nakodo::experiment
