#pragma once
// What all peers written in C++ share: `<peer>` alone lists its cases; `<peer> CASE SECONDS` runs
// one for about that long and prints one line, `case<TAB>operations<TAB>seconds`, processor time,
// as the peers written in Python do. The first batch is not counted.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <functional>
#include <map>
#include <string>

namespace nakodo::peers {

/// Runs a batch of operations; gives their number.
using Batch = std::function<std::uint64_t()>;
/// Prepares a case. What it needs lives in the batch.
using Case = std::function<Batch()>;

inline double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

inline int race(const std::map<std::string, Case>& cases, int argc, char** argv) try {
  if (argc == 1) {
    for (const auto& [name, prepare] : cases) std::puts(name.c_str());
    return 0;
  }
  const auto found = cases.find(argv[1]);
  const double at_least = argc == 3 ? std::atof(argv[2]) : 0.0;
  if (found == cases.end() || at_least <= 0.0) {
    std::fprintf(stderr, "usage: %s [CASE SECONDS]; without arguments it lists its cases\n",
                 argv[0]);
    return 2;
  }
  const Batch batch = found->second();
  batch();
  std::uint64_t operations = 0;
  const double begun = processor_seconds();
  double elapsed = 0.0;
  while (elapsed < at_least) {
    operations += batch();
    elapsed = processor_seconds() - begun;
  }
  std::printf("%s\t%llu\t%.6f\n", argv[1], static_cast<unsigned long long>(operations), elapsed);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
  return 1;
}

}  // namespace nakodo::peers
