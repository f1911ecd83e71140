#include "experiment/command_line.hpp"

#include <iostream>

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

Experiment load_named(const options::variables_map& values) {
  if (values.count("config") == 0)
    throw UsageError("which experiment? Name a configuration file, such as configs/kinkei.yaml");
  const auto& files = values["config"].as<std::vector<std::string>>();
  if (files.size() > 1)
    throw UsageError("one configuration at a time, please: " + files[0] + " or " + files[1]);
  Diagnostics diagnostics;
  auto experiment = load(files.front(), overrides(values), diagnostics);
  if (!experiment) throw ConfigError(diagnostics);
  return std::move(*experiment);
}

}  // namespace nakodo::experiment
