// Referral: the champion asks the gatekeepers he knows, one after another in order of trust; the
// question travels from gatekeeper to gatekeeper until somebody names a firm (model section 9,
// referral; seed A III.2).
//
//   event                          next
//   begin                          asking the first gatekeeper; exhausted if he knows none
//   encounter_was_held             understood: an errand to him; else the next gatekeeper
//   on_reached, after the hop      in the in-tray of who of his staff has least to do
//   on_considered, by one who      he names a firm: the best fitting he knows if he can judge that,
//     knows far firms              else any; it is probed
//   on_considered, by another      an errand to each far gatekeeper he is tied to, or, if he does
//                                  not span, to those at home who do; each with its probability of
//                                  being forwarded, over each tie once
//   firm_was_probed, it fits       the search is told
//   no errand is under way and     the next gatekeeper; exhausted after the last
//     no name is left to probe
//
// A name carries trust: the base rate of searcher and firm is what trust along the chain leaves
// of the last gatekeeper's confidence in the firm (trust.hpp).
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "models/probing.hpp"
#include "models/search_spec.hpp"
#include "models/urn.hpp"

namespace nakodo::models {

class Need;
class Search;

class Referral final : public EncounterHolder, public Asker {
 public:
  Referral(Stage& stage, Project& project, Need& need, Search& search, const ByReferral& spec);

  /// Forgets the previous run.
  /// @param entity of the need, for its random streams
  void reset(std::uint64_t entity);
  void begin();
  /// Nobody is sought any more.
  void abandon();
  /// The need has another deal: what was under way goes on.
  void resume();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  /// Everybody was asked and nobody has named a firm that fits.
  bool exhausted() const { return exhausted_; }
  /// Somebody has still to be asked, or to answer.
  bool could_go_on() const;

  void clarification_was_needed(PersonId receiver) override;
  void encounter_was_held() override;
  void firm_was_probed(BodyId firm, bool fits) override;

 private:
  /// The question on its way to somebody, and in his in-tray.
  struct Errand {
    std::size_t gatekeeper;
    double trust;    // of the searcher in him, along the chain
    PersonId whose;  // of the staff, once it has reached them
    kernel::BookingId booking;
  };
  struct Name {
    BodyId firm;
    double trust;       // of the searcher in who named it
    double confidence;  // of him in the firm
  };

  /// Whether the champion would ask him, if he knows him.
  bool is_asked(const Gatekeeper& gatekeeper) const;
  void go_on();
  void send(std::size_t gatekeeper, double trust);
  void on_reached(std::size_t number);
  void on_considered(std::size_t number);
  void pass_on(const Errand& errand);
  void name_a_firm(const Errand& errand);
  BodyId best_known(const Gatekeeper& gatekeeper) const;
  BodyId any_known(const Gatekeeper& gatekeeper);
  void probe(const Name& name);
  /// For whoever of the staff considers it.
  double days_of(const Errand& errand) const;

  Stage& stage_;
  Project& project_;
  Need& need_;
  Search& search_;
  const ByReferral& spec_;
  const Gatekeepers& gatekeepers_;
  const FarFirms& far_;
  Encounter encounter_;
  Probing probing_;
  kernel::RandomStream random_;
  std::vector<std::size_t> known_;  // gatekeepers to be asked
  std::size_t next_ = 0;            // of those known
  bool talking_ = false;
  std::vector<Errand> errands_;
  std::size_t under_way_ = 0;                           // of the errands
  std::set<std::pair<std::size_t, std::size_t>> used_;  // ties
  std::deque<Name> names_;                              // yet to be probed
  std::set<BodyId> named_;
  Urn urn_;
  bool exhausted_ = false;
};

}  // namespace nakodo::models
