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

Population::Population(std::string name, const FirmSpec& firm, Traits traits,
                       std::vector<House> patterns)
    : firm_(firm), traits_(traits) {
  const std::size_t n = firm.number();
  const House& largest = patterns.back();
  roll_ = {std::move(name),
           largest.body.id,
           static_cast<std::int32_t>(n),
           largest.residents.front().person.id,
           {},
           {},
           firm.from.table};
  // Without the name of a firm, "champion" and "stakeholder 1" are left with the blank before them.
  const auto without_blank = [](const std::string& text) {
    return text.substr(text.front() == ' ' ? 1 : 0);
  };
  for (const Resident& resident : largest.residents) {
    roll_.persons.push_back(without_blank(resident.name));
    roll_.roles.push_back(resident.person.role);
  }
  for (House& house : patterns) {
    Pattern& pattern = patterns_.emplace_back(Pattern{std::move(house), {}});
    for (const Resident& resident : pattern.house.residents) {
      const auto seat =
          std::find(roll_.persons.begin(), roll_.persons.end(), without_blank(resident.name));
      pattern.seats.push_back(static_cast<std::size_t>(seat - roll_.persons.begin()));
    }
  }
  slots_.assign(n, -1);
  for (std::size_t place = 0; place < firm.supplies.size(); ++place) {
    const double share = firm.supplies[place].second.share;
    if (share >= 1.0) continue;
    const auto suppliers = static_cast<std::size_t>(std::lround(share * static_cast<double>(n)));
    shared_.push_back({place, suppliers, std::vector<std::uint64_t>((n + 63) / 64)});
  }
}

void Population::reset() {
  std::fill(slots_.begin(), slots_.end(), -1);
  own_styles_.clear();
}

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

std::optional<double> Population::fit(BodyId firm, std::string_view resource) const {
  const auto supply = firm_.supplies.index(resource);
  for (const Shared& shared : shared_)
    if (shared.place == supply && !test(shared.bits, roll_.place(firm))) return std::nullopt;
  return traits_.fit(roll_.place(firm), resource, supply);
}

const Population::Pattern& Population::pattern_of(BodyId firm) const {
  return patterns_.size() > 1 && traits_.is_small(roll_.place(firm)) ? patterns_.front()
                                                                     : patterns_.back();
}

Body Population::body(BodyId firm) const {
  const Pattern& pattern = pattern_of(firm);
  Body body = pattern.house.body;
  body.id = firm;
  body.name = roll_.name_of(firm);
  for (auto* list : {&body.people, &body.stakeholders, &body.deciders})
    for (PersonId& person : *list)
      person = roll_.person(firm, pattern.seats[person.index() - roll_.first_person.index()]);
  return body;
}

std::vector<Person> Population::others(BodyId firm) {
  const Pattern& pattern = pattern_of(firm);
  std::vector<Person> others;
  for (std::size_t i = 1; i < pattern.house.residents.size(); ++i)
    others.push_back(person(firm, pattern, i));
  return others;
}

Person Population::person(BodyId firm, const Pattern& pattern, std::size_t number) {
  const Resident& resident = pattern.house.residents[number];
  Person person = resident.at_work();
  person.id = roll_.person(firm, pattern.seats[number]);
  person.body = firm;
  const double organisational = traits_.organisational(roll_.place(firm));
  if (organisational != resident.styles.front().organisational) {
    std::vector<Style>& own = own_styles_.emplace_back(resident.styles);
    for (Style& style : own) style.organisational = organisational;
    person.styles = own;
  }
  return person;
}

std::size_t Population::bytes() const {
  std::size_t sum = slots_.capacity() * sizeof slots_[0];
  for (const Shared& shared : shared_) sum += shared.bits.capacity() * sizeof shared.bits[0];
  return sum;
}

}  // namespace nakodo::models
