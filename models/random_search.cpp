#include "models/random_search.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "kernel/elementary.hpp"
#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of deals and populations, before those of gatekeepers.
constexpr std::uint64_t of_random_probes = std::uint64_t{1} << 34U;

}  // namespace

RandomSearch::RandomSearch(Stage& stage, Project& project, Need& need, Search& search,
                           const AtRandom& spec)
    : stage_(stage),
      search_(search),
      spec_(spec),
      far_(stage.outlooks.of(project.firm()).far_firms),
      order_(0, 0, 0, 0),
      probing_(stage, project, need, *this) {}

void RandomSearch::reset(std::uint64_t entity) {
  exhausted_ = false;
  unasked_.fill(far_.size());
  weighed_ = false;
  next_ = {};
  probing_.reset(of_random_probes + entity);
  order_ = stage_.stream(Purpose::search, entity);
}

void RandomSearch::resume() {
  probing_.resume();
  if (probing_.idle()) probe_next();
}

void RandomSearch::probe_next() {
  if (!search_.is_looking()) return;
  if (anybody_left()) return probing_.begin(std::exchange(next_, {}));
  exhausted_ = true;
  search_.mode_was_exhausted();
}

bool RandomSearch::anybody_left() {
  while (!next_.some() || search_.was_tried(next_)) {
    next_ = draw();
    if (!next_.some()) return false;
  }
  return true;
}

BodyId RandomSearch::draw() {
  if (spec_.bias == 0.0) {
    if (unasked_.empty()) return {};
    const std::uint32_t drawn = unasked_.draw(order_);
    unasked_.settle(order_);
    return far_[drawn];
  }
  if (!weighed_)
    unasked_by_weight_.fill(far_.size(), [&](std::uint32_t i) {
      const double weight = kernel::fixed_pow(stage_.cast.visibility(far_[i]), spec_.bias);
      return std::max(weight, std::numeric_limits<double>::min());
    });
  weighed_ = true;
  return unasked_by_weight_.empty() ? BodyId{} : far_[unasked_by_weight_.draw(order_)];
}

void RandomSearch::expect_news() const { unasked_.fetch(); }

void RandomSearch::firm_was_probed(BodyId firm, bool fits) {
  if (fits) return search_.candidate_was_found(firm);
  probe_next();
}

}  // namespace nakodo::models
