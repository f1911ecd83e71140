#include "experiment/part_file.hpp"

#include "experiment/file_seal.hpp"
#include "experiment/version.hpp"

namespace nakodo::experiment {
namespace {

InputFile open_sealed(const std::filesystem::path& path) {
  check_seal(path);
  return InputFile(path);
}

void check_text(const InputFile& file, const std::string& attribute, const std::string& wanted,
                const std::string& of_another) {
  const std::string found = file.text(attribute);
  if (found != wanted)
    throw StorageError(file.path().string() + " is of another " + of_another + ": its " +
                       attribute + " is " + found + ", not " + wanted);
}

}  // namespace

PartFile::PartFile(const std::filesystem::path& path, const Experiment& experiment)
    : file_(open_sealed(path)) {
  if (!file_.is_complete())
    throw StorageError(path.string() + " lacks the mark `complete`: its writer did not finish");
  check_text(file_, "filetype", "nakodo results", "kind");
  check_text(file_, "experiment_hash", experiment.hash(), "configuration");
  check_text(file_, "program_version", std::string(program_version()), "version of nakodo");
  check_text(file_, "git_revision", std::string(git_revision()), "version of nakodo");
  shard_ = file_.text("shard");
  const std::uint64_t first_run = file_.number("first_run");
  const std::uint64_t end_run = file_.number("end_run");
  runs_ = file_.number("runs");
  const Slices slices = slices_of(experiment);
  const auto first = slices.beginning_with(first_run);
  const auto end = slices.beginning_with(end_run);
  const bool in_order = first && end && *first <= *end;
  // Where replications are sequential, not all numbers are of runs.
  const bool all_there = in_order && (runs_ == end_run - first_run ||
                                      (slices.sequential() && runs_ < end_run - first_run));
  if (!all_there || file_.rows("/runs") - file_.shared_rows("/runs") != runs_)
    throw StorageError(path.string() + " says it holds " + std::to_string(runs_) +
                       " runs from number " + std::to_string(first_run) + " up to " +
                       std::to_string(end_run) + ", which is no part of this experiment");
  stretch_ = {*first, *end};
}

}  // namespace nakodo::experiment
