// Finds numbers by name where there are many names that are kept elsewhere: 8 to 16 bytes a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace nakodo::experiment {

/// @tparam NameOf gives the name of a number; it must go on giving the same
template <class NameOf>
class NameIndex {
 public:
  explicit NameIndex(NameOf name_of) : name_of_(std::move(name_of)), slots_(16, none) {}

  /// Enters a number by its name; the number that has this name already, if there is one, which
  /// then keeps it.
  std::optional<std::uint32_t> enter(std::uint32_t number) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    std::uint32_t& slot = slots_[slot_of(name_of_(number))];
    if (slot != none) return slot;
    slot = number;
    ++count_;
    return std::nullopt;
  }
  std::optional<std::uint32_t> find(std::string_view name) const {
    const std::uint32_t number = slots_[slot_of(name)];
    return number != none ? std::optional(number) : std::nullopt;
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  // Linear probing in a table at most half full. The hash decides on no order.
  std::size_t slot_of(std::string_view name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(name)&mask;
    while (slots_[slot] != none && name_of_(slots_[slot]) != name) slot = (slot + 1) & mask;
    return slot;
  }
  void grow() {
    std::vector<std::uint32_t> old(2 * slots_.size(), none);
    old.swap(slots_);
    for (const std::uint32_t number : old)
      if (number != none) slots_[slot_of(name_of_(number))] = number;
  }

  NameOf name_of_;
  std::vector<std::uint32_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace nakodo::experiment
