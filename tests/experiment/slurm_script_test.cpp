// The scripts that Slurm gets, as text. That Slurm understands them is tested in tests/sweeps/.
#include "experiment/slurm_script.hpp"

#include "tests/catch.hpp"
#include "tests/experiment/kept_text.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {
namespace {

SlurmSweep night() {
  return {.title = "How far apart, and through whom",
          .name = "dyad",
          .program_version = "0.1.0",
          .points = 15,
          .runs = 30000,
          .workers = 200,
          .limit = 50,
          .time = "04:00:00",
          .options = "--partition=short --account=alliances",
          .program = "/software/nakodo/bin/nakodo",
          .folder = "/shared/results/dyad"};
}

/// What bash takes a script's last command to be, word by word.
std::string last_command(const std::string& script) {
  const ScratchFolder scratch;
  std::string shown = script;
  const auto exec = shown.rfind("\nexec ");
  if (exec != std::string::npos) shown.erase(exec + 1, 5);
  const auto last = exec != std::string::npos ? exec : shown.rfind('\n', shown.size() - 2);
  shown.insert(last + 1, "printf '%s\\n' ");
  std::ofstream(scratch.path() / "script") << shown;
  return Running({"bash", (scratch.path() / "script").string()}).wait().out;
}

}  // namespace

TEST_CASE("the array script and the merge script are as they are kept", "[slurm]") {
  check_kept("tests/experiment/slurm/array.sh", array_script(night()));
  check_kept("tests/experiment/slurm/merge.sh", merge_script(night()));
}

TEST_CASE("options of the user replace those of a script and stand in both", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.options = "--mem-per-cpu=2G -t 2-00 --cpus-per-task 4";
  for (const std::string& script : {array_script(sweep), merge_script(sweep)}) {
    CHECK_THAT(script, tests::contains("#SBATCH --mem-per-cpu=2G -t 2-00 --cpus-per-task 4\n"));
    for (const char* ours : {"--mem=", "--time="})
      CHECK_FALSE(script.find(ours) != std::string::npos);
  }
  CHECK_FALSE(array_script(sweep).find("--cpus-per-task=1") != std::string::npos);
  CHECK_THAT(merge_script(sweep), tests::contains(" 4\n#SBATCH --cpus-per-task=1\n"));
}

TEST_CASE("options that only begin like those of a script do not replace them", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.options = "--time-min=00:10:00 --mem-bind=local --cpus-per-task-hint";
  for (const char* ours : {"--mem=1G\n", "--time=04:00:00\n", "--cpus-per-task=1\n"})
    CHECK_THAT(array_script(sweep), tests::contains(ours));
}

TEST_CASE("the merge asks for an hour, and for no more than a task", "[slurm]") {
  SlurmSweep sweep = night();
  const auto asks = [&](const std::string& time, const std::string& merge) {
    sweep.time = time;
    CAPTURE(time);
    CHECK_THAT(merge_script(sweep), tests::contains("#SBATCH --time=" + merge + "\n"));
  };
  for (const char* longer : {"04:00:00", "60", "60:00", "1-0", "1-00:30", "2-12", "0", "0-1:00"})
    asks(longer, "01:00:00");
  for (const char* shorter : {"00:10:00", "10", "59:59", "0-00:10", "00:59:59"})
    asks(shorter, shorter);
}

TEST_CASE("a merge that fails never ends with the code that may mean `again` to Slurm", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.program = "/bin/false";
  const ScratchFolder scratch;
  std::ofstream(scratch.path() / "script") << merge_script(sweep);
  CHECK(Running({"bash", (scratch.path() / "script").string()}).wait().code == 1);
  CHECK_THAT(merge_script(sweep), tests::contains(" || exit 1\n"));
}

TEST_CASE("without a limit as many tasks run as Slurm likes", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.limit = 0;
  CHECK_THAT(array_script(sweep), tests::contains("#SBATCH --array=1-200\n"));
}

TEST_CASE("paths stand in a script as they are, whatever is in them", "[slurm]") {
  SlurmSweep sweep = night();
  const std::string odd = "/a b/'it' \"costs\" $HOME `id` 50% & #1/*";
  sweep.folder = odd;
  sweep.program = odd + "/nakodo";
  CHECK(last_command(merge_script(sweep)) == odd + "/nakodo\nmerge\n" + odd + "\n");
  CHECK(last_command(array_script(sweep)) == odd + "/nakodo\nrun\n" + odd +
                                                 "/experiment.yaml\n--out\n" + odd +
                                                 "\n--shard\n/200\n--jobs\n1\n");
  CHECK_THAT(array_script(sweep), tests::contains("\n#SBATCH --output=\"/a b/'it' \\\"costs\\\" "
                                                  "$HOME `id` 50%% & #1/*/slurm/task-%a.out\"\n"));
}

TEST_CASE("a title cannot end its comment", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.title = "harmless\nrm -rf ~";
  CHECK_THAT(array_script(sweep), tests::contains("\n# harmless rm -rf ~\n"));
}

TEST_CASE("the name of a job holds nothing that Slurm reads otherwise", "[slurm]") {
  SlurmSweep sweep = night();
  sweep.name = "a b,c%j";
  CHECK_THAT(array_script(sweep), tests::contains("#SBATCH --job-name=nakodo-a_b_c_j\n"));
}

TEST_CASE("paths that no line of sbatch can hold are told", "[slurm]") {
  CHECK(unspeakable("/shared/50% of it").empty());
  CHECK(unspeakable("/shared/a\\b") == "a backslash");
  CHECK(unspeakable("/shared/a\nb") == "a line break or the like");
}

TEST_CASE("a list of tasks is as short as sbatch reads it", "[slurm]") {
  CHECK(task_list({}).empty());
  CHECK(task_list({4}) == "4");
  CHECK(task_list({3, 5, 7, 8, 9}) == "3,5,7-9");
  CHECK(task_list({1, 2, 4, 5}) == "1-2,4-5");
}

TEST_CASE("a script says how large its array is, after an edit too", "[slurm]") {
  const auto written = declared_array(array_script(night()));
  REQUIRE(written);
  CHECK(written->workers == 200);
  CHECK(written->limit == "%50");
  const auto edited = declared_array("#!/bin/bash\n#SBATCH  --array=1-7\n");
  REQUIRE(edited);
  CHECK(edited->workers == 7);
  CHECK(edited->limit.empty());
  CHECK_FALSE(declared_array("#SBATCH --array=0-6\n"));
  CHECK_FALSE(declared_array("# no array\n"));
}

}  // namespace nakodo::experiment
