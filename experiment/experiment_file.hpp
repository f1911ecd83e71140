// The experiment file as data: a world, what is varied, how often, what is kept. One struct a
// section.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/document.hpp"
#include "models/fields.hpp"
#include "models/scenario.hpp"
#include "models/trace.hpp"

namespace nakodo::experiment {

using models::Field;

enum class DesignKind { full_factorial };

inline std::span<const std::string_view> enum_names(DesignKind) {
  static constexpr std::array<std::string_view, 1> names{"full_factorial"};
  return names;
}

struct DesignSpec {
  static constexpr bool short_form = true;  ///< design: full_factorial
  DesignKind kind = DesignKind::full_factorial;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.kind, Field{"kind", "how levels are combined into design points"});
  }
};

struct ReplicationsSpec {
  static constexpr bool short_form = true;  ///< replications: 200
  int min = 100;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.min, Field{.name = "min",
                          .meaning = "runs of each design point",
                          .range = models::between(1, 1e9)});
  }
};

/// A YAML value to be put at a path of the file.
struct Setting {
  std::string path;
  Node value;
  Place place;  ///< of the path
};

struct Level {
  std::string name;  ///< unset: what its value says
  std::vector<Setting> settings;
  Place place;
};

/// What is varied: a path of the file and the values to be put there, or arms, each of which sets
/// what it lists.
struct Factor {
  std::string key;   ///< the path; of arms, what the factor is called
  std::string name;  ///< column in the results; unset: the last step of the path
  std::vector<Level> levels;
  Place place;
  bool has_arms = false;
};

struct ExperimentSpec {
  std::uint64_t seed = 1;
  std::vector<Factor> factors;
  DesignSpec design;
  ReplicationsSpec replications;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.seed, Field{"seed",
                           "seed of all random streams; runs of different points share them "
                           "(common random numbers)"});
    visit(self.factors, Field{"factors", "what is varied: any path of the world, with its levels"});
    visit(self.design, Field{"design", "how levels are combined into design points"});
    visit(self.replications, Field{"replications", "how often each point is run"});
  }
};

struct OutputSpec {
  models::TraceLevel trace = models::TraceLevel::events;
  double sample = 0.01;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.trace,
          Field{"trace", "what is kept: none (runs only), deals, milestones or events"});
    visit(self.sample,
          Field{.name = "sample",
                .meaning = "share of replications whose facts are kept; the first always is",
                .range = models::probability()});
  }
};

struct ExecutionSpec {
  std::optional<int> jobs;
  std::string name;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.jobs, Field{.name = "jobs",
                           .meaning = "threads; unset: one a core. Never changes a result",
                           .range = models::between(1, 1024)});
    visit(self.name, Field{"name", "what the results are called; unset: like the file"});
  }
};

struct ExperimentFile {
  int nakodo = 1;
  std::string title;
  models::Scenario scenario;
  ExperimentSpec experiment;
  OutputSpec output;
  ExecutionSpec execution;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.nakodo, Field{.name = "nakodo",
                             .meaning = "version of the configuration format",
                             .range = models::between(1, 1),
                             .required = true});
    visit(self.title, Field{"title", "what the pictures and tables are headed with"});
    models::Scenario::visit_fields(self.scenario, visit);
    visit(self.experiment, Field{"experiment", "what is varied and how often it is run"});
    visit(self.output, Field{"output", "what is kept"});
    visit(self.execution, Field{"execution", "how it is run; never changes a result"});
  }
};

}  // namespace nakodo::experiment
