// Registry: the far firms that a bureau has on file, as it lists them for one search (model section
// 9, bureau; seed A III.2: the agencies focus on big businesses).
//
// Whether a firm is registered follows from (seed, replication, bureau, firm): all searches find
// the same registry, and none is stored. A list is drawn by rejection from urns of all far firms; a
// firm drawn once is not drawn again. So a relevant entry costs 1/(coverage · share of suppliers)
// draws on average, any other 1/coverage, and one search at most two walks over all firms.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/far_firms.hpp"
#include "models/stage.hpp"
#include "models/urn.hpp"

namespace nakodo::models {

class Registry {
 public:
  /// @param keeper an intermediary with a bureau
  /// @param home community of the searcher, whose firms are not far
  /// @param any_of resources of which one is needed
  Registry(Stage& stage, BodyId keeper, std::string_view home, OneOrMore<std::string> any_of);

  /// Nobody was listed yet.
  void reset();

  /// Up to so many firms, each relevant with the bureau's `relevance`, none that was listed before;
  /// fewer if the registry holds no more, empty if everybody in it was listed.
  std::vector<BodyId> list(int entries, kernel::RandomStream& random);
  /// Whether a firm is on file: the same throughout a run.
  bool holds(BodyId firm) const;

 private:
  /// One that was not listed before, nobody if there is none left.
  BodyId draw(Urn& urn, bool relevant, kernel::RandomStream& random);

  Stage& stage_;
  BodyId keeper_;
  const BureauSpec& spec_;
  OneOrMore<std::string> any_of_;
  FarFirms far_;
  Urn anybody_;
  Urn suppliers_;
  std::set<BodyId> listed_;
};

}  // namespace nakodo::models
