// The same configuration, seed and version give the same bytes; what is kept of a run does not
// change it; one run alone is the run it was among others. Looked at from outside: the program in,
// its files out.
#include <sys/stat.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

/// Two batches a point, so that threads have something to disagree about.
std::filesystem::path run_into(const ScratchFolder& scratch, const std::string& folder,
                               const std::vector<std::string>& options,
                               const std::string& config = "configs/kinkei.yaml") {
  std::vector<std::string> words{"run",
                                 config,
                                 "--replications",
                                 "70",
                                 "--quiet",
                                 "--out",
                                 (scratch.path() / folder).string()};
  words.insert(words.end(), options.begin(), options.end());
  const Ended run = nakodo(words);
  INFO(run.err);
  REQUIRE(run.code == 0);
  const auto name = std::filesystem::path(config).stem().string() + ".h5";
  return scratch.path() / folder / name;
}

/// Names of the columns of a table.
std::vector<std::string> columns_of(const Reading& file, const std::string& table) {
  std::vector<std::string> names;
  H5Literate_by_name(
      file.id(), table.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr,
      [](hid_t, const char* name, const H5L_info_t*, void* into) -> herr_t {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
      },
      &names, H5P_DEFAULT);
  return names;
}

struct Raw {
  std::string bytes;
  std::size_t width = 0;  ///< of a value
};

/// A column as it lies in the file, uncompressed.
Raw raw_column(const Reading& file, const std::string& path) {
  const hid_t dataset = H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT);
  REQUIRE(dataset >= 0);
  const hid_t type = H5Dget_type(dataset);
  const hid_t space = H5Dget_space(dataset);
  Raw raw;
  raw.width = H5Tget_size(type);
  raw.bytes.resize(raw.width * static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
  const bool read = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.bytes.data()) >= 0;
  H5Sclose(space);
  H5Tclose(type);
  H5Dclose(dataset);
  REQUIRE(read);
  return raw;
}

}  // namespace

TEST_CASE("one, two and seven threads write the same bytes", "[determinism]") {
  const ScratchFolder scratch;
  const std::vector<std::string> sampled{"--set", "output.sample=0.1", "--jobs"};
  const auto with_jobs = [&](const std::string& jobs) {
    auto options = sampled;
    options.push_back(jobs);
    return bytes_of(run_into(scratch, "jobs-" + jobs, options));
  };
  const std::string alone = with_jobs("1");
  CHECK(with_jobs("2") == alone);
  CHECK(with_jobs("7") == alone);
}

TEST_CASE("execution.jobs changes neither the hash nor a byte", "[determinism]") {
  const ScratchFolder scratch;
  const auto plain = run_into(scratch, "plain", {});
  const auto with_jobs = run_into(scratch, "jobs", {"--set", "execution.jobs=3"});
  CHECK(Reading(plain).text_of("/", "experiment_hash") ==
        Reading(with_jobs).text_of("/", "experiment_hash"));
  CHECK(bytes_of(plain) == bytes_of(with_jobs));
}

TEST_CASE("what is kept of a run changes neither its deals nor its fingerprint", "[determinism]") {
  const ScratchFolder scratch;
  const Reading none(run_into(scratch, "none", {"--trace", "none"}));
  const Reading deals(run_into(scratch, "deals", {"--trace", "deals"}));
  const Reading milestones(
      run_into(scratch, "milestones", {"--trace", "milestones", "--set", "output.sample=1"}));
  const Reading events(
      run_into(scratch, "events", {"--trace", "events", "--set", "output.sample=1"}));
  const auto fingerprints = none.column<std::uint64_t>("/runs/fingerprint");
  CHECK(columns_of(deals, "/deals").size() > 30);
  for (const Reading* traced : {&deals, &milestones, &events}) {
    CHECK(traced->column<std::uint64_t>("/runs/fingerprint") == fingerprints);
    for (const std::string table : {"/deals", "/costs", "/persons"}) {
      const auto columns = columns_of(deals, table);
      CHECK(columns_of(*traced, table) == columns);
      for (const std::string& column : columns) {
        const std::string path = table + "/" + column;
        CAPTURE(path);
        CHECK(raw_column(*traced, path).bytes == raw_column(deals, path).bytes);
      }
    }
  }
}

TEST_CASE("a replay has the deals and the fingerprint of the run among the others",
          "[determinism]") {
  const ScratchFolder scratch;
  const Reading all(run_into(scratch, "all", {"--trace", "deals"}));
  const auto folder = scratch.path() / "one";
  const Ended ended =
      nakodo({"replay", "configs/kinkei.yaml", "--replications", "70", "--trace", "deals",
              "--point", "4", "--replication", "3", "--quiet", "--out", folder.string()});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const Reading one(folder / "kinkei-p4-r3.h5");

  CHECK(one.numbers_of<std::uint64_t>("/", "runs") == std::vector<std::uint64_t>{1});
  CHECK(one.text_of("/", "trace") == "events");
  const std::size_t run = 4 * 70 + 3;
  CHECK(one.column<std::uint32_t>("/runs/run") == std::vector<std::uint32_t>{run});
  CHECK(one.column<std::uint64_t>("/runs/fingerprint").at(0) ==
        all.column<std::uint64_t>("/runs/fingerprint").at(run));
  CHECK_FALSE(one.column<double>("/events/t").empty());

  const std::size_t deals = one.column<std::uint32_t>("/deals/run").size();
  REQUIRE(deals == 3);
  for (const std::string& column : columns_of(all, "/deals")) {
    CAPTURE(column);
    const Raw theirs = raw_column(all, "/deals/" + column);
    const Raw mine = raw_column(one, "/deals/" + column);
    CHECK(mine.bytes == theirs.bytes.substr(run * deals * theirs.width, deals * theirs.width));
  }
}

TEST_CASE("a second run finds its results already there and leaves the file alone",
          "[determinism]") {
  const ScratchFolder scratch;
  const auto inode_of = [](const std::filesystem::path& path) {
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_ino;
  };
  const auto first = run_into(scratch, "again", {});
  const auto inode = inode_of(first);
  const std::string bytes = bytes_of(first);
  run_into(scratch, "again", {"--jobs", "2"});
  CHECK(inode_of(first) == inode);
  CHECK(bytes_of(first) == bytes);
}

TEST_CASE("the order of keys in the file changes no result", "[determinism]") {
  const ScratchFolder scratch;
  const std::string plan = "experiment: {seed: 7, replications: 70}\n";
  write_file(scratch.path() / "one.yaml", small_world + plan);
  write_file(scratch.path() / "two.yaml", plan + small_world);
  const Reading one(run_into(scratch, "one", {}, (scratch.path() / "one.yaml").string()));
  const Reading two(run_into(scratch, "two", {}, (scratch.path() / "two.yaml").string()));
  CHECK(one.text_of("/", "experiment_hash") == two.text_of("/", "experiment_hash"));
  CHECK(one.column<std::uint64_t>("/runs/fingerprint") ==
        two.column<std::uint64_t>("/runs/fingerprint"));
}

}  // namespace nakodo::experiment
