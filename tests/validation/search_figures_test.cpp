// Search without re-probing: of m firms of which K fit, (m + 1)/(K + 1) are probed on average
// (validation section 1).
#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// Probing takes next to no time, and all that comes after it is over as fast.
Scenario timeless_pool(int firms, int fitting) {
  Scenario scenario = plain_dyad(1.0, Constant{1e-6});
  const FirmSpec far = firm(scenario, "far");
  FirmSpec home = firm(scenario, "home");
  home.knows.clear();
  scenario.firms.clear();
  scenario.firms.add("home", home);
  FirmSpec& pool = scenario.firms.add("pool", far);
  pool.count = firms;
  pool.supplies.find("module")->share = static_cast<double>(fitting) / firms;
  venture(scenario).search = SearchMode{AtRandom{}};
  venture(scenario).screening = 0.0;
  return scenario;
}

TEST_CASE("random search takes (m + 1)/(K + 1) probes (|z| < 4.5)", "[validation]") {
  struct Figure {
    int firms;
    int fitting;
    double probes;
    int decimals;
    double within_ten;
    std::uint64_t runs;
  };
  for (const auto& [firms, fitting, probes, decimals, within_ten, runs] :
       {Figure{100, 1, 50.5, 1, 0.1, 4000}, Figure{100, 5, 16.8333, 4, 0.416248, 4000},
        Figure{10'000, 1, 5000.5, 1, 0.001, 200}, Figure{10'000, 50, 196.0980, 4, 0.048911, 2000},
        Figure{200, 6, 28.7143, 4, 0.267860, 4000}}) {
    CHECK(is_figure((firms + 1.0) / (fitting + 1.0), probes, decimals));
    World world(timeless_pool(firms, fitting));
    std::vector<double> taken(runs);
    double soon = 0.0;
    for (std::uint64_t i = 0; i < runs; ++i) {
      const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
      REQUIRE(deal.is_signed());
      taken[i] = deal.probes;
      soon += deal.probes <= 10;
    }
    INFO(firms << " firms, " << fitting << " fitting");
    CHECK(std::abs(z_of_mean(taken, probes)) < z_bound);
    CHECK(std::abs(z_of_count(soon, static_cast<double>(runs), within_ten)) < z_bound);
  }
}

}  // namespace
}  // namespace nakodo::tests
