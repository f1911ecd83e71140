#include "models/acquaintances.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/property.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

TEST_CASE("acquaintance is mutual, and a tie that is listed twice is one", "[acquaintances]") {
  holds(200, [] {
    const int bodies = any_count(2, 30);
    std::vector<std::pair<BodyId, BodyId>> ties;
    std::set<std::pair<BodyId, BodyId>> theory;
    for (int i = any_count(0, 100); i-- > 0;) {
      const auto a = make_id<BodyId>(any_count(0, bodies - 1));
      const auto b = make_id<BodyId>(any_count(0, bodies - 1));
      if (a == b) continue;
      ties.emplace_back(a, b);
      theory.insert({a, b});
      theory.insert({b, a});
    }
    const Acquaintances acquaintances(static_cast<std::size_t>(bodies), ties);
    RC_ASSERT(2 * acquaintances.size() == theory.size());
    for (int a = 0; a < bodies + 2; ++a) {
      const auto row = acquaintances.of(make_id<BodyId>(a));
      RC_ASSERT(std::is_sorted(row.begin(), row.end()));
      for (int b = 0; b < bodies + 2; ++b)
        RC_ASSERT(acquaintances.know(make_id<BodyId>(a), make_id<BodyId>(b)) ==
                  theory.contains({make_id<BodyId>(a), make_id<BodyId>(b)}));
    }
  });
}

TEST_CASE("a body takes 4 bytes and a tie 8", "[acquaintances]") {
  std::vector<std::pair<BodyId, BodyId>> ties;
  for (int i = 0; i < 999; ++i) ties.emplace_back(make_id<BodyId>(i), make_id<BodyId>(i + 1));
  CHECK(Acquaintances(1000, ties).bytes() == 4 * 1000 + 8 * 999);
  CHECK(Acquaintances().of(make_id<BodyId>(3)).empty());
}

}  // namespace
}  // namespace nakodo::tests
