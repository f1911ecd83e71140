#include "models/bonds.hpp"

#include <utility>

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

PersonId person(int number) { return PersonId{number}; }

TEST_CASE("two persons are aware of each other once they were introduced", "[bonds]") {
  Bonds bonds;
  CHECK_FALSE(bonds.aware(person(3), person(7)));
  bonds.introduce(person(7), person(3), 0.5, 0.5);
  CHECK(bonds.aware(person(3), person(7)));
  CHECK(bonds.aware(person(7), person(3)));
  CHECK_FALSE(bonds.aware(person(3), person(8)));
}

TEST_CASE("each keeps the base rate of his own, whoever is named first", "[bonds]") {
  Bonds bonds;
  const BondId id = bonds.introduce(person(7), person(3), 0.2, 0.8);
  CHECK(bonds[id].base_rate(person(7)) == 0.2);
  CHECK(bonds[id].base_rate(person(3)) == 0.8);
  CHECK(bonds.evidence(id, person(7)).base_rate == 0.2);
  CHECK(bonds.evidence(id, person(3)).base_rate == 0.8);
}

TEST_CASE("two who have seen nothing of each other trust as if there were no evidence", "[bonds]") {
  Bonds bonds;
  const BondId id = bonds.introduce(person(0), person(1), 0.3, 0.9);
  CHECK(std::as_const(bonds).evidence(id, person(0)).trust(7.0, 0.1, 2.0) == 0.3);
  CHECK(bonds[id].evidence < 0);
  bonds.evidence(id, person(1)).bad_deed(2.0, 7.0, 0.1);
  CHECK(bonds[id].evidence == 0);
  CHECK(std::as_const(bonds).evidence(id, person(0)).trust(7.0, 0.1, 2.0) == 0.3);
  CHECK(std::as_const(bonds).evidence(id, person(1)).trust(7.0, 0.1, 2.0) == 0.45);
}

TEST_CASE("evidence is directed and familiarity is not", "[bonds]") {
  Bonds bonds;
  const BondId id = bonds.introduce(person(0), person(1), 0.5, 0.5);
  bonds.evidence(id, person(1)).good_deed(3.0, 1.0, 0.0);
  CHECK(bonds.evidence(id, person(1)).good == 3.0);
  CHECK(bonds.evidence(id, person(0)).good == 0.0);
  ++bonds[id].familiarity;
  CHECK(bonds[bonds.find(person(1), person(0))].familiarity == 1.0);
}

TEST_CASE("who is introduced twice keeps what he has seen", "[bonds]") {
  Bonds bonds;
  const BondId first = bonds.introduce(person(0), person(1), 0.5, 0.5);
  bonds.evidence(first, person(0)).good_deed(3.0, 1.0, 0.0);
  const BondId again = bonds.introduce(person(1), person(0), 0.1, 0.1);
  CHECK(again == first);
  CHECK(bonds.size() == 1);
  CHECK(bonds.evidence(again, person(0)).good == 3.0);
  CHECK(bonds.evidence(again, person(0)).base_rate == 0.5);
}

TEST_CASE("thousands of bonds are all found again, and forgotten at once", "[bonds]") {
  Bonds bonds;
  constexpr int persons = 80;
  for (int round = 0; round < 2; ++round) {
    for (int a = 0; a < persons; ++a)
      for (int b = a + 1; b < persons; ++b)
        bonds[bonds.introduce(person(b), person(a), 0.5, 0.5)].familiarity = a * persons + b;
    CHECK(bonds.size() == persons * (persons - 1) / 2);
    bool all = true;
    for (int a = 0; a < persons; ++a)
      for (int b = a + 1; b < persons; ++b)
        all = all && bonds[bonds.find(person(a), person(b))].familiarity == a * persons + b;
    CHECK(all);
    bonds.clear();
    CHECK(bonds.size() == 0);
    CHECK_FALSE(bonds.aware(person(0), person(1)));
  }
}

}  // namespace
}  // namespace nakodo::tests
