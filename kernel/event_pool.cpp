#include "kernel/event_pool.hpp"

#include <stdexcept>
#include <string>

namespace nakodo::kernel {

void refuse_event(std::size_t pending, std::uint64_t scheduled) {
  throw std::length_error("no room for another event with " + std::to_string(pending) +
                          " pending and " + std::to_string(scheduled) +
                          " scheduled: a simulation holds at most 2^24 - 1 pending events and "
                          "2^40 - 1 events in all");
}

}  // namespace nakodo::kernel
