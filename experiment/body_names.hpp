// Body names: whom of a scenario one can name in a file: firms, intermediaries, and the firms of
// tables by their ids. Numbers are those of the cast (models/roll_call.hpp).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/name_index.hpp"
#include "models/firm_table.hpp"
#include "models/ids.hpp"
#include "models/roll_call.hpp"

namespace nakodo::experiment {

class BodyNames {
 public:
  /// The scenario must outlive this.
  /// @param repeated called with (entry of the firms, id, whether of a single body) for a firm of a
  /// table that is called like somebody before it
  template <class Repeated>
  BodyNames(const models::Scenario& scenario, Repeated repeated) : index_(NameOf{this}) {
    const auto enter_one = [&](const std::string& name) {
      single_.push_back(name);
      index_.enter(count_++);
    };
    models::call_roll(
        scenario,
        [&](const std::string& name, const models::FirmSpec&, std::size_t) { enter_one(name); },
        [&](const std::string& name, const models::IntermediarySpec&) { enter_one(name); },
        [&](const std::string&, const models::FirmSpec& firm, std::size_t entry) {
          if (firm.from.table == nullptr) return;
          tables_.push_back({count_, entry, firm.from.table.get()});
          for (std::size_t place = 0; place < firm.number(); ++place, ++count_)
            if (const auto first = index_.enter(count_))
              repeated(entry, name(count_), *first < single_.size());
        });
  }
  BodyNames(const BodyNames&) = delete;
  BodyNames& operator=(const BodyNames&) = delete;

  std::size_t size() const { return count_; }
  std::string_view name(std::uint32_t number) const {
    if (number < single_.size()) return single_[number];
    const Table& table = table_of(number);
    return table.table->name(number - table.first);
  }
  /// The entry of the firms to which a firm of a table belongs.
  std::size_t entry(models::BodyId firm) const {
    return table_of(static_cast<std::uint32_t>(firm.value)).entry;
  }
  models::BodyId find(std::string_view name) const {
    const auto number = index_.find(name);
    return number ? models::make_id<models::BodyId>(*number) : models::BodyId{};
  }
  /// Names of those who stand for themselves in the configuration.
  const std::vector<std::string>& single() const { return single_; }
  std::vector<std::string> all() const {
    std::vector<std::string> names;
    for (std::uint32_t number = 0; number < count_; ++number) names.emplace_back(name(number));
    return names;
  }

 private:
  struct Table {
    std::uint32_t first;  // number
    std::size_t entry;    // among the firms
    const models::FirmTable* table;
  };
  struct NameOf {
    const BodyNames* names;
    std::string_view operator()(std::uint32_t number) const { return names->name(number); }
  };

  const Table& table_of(std::uint32_t number) const {
    const auto after = std::upper_bound(
        tables_.begin(), tables_.end(), number,
        [](std::uint32_t wanted, const Table& table) { return wanted < table.first; });
    return *(after - 1);
  }

  std::vector<std::string> single_;
  std::vector<Table> tables_;
  std::uint32_t count_ = 0;
  NameIndex<NameOf> index_;
};

}  // namespace nakodo::experiment
