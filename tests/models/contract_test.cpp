#include "models/contract.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Contract contract_between(double one, double two, double trust_of_one, double trust_of_two,
                          double least = 0.0, double relief = 0.5) {
  return Contract::between({{one, two}}, {{trust_of_one, trust_of_two}}, least, {.relief = relief});
}

TEST_CASE("the more complete wish prevails and the gap is the difference", "[contract]") {
  const Contract contract = contract_between(0.2, 0.8, 0.5, 0.5, 0.0, 0.0);
  CHECK(same(contract.completeness, 0.8));
  CHECK(same(contract.gap, 0.6));
}

TEST_CASE("trust relieves either side of its own wish for completeness", "[contract]") {
  const Contract contract = contract_between(0.2, 0.8, 0.5, 0.75);
  CHECK(same(contract.completeness, 0.8 * (1.0 - 0.5 * 0.75)));
  CHECK(same(contract.gap, 0.5 - 0.2 * (1.0 - 0.5 * 0.5)));
  CHECK(contract_between(0.2, 0.8, 1.0, 1.0, 0.0, 1.0).completeness == 0.0);
}

TEST_CASE("the form of the alliance may ask for more than either side", "[contract]") {
  const Contract contract = contract_between(0.2, 0.4, 0.0, 0.0, 0.6);
  CHECK(contract.completeness == 0.6);
  CHECK(same(contract.gap, 0.2));
}

TEST_CASE("drafting takes as many encounters as the contract is complete, rounded", "[contract]") {
  const auto sections = [](double completeness) {
    return Contract{.completeness = completeness}.sections({});
  };
  CHECK(sections(0.0) == 0);
  CHECK(sections(0.04) == 0);
  CHECK(sections(0.125) == 2);  // 1.5
  CHECK(sections(0.6) == 7);    // 7.2
  CHECK(sections(1.0) == 12);
}

}  // namespace
}  // namespace nakodo::tests
