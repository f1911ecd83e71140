#include "experiment/progress.hpp"

#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {

TEST_CASE("progress: time left is said in minutes, in hours when there are some, and not guessed",
          "[progress]") {
  CHECK(time_left(0.2) == "0:01");
  CHECK(time_left(125) == "2:05");
  CHECK(time_left(5025) == "1:23:45");
  CHECK(time_left(1.0 / 0.0) == "-");
}
}  // namespace
}  // namespace nakodo::experiment
