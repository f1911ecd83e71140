// Antithetic pairs, looked at from outside: the program in, its files out.
#include "experiment/antithetic.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

namespace fs = std::filesystem;

/// Two points of two slices each.
const std::string varied = small_world +
                           "experiment: {seed: 7, replications: 80, factors: {trust.blame: [0.1, "
                           "0.9]}}\noutput: {trace: deals}\n";

class InFolder {
 public:
  InFolder() : config_(write_file(scratch_.path() / "pairs.yaml", varied)) {}

  fs::path run(const std::string& folder, std::vector<std::string> options) const {
    options.insert(options.begin(),
                   {"run", config_, "--quiet", "--out", (scratch_.path() / folder).string()});
    must(options);
    return scratch_.path() / folder / "pairs.h5";
  }
  void must(const std::vector<std::string>& words) const {
    const Ended ended = nakodo(words);
    INFO(ended.err);
    REQUIRE(ended.code == 0);
  }
  const std::string& config() const { return config_; }
  fs::path path() const { return scratch_.path(); }

 private:
  ScratchFolder scratch_;
  std::string config_;
};

const std::vector<std::string> in_pairs{"--set", "experiment.antithetic=true"};

std::vector<std::string> with(std::vector<std::string> more) {
  more.insert(more.begin(), in_pairs.begin(), in_pairs.end());
  return more;
}

std::vector<std::uint64_t> fingerprints_of(const fs::path& file) {
  return Reading(file).column<std::uint64_t>("/runs/fingerprint");
}

}  // namespace

TEST_CASE("replications 2k and 2k + 1 draw from the streams of k, plain and mirrored",
          "[antithetic]") {
  ExperimentSpec spec;
  CHECK(streams_of(spec, 7).replication == 7);
  CHECK(streams_of(spec, 7).draws == kernel::Draws::plain);
  spec.antithetic = true;
  CHECK(streams_of(spec, 6).replication == 3);
  CHECK(streams_of(spec, 6).draws == kernel::Draws::plain);
  CHECK(streams_of(spec, 7).replication == 3);
  CHECK(streams_of(spec, 7).draws == kernel::Draws::mirrored);
}

TEST_CASE("the first run of a pair is the one there is without pairs, the second is another",
          "[antithetic]") {
  const InFolder folder;
  const auto plain = fingerprints_of(folder.run("plain", {}));
  const auto pairs = fingerprints_of(folder.run("pairs", in_pairs));
  REQUIRE(plain.size() == 160);
  REQUIRE(pairs.size() == 160);
  for (std::size_t point = 0; point < 2; ++point)
    for (std::size_t k = 0; k < 40; ++k) {
      CAPTURE(point, k);
      CHECK(pairs[80 * point + 2 * k] == plain[80 * point + k]);
      CHECK(pairs[80 * point + 2 * k + 1] != plain[80 * point + k]);
    }
}

TEST_CASE("pairs are the same bytes whatever the threads, and merged from shards",
          "[antithetic][determinism]") {
  const InFolder folder;
  const std::string alone = bytes_of(folder.run("one", with({"--jobs", "1"})));
  CHECK(bytes_of(folder.run("two", with({"--jobs", "2"}))) == alone);
  CHECK(bytes_of(folder.run("seven", with({"--jobs", "7"}))) == alone);
  for (const char* shard : {"1/3", "2/3", "3/3"})
    folder.run("shards", with({"--shard", shard, "--jobs", "2"}));
  folder.must({"merge", (folder.path() / "shards").string(), "--quiet"});
  CHECK(bytes_of(folder.path() / "shards" / "pairs.h5") == alone);
}

TEST_CASE("the second run of a pair can be replayed", "[antithetic][determinism]") {
  const InFolder folder;
  const auto all = fingerprints_of(folder.run("all", in_pairs));
  folder.must({"replay", folder.config(), "--set", "experiment.antithetic=true", "--point", "1",
               "--replication", "33", "--quiet", "--out", (folder.path() / "one").string()});
  CHECK(fingerprints_of(folder.path() / "one" / "pairs-p1-r33.h5") ==
        std::vector<std::uint64_t>{all.at(80 + 33)});
}

TEST_CASE("pairs belong to the hash of an experiment", "[antithetic]") {
  const auto hash_of = [](const std::vector<std::string>& sets) {
    return experiment_of(varied, sets).hash();
  };
  CHECK(hash_of({}) != hash_of({"experiment.antithetic=true"}));
  CHECK(hash_of({"experiment.antithetic=true"}) ==
        hash_of({"experiment.antithetic=true", "execution.jobs=2"}));
}

TEST_CASE("the table says that its intervals are those of pairs", "[antithetic]") {
  const InFolder folder;
  const Ended ended = nakodo({"run", folder.config(), "--set", "experiment.antithetic=true",
                              "--out", (folder.path() / "told").string()});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK_THAT(ended.out, tests::contains("% [95 %, over pairs]"));
  CHECK_THAT(ended.out, tests::contains("median days [95 %, over pairs]"));
}

}  // namespace nakodo::experiment
