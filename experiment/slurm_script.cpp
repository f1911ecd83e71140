#include "experiment/slurm_script.hpp"

#include <algorithm>
#include <boost/program_options/parsers.hpp>
#include <cctype>
#include <regex>
#include <sstream>

namespace nakodo::experiment {
namespace {

/// One line of a comment, whatever is in the text.
std::string plain_line(std::string text) {
  for (char& c : text)
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = ' ';
  return text;
}

/// A word of a shell, whatever is in it.
std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text)
    if (c == '\'')
      word += "'\\''";
    else
      word += c;
  return word + "'";
}

/// A file's name for a line of #SBATCH; Slurm fills in the `pattern` at its end.
std::string sbatch_path(const std::filesystem::path& path, const std::string& pattern = "") {
  std::string word = "\"";
  for (const char c : path.string()) {
    if (c == '%') word += '%';
    if (c == '"') word += '\\';
    word += c;
  }
  return word + pattern + '"';
}

std::string job_name(const SlurmSweep& sweep) {
  std::string name = "nakodo-" + sweep.name;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-' && c != '_')
      c = '_';
  return name;
}

/// Whether the user gave an option himself, by its long or its short name.
bool gives(const SlurmSweep& sweep, const std::string& long_name, const std::string& short_name) {
  const auto words = boost::program_options::split_unix(sweep.options);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == long_name || word.starts_with(long_name + "=") ||
           (!short_name.empty() && word.starts_with(short_name) && !word.starts_with("--"));
  });
}

/// Seconds of a time limit in any form sbatch takes; 0 is none. nullopt: it is no time.
std::optional<std::size_t> seconds_of(const std::string& time) {
  static const std::regex form(R"((?:(\d{1,6})-)?(\d{1,9})(?::(\d{1,9}))?(?::(\d{1,9}))?)");
  std::smatch found;
  if (!std::regex_match(time, found, form)) return std::nullopt;
  const auto number = [&](std::size_t i) {
    return found[i].matched ? std::stoul(found[i]) : std::size_t{0};
  };
  if (found[1].matched)  // days-hours:minutes:seconds
    return ((number(1) * 24 + number(2)) * 60 + number(3)) * 60 + number(4);
  if (found[4].matched) return (number(2) * 60 + number(3)) * 60 + number(4);
  return number(2) * 60 + number(3);  // minutes:seconds
}

/// An hour, or the time of a task if that is less: its partition may allow no more.
std::string merge_time(const SlurmSweep& sweep) {
  const std::size_t seconds = seconds_of(sweep.time).value_or(0);
  return 0 < seconds && seconds < 3600 ? sweep.time : "01:00:00";
}

/// The options that both scripts have; what the user gives himself is his.
std::string common_options(const SlurmSweep& sweep, const std::string& time) {
  std::ostringstream out;
  out << "#SBATCH --ntasks=1\n";
  if (!gives(sweep, "--cpus-per-task", "-c")) out << "#SBATCH --cpus-per-task=1\n";
  if (!gives(sweep, "--mem", "") && !gives(sweep, "--mem-per-cpu", "") &&
      !gives(sweep, "--mem-per-gpu", ""))
    out << "#SBATCH --mem=1G\n";
  if (!gives(sweep, "--time", "-t")) out << "#SBATCH --time=" << time << '\n';
  if (!sweep.options.empty()) out << "#SBATCH " << sweep.options << '\n';
  return out.str();
}

}  // namespace

std::string array_script(const SlurmSweep& sweep) {
  const std::string folder = shell_word(sweep.folder.string());
  const std::string program = shell_word(sweep.program.string());
  std::ostringstream out;
  out << "#!/bin/bash\n"
      << "# " << plain_line(sweep.title) << "\n"
      << "#\n"
      << "# A sweep of " << (sweep.at_most ? "at most " : "") << sweep.runs
      << " independent simulation runs (" << sweep.points
      << (sweep.points == 1 ? " design point" : " design points") << ") by nakodo "
      << sweep.program_version << ".\n"
      << "# Task K of " << sweep.workers
      << " runs the K-th part of them. A task is one process; it "
      << "talks to no other, and needs\n"
      << "# no network, GPU or MPI. It writes to one folder only, and little: a status line every "
         "few\n"
      << "# seconds, now and then what is done so far, and at the end one file. All nodes must "
         "see\n"
      << "# the folder and the program by the paths in the last lines (a shared file system).\n"
      << "#\n"
      << "# Two minutes before its time is up, Slurm sends a task the signal USR1: it keeps what "
         "is\n"
      << "# done and ends with exit code 75. A task that is killed, or lost with its node, does "
         "no\n"
      << "# harm either: started again, it goes on from what was kept, and the results are the "
         "same\n"
      << "# to the bit. The job of merge.sh comes after the array and puts the parts together.\n"
      << "#\n"
      << "# How far it is:          nakodo status " << folder << "\n"
      << "# Submit what is missing: nakodo resume " << folder << "\n"
      << "# That submits this script as it then is: the options below may be edited.\n"
      << "#\n"
      << "#SBATCH --job-name=" << job_name(sweep) << "\n"
      << "#SBATCH --array=1-" << sweep.workers;
  if (sweep.limit > 0) out << '%' << sweep.limit;
  out << "\n#SBATCH --requeue\n"
      << "#SBATCH --signal=B:USR1@120\n"
      << "#SBATCH --open-mode=append\n"
      << "#SBATCH --output=" << sbatch_path(sweep.folder / "slurm" / "task-", "%a.out") << "\n"
      << common_options(sweep, sweep.time) << "\n"
      << "folder=" << folder << "\n"
      << "exec " << program << " run \"$folder/experiment.yaml\" --out \"$folder\" \\\n"
      << "  --shard \"$SLURM_ARRAY_TASK_ID/" << sweep.workers
      << "\" --jobs \"${SLURM_CPUS_PER_TASK:-1}\"\n";
  return out.str();
}

std::string merge_script(const SlurmSweep& sweep) {
  const std::string folder = shell_word(sweep.folder.string());
  std::ostringstream out;
  out << "#!/bin/bash\n"
      << "# " << plain_line(sweep.title) << "\n"
      << "#\n"
      << "# Comes after all tasks of array.sh, however they ended, and puts their files together.\n"
      << "# If one is missing, it says which and ends with exit code 1: 75 may mean `again` to "
         "Slurm.\n"
      << "# Nothing is lost then; the missing tasks, and this job once more, are submitted by\n"
      << "#   nakodo resume " << folder << "\n"
      << "#\n"
      << "#SBATCH --job-name=" << job_name(sweep) << "-merge\n"
      << "#SBATCH --no-requeue\n"
      << "#SBATCH --open-mode=append\n"
      << "#SBATCH --output=" << sbatch_path(sweep.folder / "slurm" / "merge.out") << "\n"
      << common_options(sweep, merge_time(sweep));
  if (gives(sweep, "--cpus-per-task", "-c"))  // of the tasks; the last one holds
    out << "#SBATCH --cpus-per-task=1\n";
  out << "\n" << shell_word(sweep.program.string()) << " merge " << folder << " || exit 1\n";
  return out.str();
}

std::string unspeakable(const std::filesystem::path& path) {
  for (const char c : path.string()) {
    if (c == '\\') return "a backslash";
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) return "a line break or the like";
  }
  return "";
}

std::string task_list(const std::vector<std::size_t>& tasks) {
  std::string list;
  for (std::size_t i = 0; i < tasks.size();) {
    std::size_t end = i + 1;
    while (end < tasks.size() && tasks[end] == tasks[end - 1] + 1) ++end;
    list += (list.empty() ? "" : ",") + std::to_string(tasks[i]);
    if (end - i > 1) list += "-" + std::to_string(tasks[end - 1]);
    i = end;
  }
  return list;
}

std::optional<DeclaredArray> declared_array(const std::string& script) {
  static const std::regex line(R"(^#SBATCH\s+--array=1-(\d{1,9})(%\d+)?\s*$)");
  std::istringstream in(script);
  for (std::string each; std::getline(in, each);)
    if (std::smatch found; std::regex_match(each, found, line))
      return DeclaredArray{std::stoul(found[1]), found[2]};
  return std::nullopt;
}

}  // namespace nakodo::experiment
