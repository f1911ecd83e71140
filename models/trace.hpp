// Trace: the facts of a run, as they happen. Processes write facts; statistics are computed later.
//
// Every fact enters the fingerprint of the run, recorded or not, so that tracing changes nothing
// that a test could see: its kind, time and value, and the lower 20 and 16 bits of who and which
// deal. A recorded fact remembers the fact that brought it about: the kernel
// carries its number along with whatever it makes happen.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/fingerprint.hpp"
#include "kernel/simulation.hpp"
#include "models/ids.hpp"

namespace nakodo::models {

enum class TraceLevel { none, deals, milestones, events };

inline std::span<const std::string_view> enum_names(TraceLevel) {
  static constexpr std::array<std::string_view, 4> names{"none", "deals", "milestones", "events"};
  return names;
}

enum class Fact : std::uint8_t {
  occasion,
  introduced,
  state,
  ended,
  encounter_begun,
  message_sent,
  message_read,
  meeting_held,
  clarification,
  misunderstood,
  caught,
  understood,
  surprise,
  visit,
  visit_misunderstood,
  assented,
  objected,
  round_begun,
  round_done,
  offer,
  accepted,
  rejected,
  go_between_called,
  go_between_engaged,
  seconded,
  returned,
  launched,
  mandate_widened,
  preferences_clashed,
  contract_outlined,
  go_between_disengaged,
  probed,
  referred,
  attended,
  sized_up,
  settled,
  applied,
  listed
};

inline std::span<const std::string_view> enum_names(Fact) {
  static constexpr std::array<std::string_view, 38> names{"occasion",
                                                          "introduced",
                                                          "state",
                                                          "ended",
                                                          "encounter_begun",
                                                          "message_sent",
                                                          "message_read",
                                                          "meeting_held",
                                                          "clarification",
                                                          "misunderstood",
                                                          "caught",
                                                          "understood",
                                                          "surprise",
                                                          "visit",
                                                          "visit_misunderstood",
                                                          "assented",
                                                          "objected",
                                                          "round_begun",
                                                          "round_done",
                                                          "offer",
                                                          "accepted",
                                                          "rejected",
                                                          "go_between_called",
                                                          "go_between_engaged",
                                                          "seconded",
                                                          "returned",
                                                          "launched",
                                                          "mandate_widened",
                                                          "preferences_clashed",
                                                          "contract_outlined",
                                                          "go_between_disengaged",
                                                          "probed",
                                                          "referred",
                                                          "attended",
                                                          "sized_up",
                                                          "settled",
                                                          "applied",
                                                          "listed"};
  return names;
}

/// Milestones are the few facts that tell the story; the rest fills it in.
constexpr bool is_milestone(Fact fact) {
  switch (fact) {
    case Fact::occasion:
    case Fact::introduced:
    case Fact::state:
    case Fact::ended:
    case Fact::surprise:
    case Fact::round_begun:
    case Fact::round_done:
    case Fact::accepted:
    case Fact::go_between_called:
    case Fact::go_between_engaged:
    case Fact::seconded:
    case Fact::returned:
    case Fact::launched:
    case Fact::mandate_widened:
    case Fact::preferences_clashed:
    case Fact::contract_outlined:
    case Fact::go_between_disengaged:
    case Fact::attended:
    case Fact::settled:
    case Fact::applied:
    case Fact::listed:
      return true;
    default:
      return false;
  }
}

enum class Stock : std::uint8_t { trust, familiarity, frustration, stance, fear, backlog };

inline std::span<const std::string_view> enum_names(Stock) {
  static constexpr std::array<std::string_view, 6> names{"trust",  "familiarity", "frustration",
                                                         "stance", "fear",        "backlog"};
  return names;
}

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct FactRow {
  double t = 0.0;
  Fact kind = Fact::occasion;
  PersonId from;
  PersonId to;
  DealId deal;
  double value = no_value;
  std::int32_t cause = -1;
};

struct StockRow {
  double t = 0.0;
  Stock stock = Stock::trust;
  PersonId subject;
  PersonId object;
  DealId deal;
  double value = no_value;
};

class Trace {
 public:
  explicit Trace(kernel::Simulation& simulation) : simulation_(simulation) {}

  void reset(TraceLevel level) {
    level_ = level;
    fingerprint_ = {};
    facts_.clear();
    stocks_.clear();
  }

  void fact(Fact kind, PersonId from, PersonId to, DealId deal, double value = no_value) {
    const double now = simulation_.now();
    fingerprint_.add(now);
    fingerprint_.add(static_cast<std::uint64_t>(kind) |
                     static_cast<std::uint64_t>(from.value & 0xFFFFF) << 8U |
                     static_cast<std::uint64_t>(to.value & 0xFFFFF) << 28U |
                     static_cast<std::uint64_t>(deal.value & 0xFFFF) << 48U);
    fingerprint_.add(value);
    if (level_ >= TraceLevel::milestones) [[unlikely]]
      keep(FactRow{now, kind, from, to, deal, value});
  }

  /// Whether changes of stocks are kept; ask before computing a value only for the trace.
  bool wants_stocks() const { return level_ == TraceLevel::events; }
  void stock(Stock stock, PersonId subject, PersonId object, DealId deal, double value) {
    if (wants_stocks()) [[unlikely]]
      keep(StockRow{simulation_.now(), stock, subject, object, deal, value});
  }

  std::uint64_t fingerprint() const { return fingerprint_.value(); }
  const std::vector<FactRow>& facts() const { return facts_; }
  const std::vector<StockRow>& stocks() const { return stocks_; }

 private:
  // Not inline, so that facts and stocks that nobody keeps cost next to nothing.
  [[gnu::noinline]] void keep(FactRow fact) {
    if (level_ != TraceLevel::events && !is_milestone(fact.kind)) return;
    fact.cause = static_cast<std::int32_t>(simulation_.cause()) - 1;
    facts_.push_back(fact);
    simulation_.set_cause(static_cast<std::uint32_t>(facts_.size()));
  }
  [[gnu::noinline]] void keep(const StockRow& stock) { stocks_.push_back(stock); }

  kernel::Simulation& simulation_;
  TraceLevel level_ = TraceLevel::none;
  kernel::Fingerprint fingerprint_;
  std::vector<FactRow> facts_;
  std::vector<StockRow> stocks_;
};

}  // namespace nakodo::models
