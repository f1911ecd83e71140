#include "experiment/interval.hpp"

#include <cmath>
#include <cstddef>

#include "tests/catch.hpp"

namespace nakodo::experiment {
TEST_CASE("Wilson's interval has the known bounds", "[interval]") {
  struct Known {
    std::size_t successes, trials;
    double low, high;
  };
  // Brown, Cai & DasGupta 2001 and R's prop.test(correct = FALSE)
  for (const auto& [successes, trials, low, high] :
       {Known{5, 10, 0.2366, 0.7634}, Known{0, 10, 0.0, 0.2775}, Known{10, 10, 0.7225, 1.0},
        Known{1, 10, 0.0179, 0.4042}, Known{81, 263, 0.2553, 0.3662}}) {
    CAPTURE(successes, trials);
    const Interval interval = wilson(successes, trials);
    CHECK(interval.estimate == static_cast<double>(successes) / static_cast<double>(trials));
    CHECK(std::abs(interval.low - low) < 5e-5);
    CHECK(std::abs(interval.high - high) < 5e-5);
  }
}

TEST_CASE("without trials Wilson's interval is everything", "[interval]") {
  const Interval interval = wilson(0, 0);
  CHECK(interval.low == 0.0);
  CHECK(interval.high == 1.0);
}

TEST_CASE("Student's quantiles are those of the tables", "[interval]") {
  struct Known {
    std::size_t freedom;
    double t;
  };
  // Abramowitz & Stegun 1964, table 26.10
  for (const auto& [freedom, t] :
       {Known{1, 12.706}, Known{2, 4.303}, Known{3, 3.182}, Known{4, 2.776}, Known{10, 2.228},
        Known{30, 2.042}, Known{120, 1.980}, Known{1'000'000, 1.960}}) {
    CAPTURE(freedom);
    CHECK(std::abs(student_quantile(freedom, 0.95) - t) < 5.1e-4);
  }
}

TEST_CASE(
    "the half-width of a proportion is half of Wilson's interval, whose ends solve his equation",
    "[interval]") {
  const double z = 1.959963984540054;
  for (const std::size_t n : {1U, 7U, 50U, 1000U})
    for (const std::size_t s : {std::size_t{0}, n / 3, n / 2, n}) {
      CAPTURE(n, s);
      const double half = wilson_half_width(s, n, 0.95);
      const double share = static_cast<double>(s) / static_cast<double>(n);
      const auto trials = static_cast<double>(n);
      const double middle = (share + z * z / (2 * trials)) / (1 + z * z / trials);
      for (const double end : {middle - half, middle + half})
        CHECK(trials * (share - end) * (share - end) ==
              Approx(z * z * end * (1 - end)).epsilon(1e-9).margin(1e-9));
      const Interval printed = wilson(s, n);
      CHECK(2 * half == Approx(printed.high - printed.low).epsilon(1e-9));
    }
  CHECK(std::isinf(wilson_half_width(0, 0, 0.95)));
  CHECK(wilson_half_width(10, 100, 0.99) > wilson_half_width(10, 100, 0.95));
}

TEST_CASE("the half-width of a mean is Student's, as his tables have it", "[interval]") {
  // t(0.975; 4) = 2.776445, t(0.975; 29) = 2.045230, t(0.995; 9) = 3.249836
  CHECK(student_half_width(5, 4.0 * 5.0, 0.95) == Approx(2.776445).epsilon(1e-6));
  CHECK(student_half_width(30, 29.0 * 30.0, 0.95) == Approx(2.045230).epsilon(1e-6));
  CHECK(student_half_width(10, 9.0 * 10.0, 0.99) == Approx(3.249836).epsilon(1e-6));
  CHECK(std::isinf(student_half_width(1, 0.0, 0.95)));
  CHECK(std::isinf(student_half_width(0, 0.0, 0.95)));
  CHECK(student_half_width(2, 0.0, 0.95) == 0.0);
}

}  // namespace nakodo::experiment
