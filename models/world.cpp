#include "models/world.hpp"

#include <algorithm>
#include <utility>

#include "models/duties.hpp"
#include "models/project.hpp"
#include "models/secondment.hpp"
#include "models/social_event.hpp"

namespace nakodo::models {
namespace {

/// Whether a project may come to an officer; how full the in-trays of other bureaus are, nobody
/// will know.
bool is_turned_to(const Person& person, const Cast& cast, const Scenario& scenario) {
  if (person.role != Role::officer) return true;
  const std::string& bureau = cast[person.body].name;
  return std::any_of(scenario.projects.begin(), scenario.projects.end(), [&](const auto& project) {
    const auto* mode = find_mode<ByBureau>(project.second.search);
    if (mode == nullptr || mode->agency == bureau) return mode != nullptr;
    const IntermediarySpec* agency = scenario.intermediaries.find(mode->agency);
    return agency != nullptr && agency->bureau && agency->bureau->counterpart == bureau;
  });
}

}  // namespace

World::World(Scenario scenario) : scenario_(std::move(scenario)), stage_(scenario_) {
  for (const Person& person : stage_.cast.persons())
    if (stage_.cast.duties(person.id).load > 0.0 && is_turned_to(person, stage_.cast, scenario_))
      duties_.emplace_back(stage_, person.id);

  for (std::size_t i = 0; i < scenario_.occasions.size(); ++i)
    if (const auto* spec = std::get_if<SecondmentSpec>(&scenario_.occasions[i]))
      secondments_.emplace_back(stage_, *spec);

  std::size_t deals = 0;
  for (std::size_t p = 0; p < scenario_.projects.size(); ++p) {
    const ProjectSpec& spec = scenario_.projects[p].second;
    std::vector<ResourceId> resources;
    for (const auto& any_of : spec.needs) {
      const std::string& need = any_of[0];
      const auto found = std::find(resources_.begin(), resources_.end(), need);
      resources.push_back(make_id<ResourceId>(found - resources_.begin()));
      if (found == resources_.end()) resources_.push_back(need);
    }
    const std::vector<BodyId> firms =
        stage_.cast.firms(spec.firm, static_cast<std::size_t>(spec.count));
    using kernel::Region;
    stage_.region.reserve(firms.size() *
                          (Region::room_for<Project> +
                           spec.needs.size() * (Region::room_for<Need> + Region::room_for<Deal>)));
    for (const BodyId firm : firms) {
      projects_.push_back(stage_.region.make<Project>(stage_, make_id<ProjectId>(p), spec, firm,
                                                      projects_.size(), make_id<DealId>(deals),
                                                      resources, secondments_));
      deals += spec.needs.size();
    }
  }

  for (std::size_t i = 0; i < scenario_.occasions.size(); ++i)
    if (const auto* spec = std::get_if<SocialEventSpec>(&scenario_.occasions[i]))
      social_events_.emplace_back(stage_, make_id<OccasionId>(i), *spec, projects_);

  for (const Body& body : stage_.cast.bodies()) {
    if (body.firm == nullptr) continue;
    for (const std::string& name : body.firm->knows)
      acquainted_.emplace_back(body.id, stage_.cast.body(name));
  }
  for (const Body& body : stage_.cast.bodies())
    for (const BodyId other : stage_.cast.acquaintances(body.id))
      if (other > body.id && other.index() < stage_.cast.bodies().size())
        acquainted_.emplace_back(body.id, other);
  for (const auto& project : projects_) {
    const BodyId firm = project->firm();
    if (firm.index() < stage_.cast.bodies().size()) continue;
    for (const std::string& name : stage_.cast.firm(firm)->knows)
      acquainted_.emplace_back(firm, stage_.cast.body(name));
    for (const BodyId other : stage_.cast.acquaintances(firm))
      if (other.index() < stage_.cast.bodies().size()) acquainted_.emplace_back(firm, other);
  }
}

World::~World() = default;

const RunOutcome& World::run(std::uint64_t seed, std::uint64_t replication, TraceLevel level,
                             kernel::Draws draws) {
  begin(seed, replication, level, draws);
  stage_.simulation.run_until(scenario_.time.horizon);
  for (const auto& project : projects_)
    for (const auto& need : project->needs()) need->deal().horizon_was_reached();
  report();
  return outcome_;
}

void World::begin(std::uint64_t seed, std::uint64_t replication, TraceLevel level,
                  kernel::Draws draws) {
  stage_.reset(seed, replication, level, draws);
  for (Secondment& secondment : secondments_) secondment.reset();
  stage_.deals = 0;
  for (const auto& project : projects_) {
    project->reset(static_cast<int>(std::count_if(
        social_events_.begin(), social_events_.end(),
        [&](const SocialEvent& event) { return event.may_bring_together(project->firm()); })));
    stage_.deals += project->needs().size();
  }
  stage_.open_deals = stage_.deals;
  for (const auto& [who, whom] : acquainted_)
    stage_.introduce(stage_.cast.contact(who), stage_.cast.contact(whom));
  for (SocialEvent& event : social_events_) event.schedule();
  for (Duties& duties : duties_) duties.begin();
  for (const auto& project : projects_) project->begin();
}

void World::report() {
  deals_.clear();
  outcome_.deals.clear();
  outcome_.costs.clear();
  outcome_.projects.clear();
  outcome_.persons.clear();
  for (Secondment& secondment : secondments_) secondment.charge_work_in_hand();
  for (const auto& project : projects_) {
    project->charge_work_in_hand();
    outcome_.projects.push_back(project->outcome());
    for (const auto& need : project->needs()) {
      need->charge_work_in_hand();
      for (std::size_t i = 0; i < need->deals(); ++i) deals_.push_back(&(*need)[i]);
    }
  }
  std::sort(deals_.begin(), deals_.end(),
            [](const Deal* a, const Deal* b) { return a->id() < b->id(); });
  for (const Deal* deal : deals_) {
    outcome_.deals.push_back(deal->outcome());
    deal->ledger().report(deal->id(), outcome_.costs);
  }
  const double lasted = stage_.now();
  const auto report_person = [&](const Person& person) {
    const double busy = stage_.calendars.busy_time(person.calendar);
    const double waiting = stage_.calendars.waiting_time_integral(person.calendar);
    outcome_.persons.push_back(
        {person.id, person.body, busy, busy * person.availability,
         lasted > 0.0 ? waiting / lasted : 0.0,
         static_cast<std::int32_t>(stage_.calendars.longest(person.calendar))});
  };
  for (const Person& person : stage_.cast.persons()) report_person(person);
  stage_.cast.visit_met(report_person);
  for (const Duties& duties : duties_)
    outcome_.persons[duties.person().index()].duty_days = duties.days_held();
  outcome_.attendances = 0;
  for (const SocialEvent& event : social_events_) outcome_.attendances += event.attended();
  outcome_.events = stage_.simulation.executed();
  outcome_.fingerprint = stage_.trace.fingerprint();
}

}  // namespace nakodo::models
