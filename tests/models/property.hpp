#pragma once
// Properties that hold for any world, checked by RapidCheck: it draws cases, always the same ones
// unless RC_PARAMS="seed=…" asks for others, and when one fails it looks for the plainest that
// still does.

#include <rapidcheck.h>
#include <rapidcheck/detail/Configuration.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

namespace nakodo::tests {

/// Fails with the plainest counterexample unless the property holds in so many cases.
template <class Property>
void holds(int cases, Property property) {
  setenv("RC_PARAMS", "seed=1986", 0);
  rc::detail::TestParams parameters = rc::detail::configuration().testParams;
  parameters.maxSuccess = cases;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, parameters);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  INFO(message.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

/// A number of [low, high] in steps of a hundredth; the plainest is `low`.
inline double any_number(double low, double high) {
  return low + (high - low) * *rc::gen::inRange(0, 101) / 100.0;
}
/// A whole number of [low, high].
inline int any_count(int low, int high) { return *rc::gen::inRange(low, high + 1); }
inline bool maybe() { return *rc::gen::inRange(0, 2) == 1; }
template <class T>
T any_of(std::initializer_list<T> values) {
  return *rc::gen::elementOf(std::vector<T>(values));
}

}  // namespace nakodo::tests
