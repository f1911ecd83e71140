#include "experiment/event_check.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "experiment/suggestion.hpp"
#include "models/attendance.hpp"

namespace nakodo::experiment {
namespace {

using namespace models;

class EventCheck {
 public:
  EventCheck(const Scenario& scenario, const SocialEventSpec& event, std::string path,
             const Complain& complain)
      : scenario_(scenario), event_(event), path_(std::move(path)), complain_(complain) {}

  void all() const {
    check_introductions();
    check_invitations();
    check_organiser();
  }

 private:
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
    long there = 0;
    for (const auto& [community, spec] : scenario_.communities) known.push_back(community);
    for (const auto& [name, firm] : scenario_.firms) {
      known.push_back(name);
      if (name == from || firm.community == from) there += firm.count;
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
    else if (firms > there)
      error(place,
            "more firms of " + from + " are invited, " + std::to_string(firms) +
                ", than there are, " + std::to_string(there),
            sending + ": lower its share or `attendance`, or raise `count`");
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
    complain_(path_ + "." + part, message, advice);
  }

  const Scenario& scenario_;
  const SocialEventSpec& event_;
  std::string path_;
  const Complain& complain_;
};

}  // namespace

void check_social_event(const Scenario& scenario, const SocialEventSpec& event,
                        const std::string& path, const Complain& complain) {
  EventCheck(scenario, event, path, complain).all();
}

}  // namespace nakodo::experiment
