// "Did you mean": the valid word nearest to a misspelt one.
// Policy: Damerau–Levenshtein distance (optimal string alignment) with case and '-' / '_' ignored;
// only a distance of up to a third of the word's length (at most 3) is worth suggesting.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nakodo::experiment {

/// The nearest candidate that is near enough; the first one among equals.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

/// Advice for an unknown word: "did you mean 'x'?", otherwise "valid here: a, b, c", and both when
/// there are few candidates. Empty if there are no candidates.
std::string suggest(std::string_view word, std::span<const std::string> candidates);

}  // namespace nakodo::experiment
