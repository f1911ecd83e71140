// The example of kernel/README.md, run as a user runs it.

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"

namespace {

struct Answer {
  double load = 0.0;
  double simulated = 0.0;
  double theory = 0.0;
};

struct CloseProcess {
  void operator()(std::FILE* process) const { pclose(process); }
};

Answer run_example(double load, int seed) {
  const std::string command = std::string("\"") + NAKODO_MM1 + "\" " + std::to_string(load) +
                              " 20000 " + std::to_string(seed);
  const std::unique_ptr<std::FILE, CloseProcess> process(popen(command.c_str(), "r"));
  REQUIRE(process);
  Answer answer;
  const int read = std::fscanf(process.get(), "load %lf simulated %lf theory %lf", &answer.load,
                               &answer.simulated, &answer.theory);
  REQUIRE(read == 3);
  return answer;
}

}  // namespace

TEST_CASE("the M/M/1 example agrees with theory in 100 runs, at 99.9 % confidence",
          "[kernel][example]") {
  std::vector<double> in_system;
  for (int seed = 1; seed <= 100; ++seed) {
    const Answer answer = run_example(0.5, seed);
    REQUIRE(answer.load == 0.5);
    REQUIRE(answer.theory == 1.0);
    in_system.push_back(answer.simulated);
  }
  const auto mean = nakodo::tests::mean_of(in_system);
  CAPTURE(mean.centre, mean.half_width);
  CHECK(mean.holds(1.0));
  CHECK(mean.half_width < 0.02);
}
