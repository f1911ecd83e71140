// Ties out of a CSV file: a header `from,to`, then two names a line of firms and intermediaries who
// know each other.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "experiment/csv_reader.hpp"
#include "models/acquaintances.hpp"

namespace nakodo::experiment {

/// The most ties of one file.
constexpr std::size_t most_ties = 2'000'000;

/// Reads all that is left. A tie to nobody, to oneself, or listed twice in the same direction is
/// reported through the reader; listed in both directions it is the same tie.
/// @param bodies how many there are
/// @param body of a name; nobody if there is none
/// @param advice about a name that is nobody's
models::Acquaintances read_ties(CsvReader& reader, std::size_t bodies,
                                const std::function<models::BodyId(std::string_view)>& body,
                                const std::function<std::string(std::string_view)>& advice);

}  // namespace nakodo::experiment
