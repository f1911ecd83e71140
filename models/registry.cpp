#include "models/registry.hpp"

#include <utility>

namespace nakodo::models {
namespace {

// Beyond the streams of bureaus and before those of judgements (search.cpp).
constexpr std::uint64_t of_registrations = std::uint64_t{1} << 42U;

}  // namespace

Registry::Registry(Stage& stage, BodyId keeper, std::string_view home,
                   OneOrMore<std::string> any_of)
    : stage_(stage),
      keeper_(keeper),
      spec_(*stage.cast[keeper].intermediary->bureau),
      any_of_(std::move(any_of)),
      far_(stage.cast, home) {}

void Registry::reset() {
  anybody_.fill(far_.size());
  suppliers_.fill(far_.size());
  listed_.clear();
}

std::vector<BodyId> Registry::list(int entries, kernel::RandomStream& random) {
  std::vector<BodyId> firms;
  while (firms.size() < static_cast<std::size_t>(entries)) {
    BodyId firm;
    if (random.chance(spec_.relevance)) firm = draw(suppliers_, true, random);
    if (!firm.some()) firm = draw(anybody_, false, random);
    if (!firm.some()) break;
    firms.push_back(firm);
  }
  return firms;
}

BodyId Registry::draw(Urn& urn, bool relevant, kernel::RandomStream& random) {
  while (!urn.empty()) {
    const BodyId firm = far_[urn.draw(random)];
    if (relevant && !stage_.cast.best_fit(firm, any_of_)) continue;
    if (holds(firm) && listed_.insert(firm).second) return firm;
  }
  return {};
}

bool Registry::holds(BodyId firm) const {
  const double probability = spec_.registered(stage_.cast.employees(firm));
  if (probability <= 0.0 || probability >= 1.0) return probability >= 1.0;
  const std::uint64_t pair =
      static_cast<std::uint64_t>(keeper_.value) << 22U | static_cast<std::uint64_t>(firm.value);
  return stage_.stream(Purpose::search, of_registrations + pair).chance(probability);
}

}  // namespace nakodo::models
