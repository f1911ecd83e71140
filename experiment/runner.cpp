#include "experiment/runner.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <iostream>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <unordered_set>
#include <vector>

#include "experiment/antithetic.hpp"
#include "experiment/belt.hpp"
#include "models/world.hpp"

namespace nakodo::experiment {
namespace {

/// One thread's world, made anew only when the design point changes.
class Bench {
 public:
  Bench(const Experiment& experiment, const RunPlan& plan) : experiment_(experiment), plan_(plan) {}

  RunBatch run(const Slice& slice) {
    RunBatch batch;
    batch.point = slice.point;
    const std::size_t held = plan_.held ? plan_.held(slice) : 0;
    for (std::size_t r = held; r < slice.count; ++r) {
      run_one(slice.point, slice.first + r, batch);
      if (r == held) batch.reserve_for(slice.count - held);
    }
    return batch;
  }

 private:
  void run_one(std::size_t point, std::size_t replication, RunBatch& batch) {
    RunRow row;
    row.key = {static_cast<std::uint32_t>(point * experiment_.replications() + replication),
               static_cast<std::uint32_t>(point), static_cast<std::uint32_t>(replication)};
    row.traced = plan_.trace >= models::TraceLevel::milestones &&
                 (plan_.only || is_traced(replication, plan_.sample));
    const auto level = row.traced ? plan_.trace : std::min(plan_.trace, models::TraceLevel::deals);
    const RunBatch::Sizes before = batch.sizes();
    RunRow whole = row;
    try {
      const ExperimentSpec& spec = experiment_.file.experiment;
      const RunStreams streams = streams_of(spec, replication);
      record(world(point).run(spec.seed, streams.replication, level, streams.draws), whole, batch);
      row = std::move(whole);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      batch.shrink_to(before);
      row.failure = error.what();
      world_.reset();  // whatever state it was left in
    }
    batch.runs.push_back(std::move(row));
  }

  models::World& world(std::size_t point) {
    if (!world_ || point != point_)
      world_ = std::make_unique<models::World>(experiment_.scenario(point));
    point_ = point;
    return *world_;
  }

  void record(const models::RunOutcome& outcome, RunRow& row, RunBatch& batch) {
    const double horizon = world_->scenario().time.horizon;
    row.deals = static_cast<std::uint32_t>(outcome.deals.size());
    row.projects = static_cast<std::uint32_t>(outcome.projects.size());
    row.events = outcome.events;
    row.attendances = static_cast<std::uint32_t>(outcome.attendances);
    row.fingerprint = outcome.fingerprint;
    for (const models::DealOutcome& deal : outcome.deals) {
      row.signed_deals += deal.is_signed() ? 1U : 0U;
      row.encounters += static_cast<std::uint32_t>(deal.encounters);
      row.clarifications += static_cast<std::uint32_t>(deal.clarifications);
      row.surprises += static_cast<std::uint32_t>(deal.surprises);
      row.person_days += deal.person_days_initiator + deal.person_days_partner;
      row.fees += deal.fees;
      if (!deal.followed) row.days += deal.is_signed() ? deal.t_signed() : horizon;
      batch.deals.push_back({row.key, deal});
    }
    for (const models::ProjectOutcome& project : outcome.projects) {
      row.launched += std::isnan(project.t_launched) ? 0U : 1U;
      row.needs += static_cast<std::uint32_t>(project.needs);
      batch.projects.push_back({row.key, project});
    }
    if (row.needs > 0) row.days /= row.needs;
    if (plan_.trace >= models::TraceLevel::deals) {
      for (const models::CostOutcome& cost : outcome.costs) batch.costs.push_back({row.key, cost});
      find_parties(outcome);
      for (const models::PersonOutcome& person : outcome.persons)
        if (has_a_row(person)) batch.persons.push_back({row.key, person});
    }
    row.facts = static_cast<std::uint32_t>(world_->trace().facts().size());
    row.stocks = static_cast<std::uint32_t>(world_->trace().stocks().size());
    for (const models::FactRow& fact : world_->trace().facts())
      batch.facts.push_back({row.key.run, fact});
    for (const models::StockRow& stock : world_->trace().stocks())
      batch.stocks.push_back({row.key.run, stock});
  }

  void find_parties(const models::RunOutcome& outcome) {
    parties_.clear();
    for (const models::DealOutcome& deal : outcome.deals)
      parties_.insert({deal.initiator.value, deal.partner.value});
  }
  /// Of a population those who were party to a deal have rows, not everybody who was probed.
  bool has_a_row(const models::PersonOutcome& person) const {
    return person.person.index() < world_->cast().persons().size() ||
           parties_.contains(person.firm.value);
  }

  const Experiment& experiment_;
  const RunPlan& plan_;
  std::unique_ptr<models::World> world_;
  std::size_t point_ = 0;
  std::unordered_set<std::int32_t> parties_;  // to the deals of the run that is being recorded
};

/// What was known already, and what was run after it.
RunBatch completed(RunBatch recalled, const RunBatch& ran) {
  recalled.recalled = recalled.runs.size();
  recalled.append(ran);
  return recalled;
}

void say_out_of_memory(const Slice& slice) {
  std::cerr << "nakodo: not enough memory for a run of point " << slice.point << ", replications "
            << slice.first << " to " << slice.first + slice.count - 1 << ". " << memory_advice
            << ".\n";
}

/// However the consumer ends: the threads find no more work.
struct StopAtEnd {
  Belt& belt;
  ~StopAtEnd() { belt.stop(); }
};

}  // namespace

bool is_traced(std::size_t replication, double sample) {
  const auto r = static_cast<double>(replication);
  return replication == 0 || std::floor((r + 1.0) * sample) > std::floor(r * sample);
}

bool run_experiment(const Experiment& experiment, const RunPlan& plan,
                    const std::function<void(const RunBatch&)>& consume,
                    const std::atomic<bool>& stop, StoppingRule& rule) {
  const Planned slices(experiment, plan);
  const std::size_t jobs = std::max<std::size_t>(1, std::min(plan.jobs, slices.count()));
  Belt belt(slices, jobs);
  const auto stops = [&](std::size_t point) {
    return slices.may_stop() && rule.point() == point && rule.decision() != Decision::goes_on;
  };
  std::size_t next = 0;  // to be consumed
  const auto skip_point = [&] { belt.skip_to(next = slices.next_point(next)); };
  if (slices.count() > 0 && stops(slices[0].point)) skip_point();

  std::vector<std::jthread> threads;
  const StopAtEnd stopping{belt};  // goes before the threads, which are joined when they go
  for (std::size_t i = 0; i < jobs; ++i)
    threads.emplace_back([&] {
      std::optional<std::size_t> slice;
      try {
        Bench bench(experiment, plan);
        while ((slice = belt.claim())) belt.put(*slice, bench.run(slices[*slice]));
      } catch (const std::bad_alloc&) {
        if (slice)
          belt.give_up(*slice);
        else
          belt.fail(std::current_exception());
      } catch (...) {
        belt.fail(std::current_exception());
      }
    });
  while (true) {
    if (stop) belt.stop();
    auto batch = belt.take();
    if (!batch) {
      if (const auto given_up = belt.given_up()) say_out_of_memory(slices[*given_up]);
      return belt.all_taken();
    }
    if (plan.recall) batch = completed(plan.recall(slices[next]), *batch);
    rule.add(batch->runs);
    consume(*batch);
    if (stops(batch->point))
      skip_point();
    else
      ++next;
  }
}

bool run_experiment(const Experiment& experiment, const RunPlan& plan,
                    const std::function<void(const RunBatch&)>& consume,
                    const std::atomic<bool>& stop) {
  StoppingRule rule(experiment.file.experiment.replications, experiment.file.experiment.antithetic);
  return run_experiment(experiment, plan, consume, stop, rule);
}

}  // namespace nakodo::experiment
