// What is submitted, with a stand-in for Slurm that writes down what it was told. The real one is
// in tests/sweeps/.
#include "experiment/slurm_folder.hpp"

#include <cstdlib>
#include <sstream>

#include "experiment/command.hpp"
#include "experiment/storage_error.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::experiment {
namespace {

/// A PATH that begins with an sbatch and a squeue of our own, for as long as it lives.
class StandIn {
 public:
  StandIn() {
    program("sbatch",
            "[ \"$2\" ] || exit 0\nshift\n"
            "n=$(($(cat \"$here/n\" 2>/dev/null || echo 10) + 1)); echo $n > \"$here/n\"\n"
            "for word; do printf '%s ' \"${word##*/}\"; done >> \"$here/told\"\n"
            "echo >> \"$here/told\"; echo \"$n;cluster\"");
    queue("", 0);
    setenv("PATH", (scratch_.path().string() + ":" + before_).c_str(), 1);
  }
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;
  ~StandIn() { setenv("PATH", before_.c_str(), 1); }

  /// What squeue says of arrays.
  void queue(const std::string& said, int code) const {
    program("squeue",
            "echo \"$*\" >> \"$here/asked\"\nprintf '" + said + "'\nexit " + std::to_string(code));
  }
  void refuse() const { program("sbatch", "[ \"$2\" ] || exit 0\nexit 1"); }
  /// One line for each call of sbatch; folders are left out.
  std::string told() const {
    const auto file = scratch_.path() / "told";
    return std::filesystem::exists(file) ? bytes_of(file) : "";
  }
  std::string asked() const { return bytes_of(scratch_.path() / "asked"); }

 private:
  void program(const std::string& name, const std::string& text) const {
    const auto path = scratch_.path() / name;
    std::ofstream(path) << "#!/bin/bash\nhere=${0%/*}\n" << text << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  ScratchFolder scratch_;
  std::string before_ = std::getenv("PATH");
};

SlurmSweep sweep_in(const ScratchFolder& scratch) {
  return {.title = "A sweep",
          .name = "sweep",
          .program_version = "0.1.0",
          .points = 9,
          .runs = 900,
          .workers = 9,
          .limit = 4,
          .time = "04:00:00",
          .options = "",
          .program = "/bin/nakodo",
          .folder = scratch.path()};
}

}  // namespace

TEST_CASE("a sweep is submitted as an array and a merge after it", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  CHECK_FALSE(is_for_slurm(scratch.path()));
  submit(sweep_in(scratch), out);
  CHECK(is_for_slurm(scratch.path()));
  CHECK(slurm.told() == "array.sh \n--dependency=afterany:11 merge.sh \n");
  CHECK(bytes_of(scratch.path() / "slurm" / "array.sh") == array_script(sweep_in(scratch)));
  CHECK(bytes_of(scratch.path() / "slurm" / "merge.sh") == merge_script(sweep_in(scratch)));
  CHECK(bytes_of(scratch.path() / "slurm" / "jobs") == "array 11 tasks 1-9\nmerge 12 after 11\n");
  CHECK_THAT(out.str(), tests::contains("array of 9 tasks: job 11\nmerge, after it: job 12\n"));
}

TEST_CASE("a folder is submitted once", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  CHECK_THROWS_AS(submit(sweep_in(scratch), out), UsageError);
}

TEST_CASE("what sbatch refuses leaves no scripts behind", "[slurm]") {
  const StandIn slurm;
  slurm.refuse();
  const ScratchFolder scratch;
  std::ostringstream out;
  CHECK_THROWS_AS(submit(sweep_in(scratch), out), StorageError);
  CHECK(scratch.names().empty());
}

TEST_CASE("only missing tasks are submitted again, and a merge after them", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  slurm.queue("slurm_load_jobs error: Invalid job id specified\\n", 1);
  submit_again(scratch.path(), {3, 5, 7, 8, 9}, out);
  CHECK_THAT(slurm.told(), tests::contains("\n--array=3,5,7-9%4 array.sh \n"
                                           "--dependency=afterany:13 merge.sh \n"));
  CHECK_THAT(slurm.asked(), tests::contains("--jobs=11"));
  CHECK_THAT(bytes_of(scratch.path() / "slurm" / "jobs"),
             tests::contains("array 13 tasks 3,5,7-9\n"));
}

TEST_CASE("tasks that still wait or run are not submitted again, and the merge waits for them too",
          "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  slurm.queue("8\\n3\\n", 0);
  submit_again(scratch.path(), {3, 7, 8}, out);
  CHECK_THAT(slurm.told(),
             tests::contains("\n--array=7%4 array.sh \n--dependency=afterany:13:11 merge.sh \n"));
  CHECK_THAT(out.str(), tests::contains("still in the queue, or running: 3,8\n"));
}

TEST_CASE("if all that is missing is in the queue, nothing is submitted", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  const std::string before = slurm.told();
  slurm.queue("8\\n3\\nN/A\\n", 0);
  submit_again(scratch.path(), {3, 8}, out);
  CHECK(slurm.told() == before);
}

TEST_CASE("if no task is missing, the merge is submitted alone", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  submit_again(scratch.path(), {}, out);
  CHECK_THAT(slurm.told(), tests::contains("afterany:11 merge.sh \nmerge.sh \n"));
}

TEST_CASE("an array script whose array cannot be read is not submitted again", "[slurm]") {
  const StandIn slurm;
  const ScratchFolder scratch;
  std::ostringstream out;
  submit(sweep_in(scratch), out);
  std::ofstream(scratch.path() / "slurm" / "array.sh") << "#SBATCH --array=0-8\n";
  CHECK_THROWS_AS(submit_again(scratch.path(), {3}, out), UsageError);
}

}  // namespace nakodo::experiment
