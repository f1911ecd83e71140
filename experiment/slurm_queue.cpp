#include "experiment/slurm_queue.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "experiment/child_process.hpp"
#include "experiment/command.hpp"
#include "experiment/storage_error.hpp"

namespace nakodo::experiment {

void require_sbatch() {
  if (run_child({"sbatch", "--version"}, Errors::dropped).started) return;
  throw UsageError(
      "there is no sbatch on the PATH, so nothing can be submitted to Slurm from here.\n"
      "Do it on a login node of the cluster (`module load slurm`, on some). With --dry-run the\n"
      "scripts are shown without it; `nakodo run` runs everything here, with all cores.");
}

std::string sbatch(const std::filesystem::path& script, const std::vector<std::string>& options) {
  std::vector<std::string> words{"sbatch", "--parsable"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(script.string());
  const ChildAnswer answer = run_child(words, Errors::shown);
  const std::string job = answer.said.substr(0, answer.said.find_first_of(";\n"));  // id;cluster
  const bool is_id = !job.empty() && std::all_of(job.begin(), job.end(), [](unsigned char c) {
    return std::isdigit(c) != 0;
  });
  if (answer.code != 0 || !is_id)
    throw StorageError("sbatch did not take " + script.string() +
                       (answer.started ? "; what it said is above" : ": " + answer.said));
  return job;
}

Queued ask_queue(const std::vector<std::string>& jobs) {
  Queued queued;
  if (jobs.empty()) return queued;
  std::string list;
  for (const std::string& job : jobs) list += (list.empty() ? "" : ",") + job;
  const ChildAnswer answer = run_child(
      {"squeue", "--noheader", "--array", "--format=%K", "--states=PD,R,S", "--jobs=" + list},
      Errors::dropped);
  if (answer.code != 0) return queued;
  std::istringstream lines(answer.said);
  for (std::string task; lines >> task;) {
    queued.job = true;
    if (std::isdigit(static_cast<unsigned char>(task[0])) != 0)
      queued.tasks.insert(std::stoul(task));  // "N/A" for a job that is no array
  }
  return queued;
}

}  // namespace nakodo::experiment
