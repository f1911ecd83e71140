#include "kernel/event_pool.hpp"

#include <stdexcept>
#include <string>

namespace nakodo::kernel {

void EventPool::refuse() const {
  throw std::length_error("no room for another event with " + std::to_string(size_) +
                          " pending and " + std::to_string(next_order_ - 1) +
                          " scheduled: a simulation holds at most 2^24 - 1 pending events and "
                          "2^40 - 1 events in all");
}

}  // namespace nakodo::kernel
