#include "models/social_event.hpp"

namespace nakodo::models {

SocialEvent::SocialEvent(Stage& stage, OccasionId id, const SocialEventSpec& spec,
                         const std::vector<std::unique_ptr<Project>>& projects)
    : stage_(stage),
      id_(id),
      day_(spec.date.day - stage.scenario.time.start.day),
      medium_(stage.medium(spec.medium)),
      projects_(projects) {
  for (const std::string& name : spec.introduces) attending_.push_back(stage.cast.body(name));
}

void SocialEvent::schedule() {
  if (takes_place()) stage_.simulation.schedule_at(day_, [this] { on_date(); });
}

void SocialEvent::on_date() {
  stage_.trace.fact(Fact::occasion, {}, {}, {}, id_.value);
  for (std::size_t i = 0; i < attending_.size(); ++i)
    for (std::size_t j = i + 1; j < attending_.size(); ++j) {
      const PersonId a = stage_.cast[attending_[i]].contact();
      const PersonId b = stage_.cast[attending_[j]].contact();
      if (stage_.bonds.aware(a, b)) continue;
      stage_.introduce(a, b);
      stage_.trace.fact(Fact::introduced, a, b, {}, id_.value);
    }
  for (const auto& project : projects_) {
    if (!attends(project->firm())) continue;
    project->acquaintance_made();
    for (const BodyId body : attending_) project->firm_was_met(body, medium_);
    project->occasion_has_passed();
  }
}

}  // namespace nakodo::models
