// Imports: the CSV files that an experiment names, each read once, whatever the number of design
// points.
//
// Policy: a file is named relative to the folder of the configuration in which its name stands;
// with
// --set, to that of the experiment. In the resolved configuration it is called by its plain name
// and pinned by the fingerprint of its bytes: so the hash of the experiment covers what was read,
// and a copy beside the resolved configuration makes that complete.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "experiment/csv_reader.hpp"
#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

class BodyNames;

class Imports {
 public:
  /// @param experiment path of the experiment's file
  explicit Imports(const std::filesystem::path& experiment) : folder_(experiment.parent_path()) {}

  /// Gives a scenario the tables it names, reading those that are not there yet.
  /// @param root the tree the scenario was read from
  void read(models::Scenario& scenario, const Node& root, Diagnostics& diagnostics);
  /// Gives a scenario the tables it names, which must all have been read; for any thread.
  void give(models::Scenario& scenario, const Node& root) const;

  /// Reads a file of design points that is named at a node.
  /// @param read takes the reader of its rows
  void read_points(const Node& named, const std::string& file, const std::string& fingerprint,
                   const std::function<void(CsvReader&)>& read, Diagnostics& diagnostics);

  /// Puts plain names and fingerprints where the files of a tree are named.
  void pin(Node& node) const;

  struct File {
    std::filesystem::path path;
    std::string name;         ///< plain, and of this file alone
    std::string fingerprint;  ///< 16 hex digits
  };
  /// The files that were read, each once.
  std::vector<File> files() const;

 private:
  using Ties = std::shared_ptr<const models::Acquaintances>;
  struct Source {
    std::filesystem::path path;
    std::string fingerprint;                         // empty if it could not be read
    std::shared_ptr<const models::FirmTable> firms;  // or
    std::map<std::string, Ties> ties;                // by what there is to be tied
  };

  void read_firms_of(const Node& named, const models::Imported<models::FirmTable>& import,
                     Diagnostics& diagnostics);
  void read_names(const models::Scenario& scenario, const Node& root, Diagnostics& diagnostics);
  void read_ties_of(const Node& named, const models::Scenario& scenario, const BodyNames& names,
                    Diagnostics& diagnostics);
  std::optional<std::filesystem::path> path_of(const Node& named, const std::string& file,
                                               Diagnostics& diagnostics) const;
  std::string plain_name(const Source& source) const;

  std::filesystem::path folder_;
  std::map<Place, Source> sources_;  // by where they are named
  std::set<std::string> checked_;    // worlds whose names were looked at
};

}  // namespace nakodo::experiment
