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

#include "experiment/design_spec.hpp"
#include "experiment/factor.hpp"
#include "experiment/precision_spec.hpp"
#include "models/fields.hpp"
#include "models/scenario.hpp"
#include "models/trace.hpp"

namespace nakodo::experiment {

struct ReplicationsSpec {
  static constexpr bool short_form = true;  ///< replications: 200
  int min = 100;
  std::optional<int> max;
  std::optional<int> batch;
  models::OneOrMore<PrecisionSpec> until;

  /// How many a point gets is found out while it is run.
  bool sequential() const { return !until.empty(); }
  int most() const { return max.value_or(min); }
  int step() const { return batch.value_or(min); }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.min, Field{.name = "min",
                          .meaning = "runs of each design point; with `until` the least",
                          .range = models::between(1, 1e9)});
    visit(self.max, Field{.name = "max",
                          .meaning = "the most runs of a point, however wide its intervals are; "
                                     "with `until`",
                          .range = models::between(1, 1e9)});
    visit(self.batch,
          Field{.name = "batch",
                .meaning = "runs between two looks at the intervals, of which the first "
                           "is after `min`; with `until`; unset: as many as `min`",
                .range = models::between(1, 1e9)});
    visit(self.until, Field{"until",
                            "how precise a point has to be known to need no more runs: one wish or "
                            "a list of them, all of which have to be met at a look"});
  }
};

struct ExperimentSpec {
  std::uint64_t seed = 1;
  std::vector<Factor> factors;
  DesignSpec design;
  ReplicationsSpec replications;
  bool antithetic = false;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.seed, Field{"seed",
                           "seed of all random streams; runs of different points share them "
                           "(common random numbers)"});
    visit(self.factors,
          Field{"factors", "what is varied: any path of the world, with its levels or its range"});
    visit(self.design, Field{"design", "how factors are combined into design points"});
    visit(self.replications, Field{"replications", "how often each point is run"});
    visit(self.antithetic, Field{"antithetic",
                                 "whether replications 2k and 2k + 1 are an antithetic pair: the "
                                 "same streams, every draw of the second the antithesis of the "
                                 "first's; their number has to be even"});
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
