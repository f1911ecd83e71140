// Conclusion: what is said of an experiment that is done: the table, the file, the pictures, and
// what broke.
#pragma once

#include <string>

#include "experiment/experiment.hpp"
#include "experiment/publication.hpp"
#include "experiment/summary.hpp"

namespace nakodo::experiment {

struct Telling {
  bool quiet = false;  ///< nothing but what broke
  bool table = true;
  bool pictures = true;
  bool one_run = false;    ///< again, of all that there are
  std::string taken = {};  ///< what was taken from where instead of being run, if anything
};

/// Says it, and gives the exit code. @param runs of the file
int conclude(const Experiment& experiment, Summary& summary, std::size_t runs,
             const Published& published, const Telling& telling);

}  // namespace nakodo::experiment
