// Firms out of a CSV file: a header, then a firm a line.
//
//   id               required; its name, unique, up to 200 bytes
//   employees        whole number, 1 to 10 000 000; empty: as the population says
//   visibility       > 0; empty: as the population says
//   organisational   place on the organisational axis; empty: as the population says
//   supplies:<name>  fit, 0 to 1, of a resource it supplies; empty: it does not
#pragma once

#include <memory>

#include "experiment/csv_reader.hpp"
#include "models/firm_table.hpp"

namespace nakodo::experiment {

/// The most firms of one file.
constexpr std::size_t most_firms = 100'000;

/// Reads all that is left. What is wrong is reported through the reader.
std::shared_ptr<models::FirmTable> read_firms(CsvReader& reader);

}  // namespace nakodo::experiment
