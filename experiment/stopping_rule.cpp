#include "experiment/stopping_rule.hpp"

#include <cmath>

#include "experiment/interval.hpp"

namespace nakodo::experiment {
namespace {

double share(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double value_of(const RunRow& run, RunMetric metric) {
  switch (metric) {
    case RunMetric::signed_:
      return share(run.signed_deals, run.needs);
    case RunMetric::launched:
      return share(run.launched, run.projects);
    case RunMetric::days:
      return run.days;
    case RunMetric::person_days:
      return run.person_days;
    case RunMetric::fees:
      return run.fees;
    case RunMetric::encounters:
      return static_cast<double>(run.encounters);
    case RunMetric::clarifications:
      return static_cast<double>(run.clarifications);
    case RunMetric::surprises:
      return static_cast<double>(run.surprises);
    case RunMetric::events:
      break;
  }
  return static_cast<double>(run.events);
}

void Estimate::add(double value) {
  ++values_;
  if (value == 0.0 || value == 1.0) ++binary_;
  if (value == 1.0) ++ones_;
  const double off = value - mean_;
  mean_ += off / static_cast<double>(values_);
  squares_ += off * (value - mean_);
}

double Estimate::half_width(double confidence) const {
  return is_proportion() ? wilson_half_width(ones_, values_, confidence)
                         : student_half_width(values_, squares_, confidence);
}

bool Estimate::meets(const PrecisionSpec& wish) const {
  const double reached = half_width(wish.confidence);
  if (wish.half_width) return reached <= *wish.half_width;
  return reached <= wish.relative.value_or(0.0) * std::abs(mean_);
}

StoppingRule::StoppingRule(const ReplicationsSpec& spec, bool in_pairs)
    : spec_(spec), in_pairs_(in_pairs), estimates_(spec.until.size()) {}

void StoppingRule::add(const RunRow& run) {
  if (point_ != run.key.point) {
    point_ = run.key.point;
    replications_ = 0;
    estimates_.assign(spec_.until.size(), {});
    decision_ = Decision::goes_on;
  }
  ++replications_;
  observe(run);
  if (!is_look()) return;
  bool precise = true;
  for (std::size_t i = 0; i < estimates_.size(); ++i)
    precise = precise && estimates_[i].meets(spec_.until[i]);
  if (precise)
    decision_ = Decision::precise;
  else if (replications_ == static_cast<std::size_t>(spec_.most()))
    decision_ = Decision::at_maximum;
}

void StoppingRule::observe(const RunRow& run) {
  const bool whole = run.failure.empty();
  if (in_pairs_ && run.key.replication % 2 == 0) {
    first_ = whole ? std::optional(run) : std::nullopt;
    return;
  }
  if (!whole || (in_pairs_ && !first_)) return;
  for (std::size_t i = 0; i < estimates_.size(); ++i) {
    const double value = value_of(run, spec_.until[i].metric);
    estimates_[i].add(in_pairs_ ? (value_of(*first_, spec_.until[i].metric) + value) / 2 : value);
  }
}

std::size_t StoppingRule::spared() const {
  return decision_ == Decision::goes_on ? 0
                                        : static_cast<std::size_t>(spec_.most()) - replications_;
}

bool StoppingRule::is_look() const {
  const auto least = static_cast<std::size_t>(spec_.min);
  if (replications_ == static_cast<std::size_t>(spec_.most())) return true;
  return replications_ >= least &&
         (replications_ - least) % static_cast<std::size_t>(spec_.step()) == 0;
}

}  // namespace nakodo::experiment
