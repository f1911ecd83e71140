#include "experiment/command_line.hpp"

#include <algorithm>
#include <iostream>
#include <thread>

namespace nakodo::experiment {

namespace options = boost::program_options;

std::optional<options::variables_map> parse(const Arguments& arguments, const std::string& usage,
                                            const std::string& what_it_does,
                                            options::options_description visible,
                                            const std::string& positional) {
  visible.add_options()("help,h", "show this and stop");
  options::options_description all;
  all.add(visible).add_options()(positional.c_str(), options::value<std::vector<std::string>>());
  options::positional_options_description plain;
  plain.add(positional.c_str(), -1);
  options::variables_map values;
  try {
    options::store(options::command_line_parser(arguments).options(all).positional(plain).run(),
                   values);
    options::notify(values);
  } catch (const options::error& error) {
    throw UsageError(std::string(error.what()) + "\nusage: nakodo " + usage + "\n`nakodo " +
                     usage.substr(0, usage.find(' ')) + " --help` says more");
  }
  if (values.count("help") == 0) return values;
  std::cout << "usage: nakodo " << usage << "\n\n" << what_it_does << "\n\n" << visible;
  return std::nullopt;
}

void add_overrides(options::options_description& visible) {
  visible.add_options()(
      "set", options::value<std::vector<std::string>>()->composing()->value_name("PATH=VALUE"),
      "put a YAML value at any path of the file; may be repeated")(
      "seed", options::value<std::string>()->value_name("N"),
      "seed of all random streams (experiment.seed)")(
      "replications,n", options::value<std::string>()->value_name("N"),
      "runs of each design point (experiment.replications)")(
      "trace", options::value<std::string>()->value_name("LEVEL"),
      "none, deals, milestones or events (output.trace)");
}

std::vector<std::string> overrides(const options::variables_map& values) {
  std::vector<std::string> sets;
  if (values.count("set") > 0) sets = values["set"].as<std::vector<std::string>>();
  const auto add = [&](const char* option, const char* path) {
    if (values.count(option) > 0)
      sets.push_back(std::string(path) + "=" + values[option].as<std::string>());
  };
  add("seed", "experiment.seed");
  add("replications", "experiment.replications");
  add("trace", "output.trace");
  return sets;
}

void add_execution(options::options_description& visible) {
  visible.add_options()(
      "jobs,j", options::value<int>()->value_name("N"),
      "threads; default: execution.jobs, else one a core. Never changes a result")(
      "checkpoint", options::value<double>()->value_name("SECONDS")->default_value(60),
      "how much work may be lost when the machine fails: what is done is kept so often, and "
      "less often the longer it takes")("quiet,q", "no progress, no table, no pictures");
}

std::size_t jobs_named(const options::variables_map& values, const Experiment& experiment) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  int jobs = experiment.file.execution.jobs.value_or(static_cast<int>(cores));
  if (values.count("jobs") > 0) jobs = values["jobs"].as<int>();
  if (jobs < 1 || jobs > 1024) throw UsageError("--jobs has to be from 1 to 1024");
  return static_cast<std::size_t>(jobs);
}

std::chrono::duration<double> checkpoint_interval(const options::variables_map& values) {
  const double seconds = values["checkpoint"].as<double>();
  if (!(seconds >= 0.0 && seconds <= 1e9))
    throw UsageError("--checkpoint has to be a number of seconds, such as 60");
  return std::chrono::duration<double>(seconds);
}

SweepFolder folder_named(const options::variables_map& values) {
  if (values.count("folder") == 0)
    throw UsageError("which folder? Name that of an experiment, such as results/kinkei");
  const auto& folders = values["folder"].as<std::vector<std::string>>();
  if (folders.size() > 1)
    throw UsageError("one folder at a time, please: " + folders[0] + " or " + folders[1]);
  if (!std::filesystem::is_directory(folders.front()))
    throw UsageError("there is no folder " + folders.front());
  return SweepFolder(folders.front());
}

void say_advice(const Experiment& experiment) {
  if (const std::string& advice = experiment.design.advice; !advice.empty())
    std::cerr << "nakodo: " << advice << '\n';
}

std::optional<std::filesystem::path> out_named(const options::variables_map& values) {
  if (values.count("out") == 0) return std::nullopt;
  const std::string& folder = values["out"].as<std::string>();
  if (folder.empty())
    throw UsageError("--out is empty. Name a folder, such as results/kinkei, or leave it out");
  return folder;
}

std::string config_named(const options::variables_map& values) {
  if (values.count("config") == 0)
    throw UsageError("which experiment? Name a configuration file, such as configs/kinkei.yaml");
  const auto& files = values["config"].as<std::vector<std::string>>();
  if (files.size() > 1)
    throw UsageError("one configuration at a time, please: " + files[0] + " or " + files[1]);
  return files.front();
}

Experiment load_named(const options::variables_map& values) {
  Diagnostics diagnostics;
  auto experiment = load(config_named(values), overrides(values), diagnostics);
  if (!experiment) throw ConfigError(diagnostics);
  return std::move(*experiment);
}

}  // namespace nakodo::experiment
