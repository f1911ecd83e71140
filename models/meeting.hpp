// Meeting: how a champion comes upon a candidate, and what the two can do about it there and then
// (model section 9, occasion).
#pragma once

#include <optional>

#include "models/ids.hpp"

namespace nakodo::models {

struct Meeting {
  MediumId medium = {};      ///< of the pitch
  bool travels = true;       ///< whether a visitor has to travel to it; if not, the two have met
                             ///< already and no go-between is needed
  OccasionId occasion = {};  ///< at which they meet, if they do at one
  bool settles = false;      ///< both decide on the spot
  double round_trip = 0.0;   ///< else: days until the partner's house is asked
  std::optional<double> noise = {};  ///< σ of the fit as it seems to either side there; unset:
                                     ///< those inside will judge
  double error = 0.0;                ///< of the champion in judging there, standard normal
};

}  // namespace nakodo::models
