#pragma once
// Delays of the hold model, in which an event that is executed comes back a delay later, so that
// the number pending stays. The exponential is the usual case; the others are the worst known.

#include <benchmark/benchmark.h>

#include <bit>

#include "kernel/random.hpp"

namespace nakodo::bench {

struct Exponential {
  kernel::RandomStream random{1, 0, 0, 0};
  double operator()() { return random.exponential(1.0); }
};
/// All events at one time, and again at the next.
struct OneTime {
  double operator()() { return 1.0; }
};
/// Gaps that span 32 powers of two.
struct Geometric {
  kernel::RandomStream random{1, 0, 0, 0};
  double operator()() {
    return std::bit_cast<double>((1023U + random.bits() % 32U) << 52U) * (1.0 + random.uniform());
  }
};
/// One in ten goes a million mean delays away, so that most of what is pending is there.
struct Bimodal {
  kernel::RandomStream random{1, 0, 0, 0};
  double operator()() { return (random.chance(0.9) ? 0.0 : 1e6) + random.exponential(1.0); }
};

/// Numbers of pending events.
inline void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int pending : {16, 64, 100, 1'000, 65'536, 1'000'000}) benchmark->Arg(pending);
}

}  // namespace nakodo::bench
