#include "experiment/slurm_folder.hpp"

#include <sstream>
#include <string>
#include <system_error>

#include "experiment/command.hpp"
#include "experiment/publication.hpp"
#include "experiment/slurm_queue.hpp"

namespace nakodo::experiment {
namespace {

namespace fs = std::filesystem;

struct Jobs {
  std::vector<std::string> arrays;
  std::vector<std::string> merges;
};

Jobs jobs_of(const fs::path& slurm) {
  Jobs jobs;
  if (!fs::exists(slurm / "jobs")) return jobs;
  std::istringstream words(read_text(slurm / "jobs"));
  for (std::string word, job; words >> word >> job;) {
    if (word == "array") jobs.arrays.push_back(job);
    if (word == "merge") jobs.merges.push_back(job);
  }
  return jobs;
}

void note(const fs::path& slurm, const std::string& line) {
  const std::string before = fs::exists(slurm / "jobs") ? read_text(slurm / "jobs") : "";
  write_text_atomically(slurm / "jobs", before + line + "\n");
}

/// Submits the merge, after the jobs it has to wait for.
std::string submit_merge(const fs::path& slurm, const std::vector<std::string>& after) {
  std::vector<std::string> options;
  for (const std::string& job : after)
    if (options.empty())
      options.push_back("--dependency=afterany:" + job);
    else
      options[0] += ":" + job;
  return sbatch(slurm / "merge.sh", options);
}

void tell(const fs::path& folder, std::ostream& out) {
  out << "\nhow far it is:       nakodo status " << folder.string()
      << "\nif a task was lost:  nakodo resume " << folder.string()
      << "\nwhat the tasks say:  " << (folder / "slurm").string() << '\n';
}

DeclaredArray array_of(const fs::path& folder) {
  const fs::path script = folder / "slurm" / "array.sh";
  if (const auto declared = declared_array(read_text(script))) return *declared;
  throw UsageError(script.string() +
                   " has no line `#SBATCH --array=1-N` or `#SBATCH --array=1-N%LIMIT` any more, "
                   "with N its workers;\nput it back, and run this again");
}

}  // namespace

bool is_for_slurm(const fs::path& folder) { return fs::exists(folder / "slurm" / "array.sh"); }

void submit(const SlurmSweep& sweep, std::ostream& out) {
  const fs::path slurm = sweep.folder / "slurm";
  if (is_for_slurm(sweep.folder))
    throw UsageError("the sweep of " + sweep.folder.string() +
                     " was submitted before.\n`nakodo resume` submits what is missing, with the "
                     "options in slurm/array.sh; to share\nit out otherwise, remove the folder, or "
                     "name another one with --out");
  write_text_atomically(slurm / "merge.sh", merge_script(sweep));
  write_text_atomically(slurm / "array.sh", array_script(sweep));
  std::string array;
  try {
    array = sbatch(slurm / "array.sh", {});
  } catch (const StorageError&) {
    std::error_code ignored;
    fs::remove_all(slurm, ignored);
    throw;
  }
  const std::string tasks = "1-" + std::to_string(sweep.workers);
  note(slurm, "array " + array + " tasks " + tasks);
  out << "array of " << sweep.workers << (sweep.workers == 1 ? " task" : " tasks") << ": job "
      << array << '\n'
      << std::flush;
  const std::string merge = submit_merge(slurm, {array});
  note(slurm, "merge " + merge + " after " + array);
  out << "merge, after it: job " << merge << '\n';
  tell(sweep.folder, out);
}

std::size_t workers_of(const fs::path& folder) { return array_of(folder).workers; }

void submit_again(const fs::path& folder, const std::vector<std::size_t>& missing,
                  std::ostream& out) {
  const fs::path slurm = folder / "slurm";
  const DeclaredArray declared = array_of(folder);
  require_sbatch();
  const Jobs jobs = jobs_of(slurm);
  const Queued arrays = ask_queue(jobs.arrays);
  std::vector<std::size_t> tasks;
  std::vector<std::size_t> waited_for;
  for (const std::size_t shard : missing)
    (arrays.tasks.contains(shard) ? waited_for : tasks).push_back(shard);
  if (!waited_for.empty())
    out << "still in the queue, or running: " << task_list(waited_for) << '\n';

  std::vector<std::string> after;
  if (!tasks.empty()) {
    const std::string list = task_list(tasks);
    const std::string array = sbatch(slurm / "array.sh", {"--array=" + list + declared.limit});
    note(slurm, "array " + array + " tasks " + list);
    out << "submitted again: " << list << ", job " << array << '\n' << std::flush;
    after.push_back(array);
    if (!waited_for.empty()) after.insert(after.end(), jobs.arrays.begin(), jobs.arrays.end());
  } else if (ask_queue(jobs.merges).job) {
    out << "nothing to submit: the merge is in the queue\n";
    return;
  } else if (!waited_for.empty()) {
    after = jobs.arrays;
  }
  const std::string merge = submit_merge(slurm, after);
  note(slurm, "merge " + merge);
  out << (after.empty() ? "merge: job " : "merge, after it: job ") << merge << '\n';
  tell(folder, out);
}

}  // namespace nakodo::experiment
