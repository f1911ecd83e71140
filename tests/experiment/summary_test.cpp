#include "experiment/summary.hpp"

#include <cmath>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

std::vector<float> one_to(int n) {
  std::vector<float> values(static_cast<std::size_t>(n));
  std::iota(values.rbegin(), values.rend(), 1.0F);  // descending: the median has to sort
  return values;
}

RunRow run_of(std::uint32_t replication, const std::string& failure = "") {
  RunRow row;
  row.key = {replication, 0, replication};
  row.failure = failure;
  return row;
}

Keyed<models::DealOutcome> deal_of(std::uint32_t replication, models::DealState state, int cause,
                                   double t_signed) {
  Keyed<models::DealOutcome> deal;
  deal.key = {replication, 0, replication};
  deal.outcome.project = models::ProjectId{0};
  deal.outcome.resource = models::ResourceId{0};
  deal.outcome.state = state;
  deal.outcome.cause = cause;
  deal.outcome.reached[static_cast<std::size_t>(models::DealState::signed_)] = t_signed;
  return deal;
}

}  // namespace

TEST_CASE("the interval of the median has the known ranks", "[summary]") {
  struct Known {
    int n;
    double low, high;
  };
  // Ranks of the exact 95 % interval, e.g. Hollander & Wolfe 1999, table A.2
  for (const auto& [n, low, high] :
       {Known{6, 1, 6}, Known{10, 2, 9}, Known{20, 6, 15}, Known{50, 18, 33}, Known{100, 40, 61}}) {
    CAPTURE(n);
    auto values = one_to(n);
    const Interval interval = median(values);
    CHECK(interval.estimate == (n + 1) / 2.0);
    CHECK(interval.low == low);
    CHECK(interval.high == high);
  }
}

TEST_CASE("the interval of a median of many values goes on where the exact one ends", "[summary]") {
  auto exact = one_to(1000);
  auto normal = one_to(1001);
  CHECK(std::abs(median(exact).low - median(normal).low) <= 1.0);
  CHECK(std::abs(median(exact).high - median(normal).high) <= 2.0);
}

TEST_CASE("too few values have a median but no interval", "[summary]") {
  std::vector<float> five{5, 1, 4, 2, 3};
  CHECK(median(five).estimate == 3.0);
  CHECK(std::isnan(median(five).low));
  std::vector<float> none;
  CHECK(std::isnan(median(none).estimate));
}

TEST_CASE("the table counts signed deals and why others ended, of the runs that are whole",
          "[summary]") {
  const Experiment experiment = experiment_of(small_world + "experiment: {replications: 5}\n");
  Summary summary(experiment);
  RunBatch batch;
  batch.runs = {run_of(0), run_of(1), run_of(2), run_of(3), run_of(4, "it broke")};
  using models::DealState;
  const double never = models::not_reached;
  batch.deals = {deal_of(0, DealState::signed_, -1, 100.0),
                 deal_of(1, DealState::signed_, -1, 200.0),
                 deal_of(2, DealState::dropped, static_cast<int>(models::Cause::veto), never),
                 deal_of(3, DealState::dialogue, static_cast<int>(models::Cause::horizon), never),
                 deal_of(0, DealState::dropped, static_cast<int>(models::Cause::trust), never)};
  batch.deals[4].outcome.followed = true;  // by the first, which was signed
  batch.deals[0].outcome.person_days_initiator = 42.0;
  batch.deals[3].outcome.person_days_partner = 6.0;
  summary.add(batch);
  CHECK(summary.failures() == 1);
  CHECK(summary.first_failure() == "point 0, replication 4: it broke");
  std::ostringstream out;
  summary.print(out);
  CHECK_THAT(out.str(), tests::contains("venture: module signed  50.0 [15.0, 85.0]  150"));
  CHECK_THAT(out.str(), tests::contains("veto 25.0, horizon 25.0"));
  CHECK_THAT(out.str(),
             tests::contains("person-days a deal: initiator 8.4, partner 1.2, intermediary 0.0"));
}

TEST_CASE("what a run has several times is not taken for as many runs", "[summary]") {
  const Experiment experiment = experiment_of(small_world + "experiment: {replications: 5}\n");
  Summary alone(experiment);
  Summary tenfold(experiment);
  RunBatch one;
  RunBatch ten;
  for (std::uint32_t r = 0; r < 40; ++r) {
    one.runs.push_back(run_of(r));
    ten.runs.push_back(run_of(r));
    const auto deal =
        deal_of(r, r % 2 == 0 ? models::DealState::signed_ : models::DealState::dropped,
                r % 2 == 0 ? -1 : 0, r % 2 == 0 ? 100.0 + r : models::not_reached);
    one.deals.push_back(deal);
    for (int i = 0; i < 10; ++i) ten.deals.push_back(deal);  // ten firms that share their fate
  }
  alone.add(one);
  tenfold.add(ten);
  std::ostringstream of_one;
  std::ostringstream of_ten;
  alone.print(of_one);
  tenfold.print(of_ten);
  CHECK_THAT(of_one.str(), tests::contains("50.0 [35.2, 64.8]  119 [110, 128]"));
  CHECK_THAT(of_ten.str(), tests::contains("50.0 [34.6, 65.4]  119 [110, 128]"));
}

TEST_CASE("the table of a large design ends after its first points, the work counts all",
          "[summary]") {
  std::string levels;
  for (int i = 0; i < 300; ++i) levels += (i == 0 ? "" : ", ") + std::to_string(i + 1) + " days";
  const Experiment experiment = experiment_of(
      small_world + "experiment: {replications: 1, factors: {time.horizon: [" + levels + "]}}\n");
  Summary summary(experiment);
  for (std::size_t point = 0; point < 300; ++point) {
    RunBatch batch;
    batch.point = point;
    batch.deals = {deal_of(0, models::DealState::signed_, -1, 100.0)};
    batch.deals[0].outcome.person_days_initiator = point < 299 ? 0.0 : 300.0;
    summary.add(batch);
  }
  std::ostringstream out;
  summary.print(out);
  CHECK_THAT(out.str(), tests::contains("\n199  "));
  CHECK(out.str().find("\n200  ") == std::string::npos);
  CHECK_THAT(out.str(), tests::contains("and 100 more points"));
  CHECK_THAT(out.str(), tests::contains("person-days a deal: initiator 1.0"));
}

}  // namespace nakodo::experiment
