// Need: one resource that a project cannot do without, or one of several that will do. It looks for
// a partner until a deal is signed: if a deal is dropped, the search resumes where it stood (model
// section 9), and what it finds is another deal.
//
//   event                                   next
//   begin                                   the first deal sets out to be mandated
//   deal dropped, search not exhausted      another deal, mandated already, is looking for a
//                                           partner
//   deal dropped otherwise, or signed       the need is closed, met or not
//
// The house gave its mandate to the project: it is not asked again, and where its people stand is
// kept. A firm with which a deal was dropped is not tried again.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/deal.hpp"
#include "models/search.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Need {
 public:
  /// @param first number of its first deal within a run
  /// @param resource number of the first of these in the catalogue
  /// @param any_of resources of which one is needed; must outlive it
  Need(Stage& stage, Project& project, DealId first, ResourceId resource,
       const OneOrMore<std::string>& any_of);
  Need(const Need&) = delete;
  Need& operator=(const Need&) = delete;

  /// Forgets the previous run.
  void reset();
  /// Its first deal sets out.
  void begin() { deal().begin(); }

  /// What its search reports.
  void partner_was_found(BodyId firm, const Meeting& meeting) {
    deal().partner_was_found(firm, meeting);
  }
  void nobody_was_found() { deal().drop(Cause::search); }

  /// Whether another deal would follow if this one were dropped now.
  bool would_go_on(const Deal& deal) { return deal.partner().some() && search_.could_go_on(); }
  /// Conceives the deal that follows a dropped one, if one does; says whether.
  bool goes_on_after(const Deal& closed);
  /// Takes up the search for the deal that was conceived.
  void resume() { search_.resume(); }

  void charge_work_in_hand();

  ResourceId resource() const { return resource_; }
  const OneOrMore<std::string>& any_of() const { return any_of_; }
  Search& search() { return search_; }
  /// The latest deal.
  Deal& deal() { return *latest_; }
  const Deal& deal() const { return *latest_; }
  /// How many deals there were in this run.
  std::size_t deals() const { return last_ + 1; }
  /// In the order in which they were conceived.
  const Deal& operator[](std::size_t i) const { return *deals_[i]; }
  bool owns(DealId deal) const;
  /// Whether a deal with this firm was dropped.
  bool was_tried(BodyId firm) const;

 private:
  void add_deal();

  Stage& stage_;
  Project& project_;
  Deal* latest_ = nullptr;
  DealId first_;
  ResourceId resource_;
  const OneOrMore<std::string>& any_of_;
  std::size_t last_ = 0;
  std::vector<kernel::Region::Kept<Deal>> deals_;  // may be more than this run has had
  Search search_;
};

}  // namespace nakodo::models
