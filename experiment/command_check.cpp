// nakodo check: all problems of one or several files at once.
#include <iostream>

#include "experiment/command_line.hpp"
#include "experiment/diagnostics.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

ReportFormat format_named(const std::string& name) {
  if (name == "text") return ReportFormat::text;
  if (name == "json") return ReportFormat::json;
  if (name == "github") return ReportFormat::github;
  throw UsageError("--format has to be text, json or github, not '" + name + "'");
}

}  // namespace

int check_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("format",
                        options::value<std::string>()->default_value("text")->value_name("FORMAT"),
                        "text, json or github");
  add_overrides(visible);
  const auto values =
      parse(arguments, "check CONFIG… [options]",
            "Reports all problems of the files, with their places and what to do. Runs nothing.",
            visible);
  if (!values) return ExitCode::success;
  const ReportFormat format = format_named((*values)["format"].as<std::string>());
  if (values->count("config") == 0)
    throw UsageError("which file? Name at least one configuration, such as configs/kinkei.yaml");

  bool ok = true;
  for (const std::string& file : (*values)["config"].as<std::vector<std::string>>()) {
    Diagnostics diagnostics;
    const auto experiment = load(file, overrides(*values), diagnostics);
    ok = ok && diagnostics.ok();
    if (format == ReportFormat::text && diagnostics.ok())
      std::cout << file << ": good, " << experiment->points()
                << (experiment->points() == 1 ? " point × " : " points × ")
                << experiment->replications_text() << " replications\n"
                << (experiment->design.advice.empty()
                        ? ""
                        : "  advice: " + experiment->design.advice + '\n');
    else
      std::cout << diagnostics.render(format);
  }
  return ok ? ExitCode::success : ExitCode::unusable;
}

}  // namespace nakodo::experiment
