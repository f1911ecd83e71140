// Command line: the options of a command, parsed by Boost.Program_options, with the help each
// command shows.
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <string>
#include <vector>

#include "experiment/command.hpp"
#include "experiment/experiment.hpp"

namespace nakodo::experiment {

/// What the options of one command were set to; nullopt if help was asked for (and printed).
/// @param positional name of the option that takes the plain arguments
/// Throws UsageError.
std::optional<boost::program_options::variables_map> parse(
    const Arguments& arguments, const std::string& usage, const std::string& what_it_does,
    boost::program_options::options_description options, const std::string& positional = "config");

/// Adds --set, --seed, --replications, --trace, --jobs, each of them a way of saying --set.
void add_overrides(boost::program_options::options_description& options);
/// What they amount to, as "path=value".
std::vector<std::string> overrides(const boost::program_options::variables_map& values);

/// The one configuration named on the command line, with overrides; throws UsageError or
/// ConfigError.
Experiment load_named(const boost::program_options::variables_map& values);

}  // namespace nakodo::experiment
