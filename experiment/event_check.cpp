#include "experiment/event_check.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "experiment/attribute_check.hpp"
#include "experiment/quantity.hpp"
#include "experiment/suggestion.hpp"
#include "models/attendance.hpp"

namespace nakodo::experiment {
namespace {

using namespace models;

class EventCheck {
 public:
  EventCheck(const Scenario& scenario, const SocialEventSpec& event, std::string path,
             const Complaints& complaints)
      : scenario_(scenario), event_(event), path_(std::move(path)), complaints_(complaints) {}

  void all() const {
    check_date();
    for (std::size_t i = 0; i < event_.introduces.size(); ++i)
      refuse_population(path_ + ".introduces[" + std::to_string(i) + "]", event_.introduces[i],
                        scenario_, complaints_);
    check_introductions();
    check_invitations();
    check_organiser();
  }

 private:
  void check_date() const {
    if (complaints_.said(path_ + ".date") == nullptr) return;  // which is told already
    const TimeFrame& time = scenario_.time;
    const double day = event_.date.day - time.start.day;
    if (day < 0.0 || day > time.horizon)
      error("date", text_of(event_.date.day) + " lies outside the run",
            "it lasts from " + text_of(time.start.day) + " to " +
                text_of(time.start.day + time.horizon) + " (time.start and time.horizon)");
  }

  static std::string text_of(double day) {
    return format_date(
        std::chrono::sys_days{std::chrono::days{static_cast<int>(std::min(day, last_day))}});
  }

  void check_introductions() const {
    const std::set<std::string> different(event_.introduces.begin(), event_.introduces.end());
    const bool few = different.size() < 2 && event_.invites.empty();
    if (few || different.size() < event_.introduces.size())
      error("introduces", "an event introduces at least two, each named once",
            "list the firms and intermediaries that meet there, or say how many it `invites`");
  }

  void check_invitations() const {
    if (event_.invites.empty()) {
      if (event_.attendance > 0)
        error("attendance", "nobody is invited to attend",
              "say where they come from, such as `invites: {osaka: 85 %, silicon_valley: 15 %}`");
      return;
    }
    double shares = 0.0;
    for (const auto& [from, invited] : event_.invites) shares += invited.share;
    if (std::abs(shares - 1.0) > 1e-9)
      return error("invites", "the shares of those who are invited do not sum to 1",
                   "let them sum to 100 %, and set `attendance` to how many persons that is");
    const std::vector<std::uint32_t> firms = firms_invited(event_);
    for (std::size_t i = 0; i < firms.size(); ++i) check_invited(event_.invites[i].first, firms[i]);
  }

  void check_invited(const std::string& from, std::uint32_t firms) const {
    std::vector<std::string> known;
    std::size_t there = 0;
    bool all_known = true;
    bool imported = false;
    for (const auto& [community, spec] : scenario_.communities) known.push_back(community);
    for (const auto& [name, firm] : scenario_.firms) {
      known.push_back(name);
      if (name != from && firm.community != from) continue;
      there += firm.number();
      all_known = all_known && !is_unread(firm);
      imported = imported || firm.from.table != nullptr;
    }
    const std::string place = "invites." + from;
    const bool community = scenario_.communities.find(from) != nullptr;
    if (!community && scenario_.firms.find(from) == nullptr)
      return error(place, "there is no community or firm '" + from + "'", suggest(from, known));
    if (community && scenario_.firms.find(from) != nullptr)
      return error(place, "'" + from + "' is both a community and a firm",
                   "give one of them another name");
    const int each = sent_by_a_firm(event_);
    const std::string sending =
        each == 1 ? "a firm sends one person" : "a firm sends " + std::to_string(each) + " persons";
    if (firms == 0)
      error(place, "not one firm of " + from + " can come",
            sending + ": raise its share, or `attendance`");
    else if (all_known && firms > there)
      error(place,
            "more firms of " + from + " are invited, " + std::to_string(firms) +
                ", than there are, " + std::to_string(there),
            sending + ": lower its share or `attendance`, or " +
                (imported ? "list more of them in their file" : "raise `count`"));
  }

  void check_organiser() const {
    if (event_.organiser.empty()) {
      constexpr auto advice = "say which intermediary is the `organiser`";
      if (event_.matching == Matching::curated)
        error("matching", "who is to know whom to match?", advice);
      if (event_.call == Call::by_invitation)
        error("call", "who is to know whom to invite?", advice);
      return;
    }
    const IntermediarySpec* organiser = scenario_.intermediaries.find(event_.organiser);
    if (organiser == nullptr || event_.call != Call::by_invitation) return;
    for (const auto& [from, invited] : event_.invites) {
      const FirmSpec* firm = scenario_.firms.find(from);
      const std::string& community = firm != nullptr ? firm->community : from;
      const Embedding* embedded = organiser->embedded.find(community);
      if (embedded == nullptr || embedded->probability <= 0.0)
        error("organiser", event_.organiser + " knows no firm of " + community,
              "say with what probability he knows one: `intermediaries." + event_.organiser +
                  ".embedded." + community + "`");
    }
  }

  void error(const std::string& part, const std::string& message, const std::string& advice) const {
    complaints_.error(path_ + "." + part, message, advice);
  }

  const Scenario& scenario_;
  const SocialEventSpec& event_;
  std::string path_;
  const Complaints& complaints_;
};

}  // namespace

void check_social_events(const Scenario& scenario, const Complaints& complaints) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < scenario.occasions.size(); ++i) {
    const std::string path = "occasions[" + std::to_string(i) + "]";
    const Node* said = complaints.said(path);  // of what is no choice nothing was read
    if (said != nullptr && said->is_mapping() && said->entries().size() != 1) continue;
    if (const auto* event = std::get_if<SocialEventSpec>(&scenario.occasions[i])) {
      EventCheck(scenario, *event, path + ".social_event", complaints).all();
      if (!names.insert(event->name).second)
        complaints.error(path + ".social_event.name",
                         "another event is called '" + event->name + "' already",
                         "give each a name of its own, such as '" + event->name + " 2'");
    }
  }
}

}  // namespace nakodo::experiment
