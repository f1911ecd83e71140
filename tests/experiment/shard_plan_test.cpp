#include "experiment/shard_plan.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "experiment/shard_number.hpp"
#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {

double cost_of(const Slices& slices, const Stretch& stretch,
               const std::vector<std::uint64_t>& costs) {
  double cost = 0.0;
  for (std::size_t i = stretch.first; i < stretch.end; ++i)
    cost += static_cast<double>(slices[i].count * costs[slices[i].point]);
  return cost;
}

}  // namespace

TEST_CASE("slices cover every run once, in order, and none is of two points", "[slices]") {
  for (const std::size_t replications : {1U, 63U, 64U, 65U, 150U}) {
    const Slices slices(3, replications);
    std::size_t run = 0;
    for (std::size_t i = 0; i < slices.count(); ++i) {
      const Slice slice = slices[i];
      CAPTURE(replications, i);
      REQUIRE(slices.first_run(i) == run);
      REQUIRE(slice.point * replications + slice.first == run);
      REQUIRE(slice.count >= 1);
      REQUIRE(slice.count <= Slices::most_runs);
      REQUIRE(slice.first + slice.count <= replications);
      REQUIRE(slices.beginning_with(run) == i);
      run += slice.count;
    }
    CHECK(run == 3 * replications);
    CHECK(slices.first_run(slices.count()) == run);
    CHECK(slices.beginning_with(run) == slices.count());
    CHECK_FALSE(slices.beginning_with(run + replications).has_value());
    if (replications > 1) CHECK_FALSE(slices.beginning_with(1).has_value());
  }
}

TEST_CASE(
    "slices of sequential replications end at every look, and are together what a point may get",
    "[slices]") {
  struct Case {
    std::size_t least, batch, most;
  };
  for (const Case c : {Case{200, 200, 1000}, Case{100, 30, 333}, Case{64, 64, 128}, Case{1, 1, 9},
                       Case{70, 500, 90}, Case{65, 129, 700}}) {
    const Slices slices(3, c.least, c.batch, c.most);
    CAPTURE(c.least, c.batch, c.most);
    REQUIRE(slices.sequential());
    std::size_t run = 0;
    std::size_t look = 0;  // slice after the last one
    for (std::size_t i = 0; i < slices.count(); ++i) {
      const Slice slice = slices[i];
      const std::size_t end = slice.first + slice.count;
      CAPTURE(i);
      REQUIRE(slices.first_run(i) == run);
      REQUIRE(slice.point * c.most + slice.first == run);
      REQUIRE(slice.count >= 1);
      REQUIRE(slice.count <= Slices::most_runs);
      REQUIRE(slices.beginning_with(run) == i);
      if (slice.count > 1) REQUIRE_FALSE(slices.beginning_with(run + 1).has_value());
      if (slice.first < c.least) {
        REQUIRE_FALSE(slices.look_before(i).has_value());
        REQUIRE(end <= c.least);
      } else {
        REQUIRE(slices.look_before(i) == look);
        REQUIRE((slice.first - c.least) / c.batch == (end - 1 - c.least) / c.batch);
      }
      REQUIRE(slices[slices.next_point(i) - 1].point == slice.point);
      REQUIRE(slices.first_run(slices.next_point(i)) == (slice.point + 1) * c.most);
      run += slice.count;
      if (end == c.least || (end > c.least && (end - c.least) % c.batch == 0)) look = i + 1;
    }
    CHECK(run == 3 * c.most);
    CHECK(slices.first_run(slices.count()) == run);
    CHECK(slices.beginning_with(run) == slices.count());
    CHECK(slices.together() * 3 == slices.count());
  }
}

TEST_CASE("points of sequential replications are not cut into shards", "[shard_plan]") {
  const Slices slices(10, 100, 50, 1000);
  const std::vector<std::uint64_t> costs{5, 0, 1, 1'000'000, 1, 1, 7, 1, 30, 1};
  for (const std::size_t shards : {1U, 3U, 10U, 14U})
    for (const bool measured : {false, true}) {
      const auto plan = measured ? plan_shards(slices, shards, costs) : plan_shards(slices, shards);
      CAPTURE(shards, measured);
      REQUIRE(plan.size() == shards);
      std::size_t next = 0;
      for (const Stretch& stretch : plan) {
        REQUIRE(stretch.first == next);
        REQUIRE(stretch.end % slices.together() == 0);
        next = stretch.end;
      }
      CHECK(next == slices.count());
    }
  for (const Stretch& stretch : plan_shards(slices, 5)) CHECK(slices.runs(stretch) == 2000);
}

TEST_CASE("shards follow each other without a gap and are everything together", "[shard_plan]") {
  const Slices slices(10, 150);
  const std::vector<std::uint64_t> costs{5, 0, 1, 1'000'000, 1, 1, 7, 1, 30, 1};
  for (const std::size_t shards : {1U, 2U, 7U, 29U, 30U, 200U})
    for (const bool measured : {false, true}) {
      const auto plan = measured ? plan_shards(slices, shards, costs) : plan_shards(slices, shards);
      CAPTURE(shards, measured);
      REQUIRE(plan.size() == shards);
      std::size_t next = 0;
      for (const Stretch& stretch : plan) {
        REQUIRE(stretch.first == next);
        REQUIRE(stretch.end >= next);
        next = stretch.end;
      }
      CHECK(next == slices.count());
    }
}

TEST_CASE("without costs shards have equal numbers of runs, to half a slice at each end",
          "[shard_plan]") {
  const Slices slices(100, 640);
  for (const Stretch& stretch : plan_shards(slices, 7)) {
    const auto runs = static_cast<double>(slices.runs(stretch));
    CHECK(std::abs(runs - 64'000.0 / 7) <= Slices::most_runs);
  }
}

TEST_CASE("with costs shards cost the same, to half the dearest slice at each end",
          "[shard_plan]") {
  const Slices slices(100, 640);
  std::vector<std::uint64_t>
      costs;  // from 1 to 100: the last shard has a tenth of the first's runs
  for (std::uint64_t point = 0; point < 100; ++point) costs.push_back(1 + point);
  const auto plan = plan_shards(slices, 7, costs);
  const double share = cost_of(slices, slices.all(), costs) / 7;
  for (const Stretch& stretch : plan)
    CHECK(std::abs(cost_of(slices, stretch, costs) - share) <= 64.0 * 100.0);
  CHECK(slices.runs(plan.front()) > 3 * slices.runs(plan.back()));
}

TEST_CASE("costs of nothing are no costs, and more shards than slices leave some empty",
          "[shard_plan]") {
  const Slices slices(2, 100);
  CHECK(plan_shards(slices, 3, std::vector<std::uint64_t>{0, 0}) == plan_shards(slices, 3));
  const auto plan = plan_shards(slices, 9);
  CHECK(std::count_if(plan.begin(), plan.end(),
                      [](const Stretch& stretch) { return stretch.first < stretch.end; }) == 4);
}

TEST_CASE("a shard number is read as it is written, and only from 1 to N", "[shard_plan]") {
  CHECK(ShardNumber::read("3/7") == ShardNumber{3, 7});
  CHECK(ShardNumber{3, 7}.text() == "3/7");
  CHECK(ShardNumber{3, 7}.padded() == "0003-of-0007");
  CHECK(ShardNumber{3, 12345}.padded() == "0003-of-12345");
  CHECK(ShardNumber::read("0003-of-12345", "-of-") == ShardNumber{3, 12345});
  for (const char* wrong : {"", "3", "/", "3/", "/7", "0/7", "8/7", "-1/7", "1/7x", "1 / 7",
                            "1.0/7", "1/99999999999999999999"})
    CHECK_FALSE(ShardNumber::read(wrong).has_value());
}

}  // namespace nakodo::experiment
