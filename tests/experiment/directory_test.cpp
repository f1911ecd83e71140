#include "experiment/directory.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

const std::string world_of_pools = R"(nakodo: 1
communities: {osaka: {}, valley: {}}
firms:
  home: {community: osaka}
  pool: {community: valley, count: 1000, supplies: {module: {share: 0.1}}}
projects: {venture: {firm: home, needs: [module], search: random}}
experiment: {seed: 1, replications: 20, factors: {firms.pool.count: [1000, 500]}}
)";

TEST_CASE("of a population those have a name whom some row mentions, and no others",
          "[directory]") {
  const ScratchFolder scratch;
  const std::string world = write_file(scratch.path() / "pools.yaml", world_of_pools);
  const Ended run =
      nakodo({"run", world, "--trace", "deals", "--out", scratch.path().string(), "--quiet"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Reading file(scratch.path() / "pools.h5");
  const auto partners = file.column<std::int32_t>("/deals/partner");
  const auto firms = file.text_column("/names/firm");
  std::set<std::int32_t> mentioned(partners.begin(), partners.end());
  mentioned.erase(-1);
  REQUIRE(mentioned.size() > 10);
  CHECK(firms.size() == 1 + mentioned.size());
  CHECK(std::set(firms.begin(), firms.end()).size() == firms.size());
  for (const std::int32_t partner : mentioned)
    CHECK(firms.at(static_cast<std::size_t>(partner)).starts_with("pool "));

  const auto persons = file.text_column("/names/person");
  const auto homes = file.column<std::int32_t>("/names/person_firm");
  CHECK(persons.size() == 4 + 4 * mentioned.size());
  for (std::size_t i = 0; i < persons.size(); ++i)
    CHECK(persons[i].starts_with(firms.at(static_cast<std::size_t>(homes[i])) + " "));
  const auto rows = file.column<std::int32_t>("/persons/person");
  const auto rows_of_firms = file.column<std::int32_t>("/persons/firm");
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(homes.at(static_cast<std::size_t>(rows[i])) == rows_of_firms[i]);
}

}  // namespace
}  // namespace nakodo::experiment
