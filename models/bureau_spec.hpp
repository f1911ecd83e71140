// A bureau as data: what makes an intermediary an office one applies to (model section 9, bureau;
// seed A III.2, V).
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "kernel/elementary.hpp"
#include "models/distribution.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

struct BureauSpec {
  int stages = 3;
  Duration service = Exponential{40.0};
  double applicants = 0.7;  // ρ
  std::optional<std::string> counterpart = {};
  double coverage = 0.3;
  double bias = 1.0;
  double relevance = 0.05;
  double addresses = 1.0;

  /// Probability that a firm of so many employees is on file.
  double registered(double employees) const {
    const double size = bias == 0.0 ? 1.0 : kernel::fixed_pow(employees / 100.0, bias);
    return std::min(1.0, coverage * size);
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.stages, Field{"stages",
                             "officers whom an application passes, one after another; each is a "
                             "person with an in-tray of his own",
                             Unit::none, between(0, 100), assumption("3 (model section 7)")});
    visit(self.service,
          Field{"service", "how long an application holds an officer, this one or another's",
                Unit::days, at_least(0), assumption("40 days, exponential (model section 9)")});
    visit(self.applicants,
          Field{"applicants",
                "load of other applicants on each officer; their queue is as long from day 0 on as "
                "it is in the long run",
                Unit::none,
                {.low = 0.0, .high = 1.0, .high_open = true},
                assumption("ρ = .7 (model section 9)")});
    visit(self.counterpart,
          Field{.name = "counterpart",
                .meaning = "the bureau abroad whose stages follow, and whose registry it is then "
                           "that firms are listed from; unset: its own",
                .refers_to = "intermediaries"});
    visit(self.coverage, Field{"coverage", "probability that a firm of 100 employees is registered",
                               Unit::none, at_least(0), assumption("not even one in three")});
    visit(
        self.bias,
        Field{"bias",
              "size bias of the registry: a firm is in it with probability "
              "min(1, coverage·(employees/100)^bias)",
              Unit::none, between(-5, 5),
              assumption("1, in proportion to size: they focus on big businesses (seed A III.2)")});
    visit(self.relevance,
          Field{"relevance",
                "probability that an entry of a list supplies what is needed, as far as such firms "
                "are registered; else it is any that is",
                Unit::none, probability(), assumption(".05 (model section 7)")});
    visit(self.addresses,
          Field{"addresses",
                "probability that what the bureau achieves concerns the searcher's issue; else its "
                "list is empty",
                Unit::none, probability(),
                assumption("1; below it is government pressure, whose agreement 'may not even "
                           "address the legitimate concern' (seed A V)")});
  }
};

}  // namespace nakodo::models
