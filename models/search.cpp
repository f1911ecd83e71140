#include "models/search.hpp"

#include "models/project.hpp"

namespace nakodo::models {

Search::Search(Stage& stage, Project& project, Deal& deal, std::string_view resource)
    : stage_(stage),
      project_(project),
      deal_(deal),
      resource_(resource),
      among_known_(find_mode<AmongKnown>(project.spec().search) != nullptr),
      at_occasions_(find_mode<AtOccasions>(project.spec().search) != nullptr) {}

void Search::begin() {
  state_ = State::looking;
  if (among_known_) look_among_known();
  see_whether_exhausted();
}

void Search::look_among_known() {
  for (const Body& body : stage_.cast.bodies())
    if (may_supply(body.id) && stage_.bonds.aware(project_.champion(), body.contact()))
      return found(body.id, project_.medium(Topic::persuade), true);
}

void Search::firm_was_met(BodyId firm, MediumId medium) {
  if (at_occasions_ && state_ == State::looking && may_supply(firm)) found(firm, medium, false);
}

void Search::found(BodyId firm, MediumId medium, bool travels) {
  state_ = State::found;
  deal_.partner_was_found(firm, medium, travels);
}

void Search::see_whether_exhausted() {
  if (state_ != State::looking) return;
  if (at_occasions_ && project_.expects_an_occasion()) return;
  state_ = State::exhausted;
  deal_.nobody_was_found();
}

bool Search::may_supply(BodyId firm) const {
  return firm != project_.firm() && stage_.cast.supply(firm, resource_) != nullptr;
}

}  // namespace nakodo::models
