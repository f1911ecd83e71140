#include "experiment/replacement.hpp"

#include <cstdint>
#include <system_error>

#include "experiment/byte_fingerprint.hpp"
#include "experiment/command.hpp"
#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/imports.hpp"
#include "experiment/publication.hpp"
#include "experiment/storage_error.hpp"
#include "experiment/version.hpp"
#include "experiment/yaml_reader.hpp"
#include "experiment/yaml_writer.hpp"

namespace nakodo::experiment {
namespace {

namespace fs = std::filesystem;

const char* const elsewhere = "Choose another folder with --out, or move it away";

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code ignored;  // what is not there is not the same
  return fs::equivalent(a, b, ignored);
}

/// What the results are called that a resolved experiment belongs to; nullopt if it was not written
/// by the program, which ends in `execution: {name: …}` and has nothing in another form.
std::optional<std::string> name_in(const std::string& text) {
  Diagnostics ignored;
  const auto tree = read_yaml_text("experiment.yaml", text, ignored);
  if (!tree || !tree->is_mapping() || write_yaml(*tree) != text) return std::nullopt;
  const Entry& last = tree->entries().back();
  if (last.key != "execution" || !last.value.is_mapping() || last.value.entries().size() != 1)
    return std::nullopt;
  const Node* name = last.value.find("name");
  return name != nullptr && name->is_scalar() ? std::optional(name->text()) : std::nullopt;
}

bool has_bytes_of(const fs::path& file, const std::string& fingerprint) {
  ByteFingerprint found;
  found.add(read_text(file));
  return found.hex() == fingerprint;
}

}  // namespace

void check_replaceable(const Experiment& experiment, const SweepFolder& folder,
                       const fs::path& config) {
  const fs::path there = folder.experiment_file();
  if (fs::exists(there)) {
    const std::string text = read_text(there);
    if (text == SweepFolder::text_of(experiment)) return;
    if (is_same_file(there, config))
      throw UsageError(there.string() +
                       " is the configuration itself, and the results would replace it by the "
                       "resolved one. Choose another folder with --out");
    const auto name = name_in(text);
    if (!name)
      throw UsageError(there.string() +
                       " was not written by nakodo, and the results would replace it. " +
                       elsewhere);
    if (*name != experiment.name)
      throw UsageError(folder.path().string() + " is the folder of another experiment, by its " +
                       there.filename().string() + ": of '" + *name + "', not '" + experiment.name +
                       "'. Choose another with --out, or remove it");
    return;
  }
  for (const Imports::File& file : experiment.imports->files()) {
    const fs::path copy = folder.path() / file.name;
    if (fs::exists(copy) && !has_bytes_of(copy, file.fingerprint))
      throw UsageError(copy.string() + " is another file than " + file.path.string() +
                       ", of which the results hold a copy that would replace it. " + elsewhere);
  }
}

std::optional<std::string> replaced_results(const Experiment& experiment, const fs::path& file,
                                            const std::string& by) {
  if (!fs::exists(file)) return std::nullopt;
  try {
    const InputFile results(file);
    if (results.text("filetype") == "nakodo results") {
      const bool is_same = results.text("experiment_hash") == experiment.hash();
      const std::string of = is_same ? other_version_of(results) : "another configuration";
      if (of.empty()) return std::nullopt;
      const std::uint64_t runs = results.rows("/runs");
      return file.string() + " holds " + std::to_string(runs) + (runs == 1 ? " run" : " runs") +
             " of " + of + ". " + by + " replaces it when it is done.";
    }
  } catch (const StorageError&) {  // what it is cannot be told, so it stays
  }
  throw UsageError(file.string() +
                   " is no file of results that can be read, and the results would replace it. " +
                   elsewhere);
}

std::string other_version_of(const InputFile& results) {
  const std::string version = results.text("program_version");
  const std::string revision = results.text("git_revision");
  if (version == program_version() && revision == git_revision()) return {};
  return "version " + version + " (revision " + revision + ")";
}

}  // namespace nakodo::experiment
