// Project: a firm needs a set of resources, and a signed deal for each; then it launches (model
// section 1).
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/channel.hpp"
#include "models/meeting.hpp"
#include "models/need.hpp"
#include "models/outcome.hpp"
#include "models/secondment.hpp"
#include "models/stage.hpp"
#include "models/understanding.hpp"

namespace nakodo::models {

class Project {
 public:
  /// @param number among all projects of the world
  /// @param first_deal number of the first of its deals within a run
  /// @param resources numbers of its needs in the catalogue, in the order of the needs
  Project(Stage& stage, ProjectId id, const ProjectSpec& spec, BodyId firm, std::size_t number,
          DealId first_deal, std::span<const ResourceId> resources,
          std::vector<Secondment>& secondments);
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  /// @param occasions_to_come at which its firm will meet others
  void reset(int occasions_to_come);
  void begin();

  // What happened outside.
  void acquaintance_made();
  void firm_was_met(BodyId firm, const Meeting& meeting);
  /// Of the occasions that were to come, one is over.
  void occasion_has_passed();
  void go_between_was_engaged();
  void go_between_was_disengaged();
  /// A retainer is shared by the open deals and the one that is just being closed, if any.
  void retainer_was_due(double money, Deal* closing);
  void partner_was_contacted(Deal& deal);
  void deal_was_closed(Deal& deal);
  /// The run is over: what is being worked on for all deals is charged as far as it has come.
  void charge_work_in_hand() { channel_.charge_work_in_hand(); }

  /// Which entry of the scenario it is; those of several firms share it.
  ProjectId id() const { return id_; }
  std::size_t number() const { return number_; }
  const ProjectSpec& spec() const { return spec_; }
  BodyId firm() const { return firm_; }
  PersonId champion() const { return champion_; }
  /// Over which the sides talk about this.
  MediumId medium(Topic topic) const { return media_[static_cast<std::size_t>(topic)]; }
  Channel& channel() { return channel_; }
  /// Whether an occasion is still to come that may bring a partner.
  bool expects_an_occasion() const { return occasions_to_come_ > 0; }
  /// Who of the firm lives with this partner now, or nullptr.
  const Secondment* secondment_at(BodyId host) const;
  std::span<const kernel::Region::Kept<Need>> needs() const { return needs_; }
  /// Which of its needs a deal is for, from 0.
  std::size_t place_of(DealId deal) const;
  /// In the order of the needs; nullptr if none is open.
  Deal* first_open_deal() const;
  /// Of all open deals, 0 if there is none.
  double worst_frustration() const;
  ProjectOutcome outcome() const;

 private:
  void begin_deals();
  double open_deals() const;

  Stage& stage_;
  ProjectId id_;
  const ProjectSpec& spec_;
  BodyId firm_;
  PersonId champion_;
  std::size_t number_;
  std::array<MediumId, 9> media_;  // by topic
  Channel channel_;
  std::vector<Secondment>& secondments_;
  std::vector<kernel::Region::Kept<Need>> needs_;
  bool begun_ = false;
  std::int32_t signed_deals_ = 0;
  int occasions_to_come_ = 0;
  double t_launched_ = not_reached;
};

}  // namespace nakodo::models
