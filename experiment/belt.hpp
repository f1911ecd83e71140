// Belt: batches on their way from the threads to the consumer, in order, and not too many of them.
//
// Policy: some slices for each thread may be on their way, more of them while they are small, so
// that nobody has to be woken often. Who claims a slice that a look of the stopping rule may make
// needless waits only if all that the look needs is with the consumer already; otherwise it is run
// on the chance.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "experiment/runner.hpp"

namespace nakodo::experiment {

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
  /// Whether it may turn out that not all of them are wanted.
  bool may_stop() const { return !only_ && slices_.sequential(); }
  /// The slice before which there is the look that this one hangs on; 0 if it hangs on none.
  std::size_t look_before(std::size_t i) const {
    const std::size_t look = slices_.look_before(stretch_.first + i).value_or(0);
    return look > stretch_.first ? look - stretch_.first : 0;
  }
  std::size_t next_point(std::size_t i) const {
    return std::min(slices_.next_point(stretch_.first + i), stretch_.end) - stretch_.first;
  }

 private:
  Slices slices_;
  std::optional<RunPlan::Only> only_;
  Stretch stretch_;
};

class Belt {
 public:
  Belt(const Planned& slices, std::size_t threads)
      : slices_(slices), few_(8 * threads), many_(64 * threads), light_(32'768 * threads) {}

  /// The next slice to run, or none if there is none left or the belt was stopped. Waits while too
  /// far ahead, and where it will be known in a moment whether the slice is wanted.
  std::optional<std::size_t> claim() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] {
      return stopped_ || claimed_ >= slices_.count() ||
             (!is_too_far_ahead() && !is_being_decided());
    });
    if (stopped_ || claimed_ >= slices_.count()) return std::nullopt;
    return claimed_++;
  }
  void put(std::size_t slice, RunBatch batch) {
    const std::lock_guard lock(mutex_);
    if (slice < taken_) return;  // its point stopped before it
    rows_ += batch.rows();
    waiting_.emplace(slice, std::move(batch));
    if (is_worth_waking() || (is_waited_for_ && slice == taken_)) ready_.notify_one();
  }
  /// The next batch in order; none if there are no more: all were taken, or, after a stop, all that
  /// were claimed before one was given up. Rethrows what a thread died of.
  std::optional<RunBatch> take() {
    std::unique_lock lock(mutex_);
    decided_ = taken_;
    room_.notify_all();
    if (taken_ >= end()) return std::nullopt;
    const auto is_there = [&] { return broken_ || waiting_.contains(taken_) || taken_ >= end(); };
    if (!is_there()) {
      // Several at once, if they come quickly: to be woken for each would cost more than they do.
      ready_.wait_for(lock, std::chrono::milliseconds(10),
                      [&] { return broken_ || is_worth_waking(); });
      is_waited_for_ = true;
      ready_.wait(lock, is_there);
      is_waited_for_ = false;
    }
    if (broken_) std::rethrow_exception(broken_);
    if (taken_ >= end()) return std::nullopt;
    RunBatch batch = std::move(waiting_.extract(taken_++).mapped());
    rows_ -= batch.rows();
    room_.notify_all();
    return batch;
  }
  /// The slices up to this one are not wanted.
  void skip_to(std::size_t slice) {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty() && waiting_.begin()->first < slice) {
      rows_ -= waiting_.begin()->second.rows();
      waiting_.erase(waiting_.begin());
    }
    taken_ = slice;
    claimed_ = std::max(claimed_, slice);
  }
  bool all_taken() {
    const std::lock_guard lock(mutex_);
    return taken_ == slices_.count();
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }
  /// A slice that was claimed will not come: a stop, after the slices before it.
  void give_up(std::size_t slice) {
    const std::lock_guard lock(mutex_);
    given_up_ = std::min(slice, given_up_.value_or(slice));
    stopped_ = true;
    room_.notify_all();
    ready_.notify_one();
  }
  /// The first one, if there is one that the consumer still wanted.
  std::optional<std::size_t> given_up() {
    const std::lock_guard lock(mutex_);
    return given_up_ && taken_ <= *given_up_ ? given_up_ : std::nullopt;
  }
  void fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    broken_ = std::move(error);
    stopped_ = true;
    room_.notify_all();
    ready_.notify_one();
  }

 private:
  /// No batch from here on is handed over.
  std::size_t end() const {
    return stopped_ ? std::min(claimed_, given_up_.value_or(claimed_)) : slices_.count();
  }
  bool is_too_far_ahead() const {
    const std::size_t ahead = claimed_ - taken_;
    return ahead >= (rows_ < light_ ? many_ : few_);
  }
  /// Many are waiting, or all that are still to come.
  bool is_worth_waking() const {
    return waiting_.size() >= (rows_ < light_ / 2 ? many_ : few_) / 2 ||
           taken_ + waiting_.size() >= end() || is_being_decided();
  }
  /// Whether the next slice hangs on a look at batches that are all there for the consumer.
  bool is_being_decided() const {
    if (!slices_.may_stop()) return false;
    const std::size_t look = slices_.look_before(claimed_);
    if (look <= decided_) return false;
    const auto there = std::distance(waiting_.begin(), waiting_.lower_bound(look));
    return taken_ + static_cast<std::size_t>(there) >= look;
  }

  const Planned& slices_;
  std::size_t few_;    // slices that may always be ahead
  std::size_t many_;   // slices that may be ahead while they are light
  std::size_t light_;  // rows
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::size_t, RunBatch> waiting_;
  std::size_t rows_ = 0;  // that wait
  std::size_t claimed_ = 0;
  std::size_t taken_ = 0;
  std::size_t decided_ = 0;     // all that hangs on the slices before it is known
  bool is_waited_for_ = false;  // the next one, whatever else is there
  bool stopped_ = false;
  std::optional<std::size_t> given_up_;
  std::exception_ptr broken_;
};

}  // namespace nakodo::experiment
