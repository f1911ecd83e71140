// Social event: on its date those it introduces meet, are aware of each other from then on, and a
// champion who is looking for what somebody there can supply makes his pitch on the spot (seed A
// IV.2; model section 9, occasion).
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "models/project.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class SocialEvent {
 public:
  SocialEvent(Stage& stage, OccasionId id, const SocialEventSpec& spec,
              const std::vector<std::unique_ptr<Project>>& projects);

  /// Enters the calendar of a run, unless it lies before the run starts or beyond its horizon.
  void schedule();

  /// Whether a run will see it and this body takes part.
  bool will_bring_together(BodyId body) const { return takes_place() && attends(body); }

 private:
  void on_date();
  bool attends(BodyId body) const {
    return std::find(attending_.begin(), attending_.end(), body) != attending_.end();
  }
  bool takes_place() const { return day_ >= 0.0 && day_ <= stage_.scenario.time.horizon; }

  Stage& stage_;
  OccasionId id_;
  double day_;
  MediumId medium_;
  std::vector<BodyId> attending_;
  const std::vector<std::unique_ptr<Project>>& projects_;
};

}  // namespace nakodo::models
