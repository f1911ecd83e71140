// Golden results: the first five replications of every design point of the experiments in configs/,
// bit for bit. They are there to show that nothing changed that was not meant to.
//
// After a change of the model that was meant: NAKODO_UPDATE=1 build/dev/bin/nakodo_experiment_tests
// "[golden]", look at `git diff tests/experiment/golden`, and say in the commit why it differs.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/kept_text.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {
namespace {

std::vector<std::string> words_of(const Reading& file, const std::string& column) {
  std::istringstream stream(file.text_of(column, "flag_meanings"));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string hex(double value) {
  if (std::isnan(value)) return "-";
  char text[40];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

/// One line a run: point, replication, events, fingerprint; below it one a deal: resource, state,
/// cause, day of signing.
std::string golden_of(const std::string& config) {
  const ScratchFolder scratch;
  const Ended run = nakodo({"run", "configs/" + config + ".yaml", "--replications", "5", "--trace",
                            "deals", "--out", scratch.path().string(), "--quiet"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Reading file(scratch.path() / (config + ".h5"));

  const auto points = file.column<std::uint32_t>("/runs/point");
  const auto replications = file.column<std::uint32_t>("/runs/replication");
  const auto events = file.column<std::uint64_t>("/runs/events");
  const auto fingerprints = file.column<std::uint64_t>("/runs/fingerprint");
  const auto runs_of_deals = file.column<std::uint32_t>("/deals/run");
  const auto resources = file.column<std::int32_t>("/deals/resource");
  const auto states = file.column<std::int32_t>("/deals/state");
  const auto causes = file.column<std::int32_t>("/deals/cause");
  const auto t_signed = file.column<double>("/deals/t_signed");
  const auto resource_names = file.text_column("/names/resource");
  const auto state_names = words_of(file, "/deals/state");
  const auto cause_names = words_of(file, "/deals/cause");

  std::ostringstream out;
  out << "# configs/" << config << ".yaml: point, replication, events, fingerprint; deals\n";
  std::size_t deal = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    char fingerprint[24];
    std::snprintf(fingerprint, sizeof fingerprint, "%016llx",
                  static_cast<unsigned long long>(fingerprints[i]));
    out << points[i] << ' ' << replications[i] << ' ' << events[i] << ' ' << fingerprint << '\n';
    for (; deal < runs_of_deals.size() && runs_of_deals[deal] == i; ++deal) {
      const auto cause = causes[deal];
      out << "  " << resource_names.at(static_cast<std::size_t>(resources[deal])) << ' '
          << state_names.at(static_cast<std::size_t>(states[deal])) << ' '
          << (cause < 0 ? "-" : cause_names.at(static_cast<std::size_t>(cause))) << ' '
          << hex(t_signed[deal]) << '\n';
    }
  }
  return out.str();
}

}  // namespace

TEST_CASE("the runs of the Kinkei case are the golden ones, bit for bit", "[golden]") {
  check_kept("tests/experiment/golden/kinkei.txt", golden_of("kinkei"));
}

TEST_CASE("the runs of the reference dyad are the golden ones, bit for bit", "[golden]") {
  check_kept("tests/experiment/golden/dyad.txt", golden_of("dyad"));
}

}  // namespace nakodo::experiment
