// Social event: on its date those who come are introduced pair by pair, and a champion who is
// looking for what the other supplies makes his pitch on the spot (seed A IV.2, V; model section 9,
// occasion).
//
//   event                    next
//   on_date                  who comes is drawn (attendance.hpp), and who meets whom: everybody, or
//                            pairs within slots (timetable.hpp); the meetings of the first day
//   on_next_day              the meetings of that day; after the last the event is over
//
// Whoever meets is aware of the other from then on. Where not everybody meets everybody,
// intermediaries meet all on the first day, outside the slots. Curated are the pairs of firms that
// the organiser knows both of, where one has an open deal without a partner and the other supplies
// what it needs: best fit first, equal ones at random.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/attendance.hpp"
#include "models/meeting.hpp"
#include "models/project.hpp"
#include "models/stage.hpp"
#include "models/timetable.hpp"

namespace nakodo::models {

class SocialEvent {
 public:
  /// The spec must outlive it.
  SocialEvent(Stage& stage, OccasionId id, const SocialEventSpec& spec,
              const std::vector<kernel::Region::Kept<Project>>& projects);

  /// Enters the calendar of a new run, unless it lies before the run starts or beyond its horizon.
  void schedule();

  /// Whether a run will see it and this firm may take part.
  bool may_bring_together(BodyId firm) const {
    return takes_place() && attendance_.may_include(firm);
  }
  /// Persons of firms who have come in this run.
  int attended() const { return attendance_.persons(); }

 private:
  void on_date();
  void on_next_day(std::size_t day);
  void match();
  void arrange(const std::vector<BodyId>& firms, kernel::RandomStream& random);
  void introduce(BodyId a, BodyId b);
  void hold(std::size_t first, std::size_t last);
  /// How a champion meets this firm.
  Meeting meeting(BodyId of, BodyId with) const;
  bool takes_place() const { return day_ >= 0.0 && day_ <= stage_.scenario.time.horizon; }
  bool is_informal() const { return spec_.invites.empty() && !spec_.has_rule(); }
  /// 0: who comes; 1: who meets whom.
  kernel::RandomStream stream(std::uint64_t which) const;

  Stage& stage_;
  OccasionId id_;
  const SocialEventSpec& spec_;
  double day_;
  std::size_t days_;
  MediumId medium_;
  const std::vector<kernel::Region::Kept<Project>>& projects_;
  Attendance attendance_;
  Timetable timetable_;
  std::vector<std::pair<BodyId, BodyId>> meetings_;  // in their order
  struct Wish {
    Timetable::Pair pair;
    double fit;
  };
  std::vector<Wish> wishes_;
  std::vector<Timetable::Pair> arranged_;
};

}  // namespace nakodo::models
