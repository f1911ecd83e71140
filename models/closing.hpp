// Closing: from the first offer to the signature (model section 4: bargaining, sealing).
//
//   state      event                                      next
//   idle       begin, or the maker's turn comes           offering; widening if his mandate
//                                                         does not cover what he would ask for
//   widening   assent_was_given                           offering: his mandate covers it now
//   offering   encounter_was_held                         accepted: drafting; rejected: the other's
//                                                         turn
//   (till then) the limit runs out                        the deal is dropped: no_agreement
//   drafting   encounter_was_held                         the next section; none left: ratifying
//   ratifying  assent_was_given (acceptor)                the other party's round
//   ratifying  assent_was_given (other)                   settling
//   settling   encounter_was_held                         what has surfaced; none open: signed
//
// An offer is accepted if it is worth at least the receiver's own next aspiration. To accept takes
// no mandate: the rounds of `ratifying` are the inside's last word (Putnam 1988: ratification).
#pragma once

#include "models/bargaining.hpp"
#include "models/contract.hpp"
#include "models/dialogue.hpp"
#include "models/mandate.hpp"
#include "models/outcome.hpp"
#include "models/party.hpp"
#include "models/relation.hpp"
#include "models/solution.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Deal;

class Closing {
 public:
  Closing(Stage& stage, Deal& deal, Relation& relation, Dialogue& dialogue);

  /// Draws of a new run.
  void reset(std::uint64_t entity);
  /// Nothing is left to explain.
  void begin();
  /// The deal was dropped.
  void abandon() { stage_.simulation.cancel(limit_); }

  void assent_was_given(Party party);
  void encounter_was_held();

  /// Writes down what was agreed.
  void report(DealOutcome& outcome);

 private:
  enum class State { idle, widening, offering, drafting, ratifying, settling };

  void take_turn();
  void make_offer(Party maker);
  void on_offer_heard();
  void on_accepted();
  void draft();
  void settle();
  double demand(Party party) const;
  const FirmSpec& firm(Party party) const;
  void fact(Fact kind, Party from, double value);

  Stage& stage_;
  Deal& deal_;
  Relation& relation_;
  Dialogue& dialogue_;
  State state_ = State::idle;
  Bargaining bargaining_;
  Each<Mandate> mandate_;
  Contract contract_;
  int sections_left_ = 0;
  bool acceptor_has_assented_ = false;
  ParetoFront front_;
  kernel::EventId limit_;
};

}  // namespace nakodo::models
