// Duties: pieces of other work that arrive in somebody's in-tray at random, as a Poisson stream,
// whatever the deals of this world do.
//
//   state      event       next
//   free       begin       expecting, if there is any load
//   expecting  on_arrival  expecting the next; the piece is in the tray
//   (piece)    on_done     over
//
// To the deals the person is a queue that others fill too: M/G/1 with a load ρ of duties. A
// champion with a desk of his own, a stakeholder with a department to run, a go-between with other
// clients. (Model section 1, Person: "an overloaded person is a queue"; Kleinrock 1975, ch. 5.)
#pragma once

#include <vector>

#include "models/stage.hpp"

namespace nakodo::models {

class Duties {
 public:
  Duties(Stage& stage, PersonId person);

  PersonId person() const { return person_; }
  /// A run begins.
  void begin();
  /// Days of his calendar they have held him in this run, what is in hand now included.
  double days_held() const;

 private:
  void find_usual_work();
  void put_into_tray(double days);
  void expect_next();
  void on_arrival();
  void on_done(double days);

  const DutiesSpec& spec() const { return stage_.cast.duties(person_); }

  Stage& stage_;
  PersonId person_;
  double mean_between_;
  kernel::RandomStream random_;
  double held_ = 0.0;
  std::vector<kernel::BookingId> pieces_;  // waiting or in hand, in the order of their arrival
};

}  // namespace nakodo::models
