#include "experiment/progress.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

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

TEST_CASE("progress: a line leaves the last column of the terminal free, however narrow it is",
          "[progress]") {
  const std::string said = " 50 %  1000 of 2000 runs  100/s  0:10 left";
  const auto columns_of = [](const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
  };
  for (std::size_t columns = 1; columns <= 200; ++columns) {
    CAPTURE(columns);
    const std::string line = progress_line(0.5, said, columns);
    CHECK(columns_of(line) <= std::max<std::size_t>(columns, 2) - 1);
    CHECK(columns_of(line) <= 31 + said.size());
    if (columns > said.size()) CHECK(line.ends_with(said));
  }
  CHECK(progress_line(0.5, said, 50) == "███░░░ " + said);
  CHECK(columns_of(progress_line(1, said, 80)) == 31 + said.size());
}
}  // namespace
}  // namespace nakodo::experiment
