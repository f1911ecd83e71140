// nakodo merge: the shards of a folder become one file.
#include "experiment/command_line.hpp"
#include "experiment/merge.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

int merge_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("keep", "keep the shard files")("quiet,q", "no table, no pictures");
  const auto values = parse(
      arguments, "merge DIR [options]",
      "Verifies all shards of a folder and writes the results: the same bytes that one process\n"
      "would have written, the table and the pictures. Removes the shards.",
      visible, "folder");
  if (!values) return ExitCode::success;
  const SweepFolder folder = folder_named(*values);
  MergeRequest request;
  request.keep = values->count("keep") > 0;
  request.telling.quiet = values->count("quiet") > 0;
  return merge_shards(folder.experiment(), folder, request);
}

}  // namespace nakodo::experiment
