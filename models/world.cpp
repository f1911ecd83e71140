#include "models/world.hpp"

#include <algorithm>
#include <utility>

namespace nakodo::models {

World::World(Scenario scenario) : scenario_(std::move(scenario)), stage_(scenario_) {
  for (const Person& person : stage_.cast.persons())
    if (person.duties.load > 0.0) duties_.emplace_back(stage_, person.id);

  for (std::size_t i = 0; i < scenario_.occasions.size(); ++i)
    if (const auto* spec = std::get_if<SecondmentSpec>(&scenario_.occasions[i]))
      secondments_.emplace_back(stage_, *spec);

  std::size_t deals = 0;
  for (std::size_t p = 0; p < scenario_.projects.size(); ++p) {
    const ProjectSpec& spec = scenario_.projects[p].second;
    std::vector<ResourceId> resources;
    for (const std::string& need : spec.needs) {
      const auto found = std::find(resources_.begin(), resources_.end(), need);
      resources.push_back(make_id<ResourceId>(found - resources_.begin()));
      if (found == resources_.end()) resources_.push_back(need);
    }
    projects_.push_back(std::make_unique<Project>(stage_, make_id<ProjectId>(p), spec,
                                                  make_id<DealId>(deals), resources, secondments_));
    deals += spec.needs.size();
  }

  for (std::size_t i = 0; i < scenario_.occasions.size(); ++i)
    if (const auto* spec = std::get_if<SocialEventSpec>(&scenario_.occasions[i]))
      social_events_.emplace_back(stage_, make_id<OccasionId>(i), *spec, projects_);

  for (const Body& body : stage_.cast.bodies()) {
    if (body.firm == nullptr) continue;
    for (const std::string& name : body.firm->knows)
      acquainted_.emplace_back(body.contact(), stage_.cast[stage_.cast.body(name)].contact());
  }
  for (const Body& body : stage_.cast.bodies())
    for (const BodyId other : stage_.cast.acquaintances(body.id))
      if (other > body.id && other.index() < stage_.cast.bodies().size())
        acquainted_.emplace_back(body.contact(), stage_.cast[other].contact());
}

const RunOutcome& World::run(std::uint64_t seed, std::uint64_t replication, TraceLevel level) {
  begin(seed, replication, level);
  stage_.simulation.run_until(scenario_.time.horizon);
  for (const auto& project : projects_)
    for (const auto& deal : project->deals()) deal->horizon_was_reached();
  report();
  return outcome_;
}

void World::begin(std::uint64_t seed, std::uint64_t replication, TraceLevel level) {
  stage_.reset(seed, replication, level);
  for (Secondment& secondment : secondments_) secondment.reset();
  stage_.open_deals = 0;
  for (const auto& project : projects_) {
    project->reset(static_cast<int>(std::count_if(
        social_events_.begin(), social_events_.end(),
        [&](const SocialEvent& event) { return event.will_bring_together(project->firm()); })));
    stage_.open_deals += project->deals().size();
  }
  for (const auto& [who, whom] : acquainted_) stage_.introduce(who, whom);
  for (SocialEvent& event : social_events_) event.schedule();
  for (Duties& duties : duties_) duties.begin();
  for (const auto& project : projects_) project->begin();
}

void World::report() {
  outcome_.deals.clear();
  outcome_.costs.clear();
  outcome_.projects.clear();
  outcome_.persons.clear();
  for (Secondment& secondment : secondments_) secondment.charge_work_in_hand();
  for (const auto& project : projects_) {
    project->charge_work_in_hand();
    outcome_.projects.push_back(project->outcome());
    for (const auto& deal : project->deals()) {
      deal->charge_work_in_hand();
      outcome_.deals.push_back(deal->outcome());
      deal->ledger().report(deal->id(), outcome_.costs);
    }
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
  for (const House& house : stage_.cast.met())
    for (const Person& person : house.persons) report_person(person);
  for (const Duties& duties : duties_)
    outcome_.persons[duties.person().index()].duty_days = duties.days_held();
  outcome_.events = stage_.simulation.executed();
  outcome_.fingerprint = stage_.trace.fingerprint();
}

}  // namespace nakodo::models
