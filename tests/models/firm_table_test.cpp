#include "models/firm_table.hpp"

#include <map>

#include "tests/catch.hpp"
#include "tests/models/property.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

TEST_CASE("a table says what it was told, and nothing of what it was not", "[firm_table]") {
  FirmTable table({"module", "board"});
  table.add({.name = "Rexon", .employees = 40, .visibility = {}, .organisational = {}});
  table.supply(1, 0.5);
  table.add({.name = "", .employees = {}, .visibility = 2.5, .organisational = -0.1});
  table.add({.name = "三菱", .employees = 50'000, .visibility = {}, .organisational = {}});
  table.supply(0, 0.0);
  table.supply(1, 1.0);
  table.shrink_to_fit();
  CHECK(table.size() == 3);
  CHECK(table.name(0) == "Rexon");
  CHECK(table.name(1).empty());
  CHECK(table.name(2) == "三菱");
  CHECK(table.employees(0) == 40);
  CHECK_FALSE(table.employees(1).has_value());
  CHECK(table.employees(2) == 50'000);
  CHECK(table.visibility(1) == 2.5);
  CHECK_FALSE(table.visibility(2).has_value());
  CHECK(table.organisational(1) == -0.1);
  CHECK(table.knows_sizes());
  const auto& module = *table.supplies().find("module");
  CHECK(module.count() == 1);
  CHECK_FALSE(module[0].has_value());
  CHECK(module[2] == 0.0);
  CHECK((*table.supplies().find("board"))[0] == 0.5);
  CHECK(table.supplies().find("disk") == nullptr);
}

TEST_CASE("a sparse column holds for each place what was entered there", "[firm_table]") {
  holds(200, [] {
    SparseColumn<double> column;
    std::map<std::size_t, double> entered;
    std::size_t place = 0;
    for (int i = any_count(0, 60); i-- > 0; place += static_cast<std::size_t>(any_count(1, 150))) {
      entered[place] = any_number(0.0, 1.0);
      column.enter(place, entered[place]);
    }
    RC_ASSERT(column.count() == entered.size());
    for (std::size_t at = 0; at < place + 100; ++at) {
      const auto found = entered.find(at);
      RC_ASSERT(column[at] ==
                (found != entered.end() ? std::optional(found->second) : std::optional<double>()));
    }
  });
}

TEST_CASE("a firm takes its name and 4 bytes, 12 for size and fit, and 2 bits a column",
          "[firm_table]") {
  FirmTable table({"module"});
  for (int i = 0; i < 100'000; ++i) {
    table.add({.name = "12345678", .employees = 60, .visibility = {}, .organisational = {}});
    table.supply(0, 0.9);
  }
  table.shrink_to_fit();
  CHECK(static_cast<double>(table.bytes()) / 100'000 < 8 + 4 + 4 + 8 + 2 * 0.26);
}

}  // namespace
}  // namespace nakodo::tests
