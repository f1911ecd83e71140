// What a file says of its design: which kind of points, how many, and which of them.
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

namespace nakodo::experiment {

using models::Field;

enum class DesignKind { full_factorial, list, csv, lhs, sobol, one_at_a_time, morris };

inline std::span<const std::string_view> enum_names(DesignKind) {
  static constexpr std::array<std::string_view, 7> names{
      "full_factorial", "list", "csv", "lhs", "sobol", "one_at_a_time", "morris"};
  return names;
}

/// A design point as a mapping: the value of each factor by its name.
struct PointSpec {
  Node values;
};

/// A CSV file of design points.
struct PointFile {
  static constexpr bool short_form = true;  ///< file: sample.csv
  std::string file;
  std::string fingerprint;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.file, Field{.name = "file",
                           .meaning = "CSV file, UTF-8, whose header names the factors; relative "
                                      "to the folder of the configuration that names it",
                           .required = true});
    visit(self.fingerprint,
          Field{"fingerprint",
                "16 hex digits of its bytes, which it must have; unset: it may have any"});
  }
};

struct DesignSpec {
  static constexpr bool short_form = true;  ///< design: full_factorial
  DesignKind kind = DesignKind::full_factorial;
  std::optional<int> points;
  std::optional<std::uint64_t> seed;
  std::optional<PointFile> file;
  int trajectories = 10;
  int levels = 4;
  std::string where;
  std::vector<PointSpec> include;
  std::vector<PointSpec> exclude;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.kind,
          Field{"kind",
                "full_factorial: every combination of levels; list: the points of `include`; csv: "
                "those of a file; lhs: Latin hypercube; sobol: Sobol sequence; one_at_a_time: a "
                "base and each factor alone through its levels; morris: elementary effects"});
    visit(self.points, Field{.name = "points",
                             .meaning = "how many; lhs and sobol",
                             .range = models::between(1, 1e6)});
    visit(
        self.seed,
        Field{"seed",
              "of lhs and morris, 1 if unset; of sobol, of a random digital shift, none if unset"});
    visit(self.file, Field{"file", "CSV file of the points; csv"});
    visit(self.trajectories,
          Field{.name = "trajectories",
                .meaning = "how many, each of one point more than there are factors; morris",
                .range = models::between(1, 1e6)});
    visit(self.levels,
          Field{.name = "levels",
                .meaning = "p, an even number, of each factor; a step is p/2 of them; morris",
                .range = models::between(2, 1000),
                .provenance = models::literature("Morris 1991, Technometrics 33: p = 4")});
    visit(self.where, Field{"where", "condition on the factors that points have to satisfy"});
    visit(self.include, Field{"include", "points that are added, whatever `where` says"});
    visit(self.exclude,
          Field{"exclude", "points that are left out: all that agree in what is listed"});
  }
};

}  // namespace nakodo::experiment
