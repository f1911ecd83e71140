#include "models/population.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nakodo::models {
namespace {

bool test(const std::vector<std::uint64_t>& bits, std::size_t i) {
  return (bits[i / 64] >> (i % 64) & 1U) != 0;
}

}  // namespace

Population::Population(std::string name, const FirmSpec& firm, House pattern)
    : firm_(firm), pattern_(std::move(pattern)) {
  const auto n = static_cast<std::size_t>(firm.count);
  roll_ = {std::move(name), pattern_.body.id, firm.count, pattern_.persons.front().id, {}, {}};
  for (Person& person : pattern_.persons) {
    // Without the name of a firm, "champion" and "stakeholder 1" are left with the blank before
    // them.
    roll_.persons.push_back(person.name.substr(person.name.front() == ' ' ? 1 : 0));
    roll_.roles.push_back(person.role);
  }
  slots_.assign(n, -1);
  for (std::size_t place = 0; place < firm.supplies.size(); ++place) {
    const double share = firm.supplies[place].second.share;
    if (share >= 1.0) continue;
    const auto suppliers = static_cast<std::size_t>(std::lround(share * static_cast<double>(n)));
    shared_.push_back({place, suppliers, std::vector<std::uint64_t>((n + 63) / 64)});
  }
}

void Population::reset() { std::fill(slots_.begin(), slots_.end(), -1); }

void Population::draw(Shared& shared, kernel::RandomStream& random) const {
  // Floyd's sample (Bentley & Floyd 1987, CACM 30): as many draws as there are suppliers.
  std::fill(shared.bits.begin(), shared.bits.end(), 0);
  const std::size_t n = roll_.count();
  for (std::size_t j = n - shared.suppliers; j < n; ++j) {
    const auto drawn = static_cast<std::size_t>(random.below(j + 1));
    const std::size_t chosen = test(shared.bits, drawn) ? j : drawn;
    shared.bits[chosen / 64] |= std::uint64_t{1} << (chosen % 64);
  }
}

const SupplySpec* Population::supply(BodyId firm, std::string_view resource) const {
  const auto place = firm_.supplies.index(resource);
  if (!place) return nullptr;
  for (const Shared& shared : shared_)
    if (shared.place == *place && !test(shared.bits, roll_.place(firm))) return nullptr;
  return &firm_.supplies[*place].second;
}

House Population::house_with_contact(BodyId firm) const {
  House house{pattern_.body, {}};
  house.body.id = firm;
  house.body.name = roll_.name_of(firm);
  const std::size_t shift = roll_.person(firm, 0).index() - roll_.first_person.index();
  for (auto* list : {&house.body.people, &house.body.stakeholders, &house.body.deciders})
    for (PersonId& person : *list) person = make_id<PersonId>(person.index() + shift);
  house.persons.push_back(person(firm, 0));
  return house;
}

void Population::complete(House& house) const {
  while (house.persons.size() < pattern_.persons.size())
    house.persons.push_back(person(house.body.id, house.persons.size()));
}

Person Population::person(BodyId firm, std::size_t seat) const {
  Person person = pattern_.persons[seat];
  person.id = roll_.person(firm, seat);
  person.body = firm;
  person.name = roll_.name_of(person.id);
  return person;
}

std::size_t Population::bytes() const {
  std::size_t sum = slots_.capacity() * sizeof slots_[0];
  for (const Shared& shared : shared_) sum += shared.bits.capacity() * sizeof shared.bits[0];
  return sum;
}

}  // namespace nakodo::models
