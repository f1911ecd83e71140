// Command line: the options of a command, parsed by Boost.Program_options, with the help each
// command shows.
#pragma once

#include <boost/program_options.hpp>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiment/command.hpp"
#include "experiment/experiment.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

/// What the options of one command were set to; nullopt if help was asked for (and printed).
/// @param positional name of the option that takes the plain arguments
/// Throws UsageError.
std::optional<boost::program_options::variables_map> parse(
    const Arguments& arguments, const std::string& usage, const std::string& what_it_does,
    boost::program_options::options_description options, const std::string& positional = "config");

/// Adds --set, --seed, --replications, --trace, each of them a way of saying --set.
void add_overrides(boost::program_options::options_description& options);
/// What they amount to, as "path=value".
std::vector<std::string> overrides(const boost::program_options::variables_map& values);

/// Adds --jobs, --checkpoint and --quiet.
void add_execution(boost::program_options::options_description& options);
/// Threads: --jobs, else execution.jobs, else one a core. Throws UsageError.
std::size_t jobs_named(const boost::program_options::variables_map& values,
                       const Experiment& experiment);
/// --checkpoint. Throws UsageError.
std::chrono::duration<double> checkpoint_interval(
    const boost::program_options::variables_map& values);

/// The one folder named on the command line, as `folder`; throws UsageError if there is none.
SweepFolder folder_named(const boost::program_options::variables_map& values);

/// Says on standard error what could be better about the design, if there is something.
void say_advice(const Experiment& experiment);

/// --out; nullopt if it was left out. Throws UsageError if it is empty.
std::optional<std::filesystem::path> out_named(const boost::program_options::variables_map& values);

/// The file of the one configuration named on the command line; throws UsageError.
std::string config_named(const boost::program_options::variables_map& values);

/// The one configuration named on the command line, with overrides; throws UsageError or
/// ConfigError.
Experiment load_named(const boost::program_options::variables_map& values);

}  // namespace nakodo::experiment
