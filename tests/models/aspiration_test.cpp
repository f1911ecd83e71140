#include "models/aspiration.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("a side begins by asking for everything", "[aspiration]") {
  for (const double trust : {0.01, 0.5, 0.99}) CHECK(aspiration(0.0, trust, {}) == 1.0);
}

TEST_CASE("at the deadline and after it a side asks for its reservation", "[aspiration]") {
  const BargainingParameters parameters;
  for (const double t : {180.0, 181.0, 1e6}) CHECK(same(aspiration(t, 0.5, parameters), 0.45));
}

TEST_CASE("at neutral trust and beta 1 concession is linear", "[aspiration]") {
  CHECK(same(aspiration(45.0, 0.5, {}), 0.45 + 0.55 * 0.75));
  CHECK(same(aspiration(90.0, 0.5, {}), 0.45 + 0.55 * 0.5));
}

TEST_CASE("trust lowers the reservation by the credit it gets, distrust raises it",
          "[aspiration]") {
  CHECK(same(aspiration(180.0, 0.9, {}), 0.45 - 0.3 * 0.4));
  CHECK(same(aspiration(180.0, 0.2, {}), 0.45 + 0.3 * 0.3));
}

TEST_CASE("no trust lowers the reservation below the minimum", "[aspiration]") {
  BargainingParameters generous;
  generous.credit = 10.0;
  CHECK(same(aspiration(180.0, 0.9, generous), 0.05));
}

TEST_CASE("trust hastens concession", "[aspiration]") {
  BargainingParameters parameters;
  parameters.credit = 0.0;
  const double beta = std::exp(2.0 * 0.3);
  CHECK(same(aspiration(60.0, 0.8, parameters),
             0.45 + 0.55 * (1.0 - std::pow(1.0 / 3.0, 1.0 / beta))));
  CHECK(aspiration(60.0, 0.8, parameters) < aspiration(60.0, 0.5, parameters));
  CHECK(aspiration(60.0, 0.5, parameters) < aspiration(60.0, 0.2, parameters));
}

TEST_CASE("a Boulware holds out longer than a conceder", "[aspiration]") {
  BargainingParameters boulware;
  boulware.concession = 0.2;
  BargainingParameters conceder;
  conceder.concession = 5.0;
  CHECK(aspiration(90.0, 0.5, boulware) > aspiration(90.0, 0.5, {}));
  CHECK(aspiration(90.0, 0.5, conceder) < aspiration(90.0, 0.5, {}));
}

TEST_CASE("nobody ever asks for more than before at the same trust", "[aspiration]") {
  for (const double trust : {0.1, 0.5, 0.9})
    for (int day = 0; day < 400; ++day)
      CHECK(aspiration(day + 1.0, trust, {}) <= aspiration(day, trust, {}));
}

}  // namespace
}  // namespace nakodo::tests
