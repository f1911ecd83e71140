// Bonds: who knows whom, what each has seen of the other, and how familiar the two are (model
// section 1, Tie).
//
// A bond joins two persons. It exists once they are aware of each other; evidence is directed,
// familiarity is not. Found by hashing the pair; memory is kept from run to run. Most bonds of a
// large world are between two who never see each other do anything: evidence is made with the first
// deed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/huge_pages.hpp"
#include "kernel/prefetch.hpp"
#include "models/ids.hpp"
#include "models/trust.hpp"

namespace nakodo::models {

using BondId = Id<struct BondTag>;

struct Bond {
  PersonId low;  // the smaller number of the two
  PersonId high;
  double familiarity = 0.0;       // n: encounters between the two that were understood
  double base_rate_of_low = 0.5;  // a₀ of low in high
  double base_rate_of_high = 0.5;
  std::int32_t evidence = -1;  // where it is; −1 if there is none

  double base_rate(PersonId whose) const {
    return whose == low ? base_rate_of_low : base_rate_of_high;
  }
};

class Bonds {
 public:
  /// Forgets all bonds; keeps memory.
  void clear() {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    size_ = 0;
    evidence_.clear();
  }

  /// Whether the two are aware of each other.
  bool aware(PersonId a, PersonId b) const { return find(a, b).some(); }

  BondId find(PersonId a, PersonId b) const {
    if (slots_.empty()) return {};
    return {slots_[slot_of(std::min(a, b), std::max(a, b))].bond};
  }
  /// Begins to fetch what tells whether the two are aware of each other.
  void fetch(PersonId a, PersonId b) const {
    if (!slots_.empty())
      kernel::prefetch(&slots_[first_slot(hash_of(std::min(a, b), std::max(a, b)))]);
  }

  /// The bond of two different persons; made, without evidence, if they were not aware of each
  /// other.
  /// @param base_rates a₀ of a in b and of b in a
  BondId introduce(PersonId a, PersonId b, double base_rate_of_a, double base_rate_of_b) {
    if (slots_.size() < 2 * (size_ + 1)) grow();
    if (b < a) {
      std::swap(a, b);
      std::swap(base_rate_of_a, base_rate_of_b);
    }
    Slot& slot = slots_[slot_of(a, b)];
    if (slot.bond < 0) {
      slot = {tag_of(hash_of(a, b)), static_cast<std::int32_t>(size_)};
      if (size_ == bonds_.capacity()) bonds_.grow();
      bonds_[size_++] = {a, b, 0.0, base_rate_of_a, base_rate_of_b, -1};
    }
    return {slot.bond};
  }

  Bond& operator[](BondId id) { return bonds_[id.index()]; }
  const Bond& operator[](BondId id) const { return bonds_[id.index()]; }
  std::size_t size() const { return size_; }

  /// What `whose` has seen of the other. Valid until it is asked for of another bond.
  Evidence& evidence(BondId id, PersonId whose) {
    Bond& bond = bonds_[id.index()];
    if (bond.evidence < 0) {
      bond.evidence = static_cast<std::int32_t>(evidence_.size());
      evidence_.push_back({Evidence{.base_rate = bond.base_rate_of_low},
                           Evidence{.base_rate = bond.base_rate_of_high}});
    }
    return evidence_[static_cast<std::size_t>(bond.evidence)][whose == bond.low ? 0 : 1];
  }
  Evidence evidence(BondId id, PersonId whose) const {
    const Bond& bond = bonds_[id.index()];
    if (bond.evidence < 0) return {.base_rate = bond.base_rate(whose)};
    return evidence_[static_cast<std::size_t>(bond.evidence)][whose == bond.low ? 0 : 1];
  }

 private:
  using Seen = std::array<Evidence, 2>;  // what low has seen of high, what high has of low

  // Linear probing in a table at most half full. Bonds are only ever forgotten all at
  // once, so that probing never meets a gap. The tag keeps it from looking at the bonds of others.
  struct Slot {
    std::uint32_t tag = 0;
    std::int32_t bond = -1;
  };

  static std::uint64_t hash_of(PersonId low, PersonId high) {
    const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(low.value)) << 32U |
                     static_cast<std::uint32_t>(high.value);
    return key * 0x9E3779B97F4A7C15U;
  }
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }

  std::size_t first_slot(std::uint64_t hash) const { return hash >> 32U & (slots_.size() - 1); }

  std::size_t slot_of(PersonId low, PersonId high) const {
    const std::size_t mask = slots_.size() - 1;
    const std::uint64_t hash = hash_of(low, high);
    std::size_t slot = first_slot(hash);
    while (slots_[slot].bond >= 0) {
      const Bond& bond = bonds_[static_cast<std::size_t>(slots_[slot].bond)];
      if (slots_[slot].tag == tag_of(hash) && bond.low == low && bond.high == high) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), Slot{});
    for (std::size_t i = 0; i < size_; ++i)
      slots_[slot_of(bonds_[i].low, bonds_[i].high)] = {
          tag_of(hash_of(bonds_[i].low, bonds_[i].high)), static_cast<std::int32_t>(i)};
  }

  kernel::Blocks<Bond, 6> bonds_;
  std::size_t size_ = 0;
  std::vector<Seen> evidence_;
  std::vector<Slot, kernel::HugePages<Slot>> slots_;
};

}  // namespace nakodo::models
