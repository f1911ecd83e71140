// Attendance: who comes to a social event: those who are certain to be there, and firms drawn from
// those who are invited (model section 9, occasion).
//
// A firm sends as many persons as the admission rule asks for, at least one. What one firm takes
// comes off the share of its community; the shares are rounded so that they sum to the attendance,
// and a rest of a share that is too small for a firm stays away.
// Any firm is as likely as any other; by invitation, any that the organiser knows.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "models/firm_runs.hpp"
#include "models/stage.hpp"
#include "models/urn.hpp"

namespace nakodo::models {

/// How many persons a firm sends.
int sent_by_a_firm(const SocialEventSpec& spec);

/// How many firms each of the places invited may send, in their order.
std::vector<std::uint32_t> firms_invited(const SocialEventSpec& spec);

class Attendance {
 public:
  /// The spec must outlive it.
  Attendance(Stage& stage, const SocialEventSpec& spec);

  /// Nobody has come yet.
  void reset();
  /// They come.
  void draw(kernel::RandomStream& random);

  /// Those who are certain to be there as they are listed, the organiser among them, then those who
  /// were drawn.
  const std::vector<BodyId>& bodies() const { return bodies_; }
  bool includes(BodyId body) const { return there_.count(body) != 0; }
  /// Whether it might come.
  bool may_include(BodyId body) const;
  /// Persons of firms.
  int persons() const;
  /// Those he introduces by name, and others with the probability of his embedding.
  bool organiser_knows(BodyId firm) const;

 private:
  void come(BodyId body) {
    if (there_.insert(body).second) bodies_.push_back(body);
  }

  Stage& stage_;
  const SocialEventSpec& spec_;
  BodyId organiser_;
  std::vector<BodyId> certain_;
  std::vector<FirmRuns> invited_;
  std::vector<std::uint32_t> firms_invited_;
  std::vector<BodyId> bodies_;
  std::set<BodyId> there_;
  Urn urn_;
};

}  // namespace nakodo::models
