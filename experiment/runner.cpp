#include "experiment/runner.hpp"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <vector>

#include "experiment/antithetic.hpp"
#include "models/world.hpp"

namespace nakodo::experiment {
namespace {

/// The slices that are planned, by their place in the plan.
class Planned {
 public:
  Planned(const Experiment& experiment, const RunPlan& plan)
      : slices_(slices_of(experiment)), only_(plan.only) {
    stretch_ = only_ ? Stretch{0, 1} : plan.stretch.value_or(slices_.all());
  }

  std::size_t count() const { return stretch_.end - stretch_.first; }
  Slice operator[](std::size_t i) const {
    return only_ ? Slice{only_->point, only_->replication, 1} : slices_[stretch_.first + i];
  }

 private:
  Slices slices_;
  std::optional<RunPlan::Only> only_;
  Stretch stretch_;
};

/// One thread's world, made anew only when the design point changes.
class Bench {
 public:
  Bench(const Experiment& experiment, const RunPlan& plan) : experiment_(experiment), plan_(plan) {}

  RunBatch run(const Slice& slice) {
    RunBatch batch;
    batch.point = slice.point;
    for (std::size_t r = slice.first; r < slice.first + slice.count; ++r)
      run_one(slice.point, r, batch);
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
    try {
      const ExperimentSpec& spec = experiment_.file.experiment;
      const RunStreams streams = streams_of(spec, replication);
      record(world(point).run(spec.seed, streams.replication, level, streams.draws), row, batch);
    } catch (const std::exception& error) {
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
      batch.deals.push_back({row.key, deal});
    }
    for (const models::ProjectOutcome& project : outcome.projects) {
      row.launched += std::isnan(project.t_launched) ? 0U : 1U;
      batch.projects.push_back({row.key, project});
    }
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

/// Batches on their way from the threads to the consumer, in order, and not too many of them.
class Belt {
 public:
  Belt(std::size_t count, std::size_t ahead) : count_(count), ahead_(ahead) {}

  /// The next slice to run, or none if there is none left or the belt was stopped. Waits while too
  /// far ahead.
  std::optional<std::size_t> claim() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || claimed_ >= count_ || claimed_ < taken_ + ahead_; });
    if (stopped_ || claimed_ >= count_) return std::nullopt;
    return claimed_++;
  }
  void put(std::size_t slice, RunBatch batch) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(slice, std::move(batch));
    if (slice == taken_) ready_.notify_one();
  }
  /// The next batch in order; none if there are no more: all were taken, or, after a stop, all that
  /// were claimed. Rethrows what a thread died of.
  std::optional<RunBatch> take() {
    std::unique_lock lock(mutex_);
    if (taken_ >= (stopped_ ? claimed_ : count_)) return std::nullopt;
    ready_.wait(lock, [&] { return broken_ || waiting_.contains(taken_); });
    if (broken_) std::rethrow_exception(broken_);
    RunBatch batch = std::move(waiting_.extract(taken_++).mapped());
    room_.notify_all();
    return batch;
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }
  void fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    broken_ = std::move(error);
    stopped_ = true;
    room_.notify_all();
    ready_.notify_one();
  }

 private:
  std::size_t count_;
  std::size_t ahead_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::size_t, RunBatch> waiting_;
  std::size_t claimed_ = 0;
  std::size_t taken_ = 0;
  bool stopped_ = false;
  std::exception_ptr broken_;
};

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
                    const std::atomic<bool>& stop) {
  const Planned slices(experiment, plan);
  const std::size_t jobs = std::max<std::size_t>(1, std::min(plan.jobs, slices.count()));
  Belt belt(slices.count(), 8 * jobs);

  std::vector<std::jthread> threads;
  const StopAtEnd stopping{belt};  // goes before the threads, which are joined when they go
  for (std::size_t i = 0; i < jobs; ++i)
    threads.emplace_back([&] {
      try {
        Bench bench(experiment, plan);
        while (const auto slice = belt.claim()) belt.put(*slice, bench.run(slices[*slice]));
      } catch (...) {
        belt.fail(std::current_exception());
      }
    });
  std::size_t consumed = 0;
  while (true) {
    if (stop) belt.stop();
    const auto batch = belt.take();
    if (!batch) return consumed == slices.count();
    consume(*batch);
    ++consumed;
  }
}

}  // namespace nakodo::experiment
