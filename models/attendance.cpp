#include "models/attendance.hpp"

#include <algorithm>
#include <cmath>

#include "models/acquaintance.hpp"

namespace nakodo::models {

int sent_by_a_firm(const SocialEventSpec& spec) {
  return std::max(1, static_cast<int>(spec.asks_for(Envoy::executive)) +
                         static_cast<int>(spec.asks_for(Envoy::engineer)));
}

std::vector<std::uint32_t> firms_invited(const SocialEventSpec& spec) {
  std::vector<std::uint32_t> firms;
  double share = 0.0;
  long before = 0;
  for (const auto& [from, invited] : spec.invites) {
    share += invited.share;
    const long persons = std::lround(share * spec.attendance);
    firms.push_back(static_cast<std::uint32_t>((persons - before) / sent_by_a_firm(spec)));
    before = persons;
  }
  return firms;
}

Attendance::Attendance(Stage& stage, const SocialEventSpec& spec)
    : stage_(stage), spec_(spec), firms_invited_(firms_invited(spec)) {
  for (const std::string& name : spec.introduces) certain_.push_back(stage.cast.body(name));
  if (!spec.organiser.empty()) certain_.push_back(organiser_ = stage.cast.body(spec.organiser));
  for (const auto& [from, invited] : spec.invites)
    invited_.emplace_back(stage.cast, [&](const std::string& name, const FirmSpec& firm) {
      return name == from || firm.community == from;
    });
}

void Attendance::reset() {
  bodies_.clear();
  there_.clear();
}

void Attendance::draw(kernel::RandomStream& random) {
  for (const BodyId body : certain_) come(body);
  for (std::size_t i = 0; i < invited_.size(); ++i) {
    urn_.fill(invited_[i].size());
    for (std::uint32_t left = firms_invited_[i]; left > 0 && !urn_.empty();) {
      const BodyId firm = invited_[i][urn_.draw(random)];
      if (includes(firm) || (spec_.call == Call::by_invitation && !organiser_knows(firm))) continue;
      come(firm);
      --left;
    }
  }
}

bool Attendance::may_include(BodyId body) const {
  return std::find(certain_.begin(), certain_.end(), body) != certain_.end() ||
         std::any_of(invited_.begin(), invited_.end(),
                     [&](const FirmRuns& firms) { return firms.holds(body); });
}

int Attendance::persons() const {
  const auto firms = std::count_if(bodies_.begin(), bodies_.end(),
                                   [&](BodyId body) { return stage_.cast.firm(body) != nullptr; });
  return static_cast<int>(firms) * sent_by_a_firm(spec_);
}

bool Attendance::organiser_knows(BodyId firm) const {
  return std::find(certain_.begin(), certain_.end(), firm) != certain_.end() ||
         (organiser_.some() && knows(stage_, organiser_, firm));
}

}  // namespace nakodo::models
