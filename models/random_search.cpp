#include "models/random_search.hpp"

#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of deals, projects, persons and gatekeepers.
constexpr std::uint64_t of_probes = std::uint64_t{1} << 34U;

}  // namespace

RandomSearch::RandomSearch(Stage& stage, Project& project, Need& need, Search& search)
    : stage_(stage),
      search_(search),
      far_(stage.cast, stage.cast.firm(project.firm())->community),
      probing_(stage, project, need, *this),
      order_(0, 0, 0, 0) {}

void RandomSearch::reset(std::uint64_t entity) {
  exhausted_ = false;
  unasked_.fill(far_.size());
  probing_.reset(of_probes + entity);
  order_ = stage_.stream(Purpose::search, entity);
}

void RandomSearch::resume() {
  probing_.resume();
  if (probing_.idle()) probe_next();
}

void RandomSearch::probe_next() {
  if (!search_.is_looking()) return;
  if (!unasked_.empty()) return probing_.begin(far_[unasked_.draw(order_)]);
  exhausted_ = true;
  search_.mode_was_exhausted();
}

void RandomSearch::firm_was_probed(BodyId firm, bool fits) {
  if (fits) return search_.candidate_was_found(firm);
  probe_next();
}

}  // namespace nakodo::models
