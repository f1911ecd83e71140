#include "models/bonds.hpp"

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

PersonId person(int number) { return PersonId{number}; }

TEST_CASE("two persons are aware of each other once they were introduced", "[bonds]") {
  Bonds bonds;
  CHECK_FALSE(bonds.aware(person(3), person(7)));
  bonds.introduce(person(7), person(3), 0.5, 0.5, 0.0);
  CHECK(bonds.aware(person(3), person(7)));
  CHECK(bonds.aware(person(7), person(3)));
  CHECK_FALSE(bonds.aware(person(3), person(8)));
}

TEST_CASE("each keeps the base rate of his own, whoever is named first", "[bonds]") {
  Bonds bonds;
  const Bond& bond = bonds[bonds.introduce(person(7), person(3), 0.2, 0.8, 5.0)];
  CHECK(bond.evidence(person(7)).base_rate == 0.2);
  CHECK(bond.evidence(person(3)).base_rate == 0.8);
  CHECK(bond.evidence(person(3)).updated == 5.0);
}

TEST_CASE("evidence is directed and familiarity is not", "[bonds]") {
  Bonds bonds;
  const BondId id = bonds.introduce(person(0), person(1), 0.5, 0.5, 0.0);
  bonds[id].evidence(person(1)).good_deed(3.0, 1.0, 0.0);
  CHECK(bonds[id].evidence(person(1)).good == 3.0);
  CHECK(bonds[id].evidence(person(0)).good == 0.0);
  ++bonds[id].familiarity;
  CHECK(bonds[bonds.find(person(1), person(0))].familiarity == 1.0);
}

TEST_CASE("who is introduced twice keeps what he has seen", "[bonds]") {
  Bonds bonds;
  const BondId first = bonds.introduce(person(0), person(1), 0.5, 0.5, 0.0);
  bonds[first].evidence(person(0)).good_deed(3.0, 1.0, 0.0);
  const BondId again = bonds.introduce(person(1), person(0), 0.1, 0.1, 9.0);
  CHECK(again == first);
  CHECK(bonds.size() == 1);
  CHECK(bonds[again].evidence(person(0)).good == 3.0);
  CHECK(bonds[again].evidence(person(0)).base_rate == 0.5);
}

TEST_CASE("thousands of bonds are all found again, and forgotten at once", "[bonds]") {
  Bonds bonds;
  constexpr int persons = 80;
  for (int round = 0; round < 2; ++round) {
    for (int a = 0; a < persons; ++a)
      for (int b = a + 1; b < persons; ++b)
        bonds[bonds.introduce(person(b), person(a), 0.5, 0.5, 0.0)].familiarity = a * persons + b;
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
