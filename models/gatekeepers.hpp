// Gatekeepers: the intermediaries who know firms, and whom they know of each other, as seen from
// one community (model section 9, referral; seed A III.2).
//
// A gatekeeper spans if he is tied to one who knows firms of another community than the searcher's.
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/cast.hpp"

namespace nakodo::models {

struct Gatekeeper {
  BodyId body;
  PersonId person;  ///< whom one asks
  const IntermediarySpec* spec = nullptr;
  double at_home = 0.0;              ///< probability that he knows a given firm of the searcher's
                                     ///< community
  bool far = false;                  ///< whether he may know firms of another
  std::vector<std::size_t> tied_to;  ///< places among the gatekeepers
  bool spans = false;
};

class Gatekeepers {
 public:
  /// @param home the community of the searcher
  /// Throws std::invalid_argument for a tie to nobody.
  Gatekeepers(const Cast& cast, const std::string& home) {
    for (const Body& body : cast.bodies()) {
      if (body.intermediary == nullptr) continue;
      Gatekeeper one{body.id, body.contact(), body.intermediary, 0.0, false, {}, false};
      for (const auto& [community, embedding] : body.intermediary->embedded) {
        if (community == home) one.at_home = embedding.probability;
        if (community != home && embedding.probability > 0.0) one.far = true;
      }
      for (const BodyId known : cast.acquaintances(body.id)) {
        const FirmSpec* firm = cast.firm(known);
        if (firm != nullptr && firm->community != home) one.far = true;
      }
      all_.push_back(std::move(one));
    }
    const auto tie = [&](Gatekeeper& one, std::size_t other) {
      if (std::find(one.tied_to.begin(), one.tied_to.end(), other) == one.tied_to.end())
        one.tied_to.push_back(other);
      one.spans = one.spans || all_[other].far;
    };
    for (Gatekeeper& one : all_) {
      for (const std::string& name : one.spec->tied_to) {
        const std::size_t other = cast.body(name).index() - all_.front().body.index();
        if (other >= all_.size())
          throw std::invalid_argument("'" + name + "' is not an intermediary");
        tie(one, other);
      }
      for (const BodyId known : cast.acquaintances(one.body))
        if (cast.firm(known) == nullptr) tie(one, known.index() - all_.front().body.index());
    }
  }

  std::size_t size() const { return all_.size(); }
  const Gatekeeper& operator[](std::size_t i) const { return all_[i]; }
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }

 private:
  std::vector<Gatekeeper> all_;
};

}  // namespace nakodo::models
