#include "experiment/search_check.hpp"

#include <string>

namespace nakodo::experiment {
namespace {

using namespace models;

class SearchCheck {
 public:
  SearchCheck(const Scenario& scenario, const Complaints& complaints)
      : scenario_(scenario), complaints_(complaints) {}

  void all() {
    for (const auto& [name, intermediary] : scenario_.intermediaries)
      if (intermediary.bureau && intermediary.bureau->counterpart)
        check_counterpart("intermediaries." + name + ".bureau.counterpart", name,
                          *intermediary.bureau->counterpart);
    for (const auto& [name, project] : scenario_.projects)
      check_search("projects." + name + ".search", project.search);
  }

 private:
  void check_counterpart(const std::string& path, const std::string& name,
                         const std::string& counterpart) {
    if (counterpart == name)
      error(path, name + " is its own counterpart",
            "name the bureau abroad, or leave it out: its own registry is used then");
    else
      check_bureau(path, counterpart);
  }

  void check_search(const std::string& path, const SearchModes& modes) {
    const Node* whole = complaints_.said(path);
    if (modes.empty())
      error(path, "nobody would ever be found: it names no way of searching",
            "name one, such as [known, occasion], or leave it out");
    const bool list = whole != nullptr && whole->is_sequence();
    for (std::size_t i = 0; i < modes.size(); ++i) {
      const std::string place = list ? path + "[" + std::to_string(i) + "]" : path;
      for (std::size_t j = 0; j < i; ++j)
        if (modes[i].index() == modes[j].index())
          error(place, "a way of searching is named twice", "remove one of the two");
      if (const auto* bureau = std::get_if<ByBureau>(&modes[i])) check_agency(place, *bureau);
      if (const auto* referral = std::get_if<ByReferral>(&modes[i])) check_asked(place, *referral);
    }
  }

  void check_agency(const std::string& path, const ByBureau& bureau) {
    const Node* node = complaints_.said(path);
    if (bureau.agency.empty() && node != nullptr && node->is_scalar())
      error(path, "'bureau' does not say which agency", "write {bureau: name of an intermediary}");
    else
      check_bureau(path + ".bureau.agency", bureau.agency);
  }

  void check_bureau(const std::string& path, const std::string& name) {
    const IntermediarySpec* found = scenario_.intermediaries.find(name);
    if (found != nullptr && !found->bureau)
      error(path, "'" + name + "' is no bureau: nobody can apply to it",
            "give it one: intermediaries: {" + name + ": {bureau: {stages: 3}}}");
  }

  void check_asked(const std::string& path, const ByReferral& referral) {
    for (std::size_t i = 0; i < referral.ask.size(); ++i) {
      const std::string& name = referral.ask[i];
      const IntermediarySpec* found = scenario_.intermediaries.find(name);
      if (found != nullptr && found->embedded.empty() && found->tied_to.empty())
        error(path + ".referral.ask[" + std::to_string(i) + "]",
              "'" + name + "' knows nobody whom he could name",
              "say where it is `embedded`, or whom it is `tied_to`");
    }
  }

  void error(const std::string& path, const std::string& message, const std::string& advice) const {
    complaints_.error(path, message, advice);
  }

  const Scenario& scenario_;
  const Complaints& complaints_;
};

}  // namespace

void check_searches(const Scenario& scenario, const Complaints& complaints) {
  SearchCheck(scenario, complaints).all();
}

}  // namespace nakodo::experiment
