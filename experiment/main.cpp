// nakodo: the program. Finds the command, runs it, turns what was thrown into a message and an exit
// code.
#include <csignal>
#include <iostream>
#include <map>
#include <new>
#include <string>

#include "experiment/command.hpp"
#include "experiment/diagnostics.hpp"
#include "experiment/runner.hpp"
#include "experiment/storage_error.hpp"
#include "experiment/suggestion.hpp"
#include "experiment/version.hpp"

namespace {

using namespace nakodo::experiment;

constexpr const char* help = R"(nakodo — simulates how alliances between firms are negotiated

usage: nakodo COMMAND [arguments]

  run CONFIG        runs an experiment: HDF5 results, a table, pictures
  check CONFIG…     all problems of a configuration at once, with file:line:col
  plan CONFIG       the design table: points, replications, expected cost
  submit CONFIG     the same under Slurm, with --workers N
  replay CONFIG     one run again, bit for bit, with the full trace
  status DIR        how far the experiment of a folder is: shards done, running, missing
  resume DIR        goes on with what is missing, from checkpoints
  merge DIR         the shards of a folder become one file
  describe [PATH]   every parameter with unit, range, default and provenance
  schema            JSON Schema of the configuration, for editors

`nakodo COMMAND --help` says more; `nakodo --version` says which program this is.

Exit codes: 0 done; 1 some runs failed; 2 bad usage or bad configuration;
74 input/output error; 75 interrupted or not complete: `nakodo resume` goes on.
)";

int dispatch(const Arguments& words) {
  static const std::map<std::string, int (*)(const Arguments&)> commands{
      {"run", run_command},       {"check", check_command},       {"plan", plan_command},
      {"replay", replay_command}, {"merge", merge_command},       {"status", status_command},
      {"resume", resume_command}, {"describe", describe_command}, {"schema", schema_command},
      {"submit", submit_command}};
  if (words.empty()) throw UsageError("which command?\n\n" + std::string(help));
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    std::cout << help;
    return ExitCode::success;
  }
  if (words[0] == "--version") {
    std::cout << "nakodo " << program_version() << " (" << git_revision() << ")\n";
    return ExitCode::success;
  }
  const auto found = commands.find(words[0]);
  if (found == commands.end()) {
    std::vector<std::string> names;
    for (const auto& [name, command] : commands) names.push_back(name);
    throw UsageError("there is no command '" + words[0] + "'\n" + suggest(words[0], names));
  }
  return found->second({words.begin() + 1, words.end()});
}

int code_of(const Arguments& words) {
  try {
    return dispatch(words);
  } catch (const ConfigError& error) {
    std::cerr << error.what();
    return ExitCode::unusable;
  } catch (const UsageError& error) {
    std::cerr << "nakodo: " << error.what() << '\n';
    return ExitCode::unusable;
  } catch (const StorageError& error) {
    std::cerr << "nakodo: " << error.what() << '\n';
    return ExitCode::input_output;
  } catch (const std::bad_alloc&) {
    std::cerr << "nakodo: not enough memory. " << memory_advice
              << ".\nWhat is kept in checkpoints is taken up again by `nakodo resume`.\n";
    return ExitCode::interrupted;
  } catch (const std::exception& error) {
    std::cerr << "nakodo: " << error.what()
              << "\nThis should not happen: please report it with the configuration.\n";
    return ExitCode::some_failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  // What cannot be written is an error with a message, not a sudden end.
  for (const int signal : {SIGXFSZ, SIGPIPE}) std::signal(signal, SIG_IGN);
  const int code = code_of({argv + 1, argv + argc});
  std::cout.flush();
  if (std::cout || code != ExitCode::success) return code;
  std::cerr << "nakodo: cannot write all of this to the standard output: the disk is full, or "
               "nobody reads it any more\n";
  return ExitCode::input_output;
}
