// Imported: a table that a configuration names as a file. Reading it is the business of
// experiment/; the model sees what was read.
#pragma once

#include <memory>
#include <string>

#include "models/fields.hpp"

namespace nakodo::models {

template <class Table>
struct Imported {
  static constexpr bool short_form = true;  ///< from: firms/makers.csv
  std::string file;
  std::string fingerprint;
  std::shared_ptr<const Table> table;  ///< none if no file is named; shared by all worlds

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.file, Field{.name = "file",
                           .meaning = "CSV file, UTF-8, with a header; relative to the folder of "
                                      "the configuration that names it",
                           .required = true});
    visit(self.fingerprint,
          Field{"fingerprint",
                "16 hex digits of its bytes, which it must have; unset: it may have any"});
  }
};

}  // namespace nakodo::models
