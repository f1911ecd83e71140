// Scenario: a world as data, before anything happens. What a configuration resolves into; no file,
// no clock.
#pragma once

#include <vector>

#include "models/acquaintances.hpp"
#include "models/aspiration.hpp"
#include "models/community_spec.hpp"
#include "models/contract.hpp"
#include "models/dialogue.hpp"
#include "models/fields.hpp"
#include "models/firm_spec.hpp"
#include "models/imported.hpp"
#include "models/intermediary_spec.hpp"
#include "models/medium.hpp"
#include "models/occasion_spec.hpp"
#include "models/patience.hpp"
#include "models/persuasion.hpp"
#include "models/project_spec.hpp"
#include "models/time_frame.hpp"
#include "models/trust.hpp"
#include "models/understanding.hpp"

namespace nakodo::models {

struct Scenario {
  // Written once, in scenario.cpp: they are long, and every file would write them out again.
  Scenario();
  Scenario(const Scenario&);
  Scenario(Scenario&&) noexcept;
  Scenario& operator=(const Scenario&);
  Scenario& operator=(Scenario&&) noexcept;
  ~Scenario();

  TimeFrame time;
  Named<CommunitySpec> communities;
  Named<FirmSpec> firms;
  Named<IntermediarySpec> intermediaries;
  Imported<Acquaintances> ties;
  std::vector<OccasionSpec> occasions;
  Named<ProjectSpec> projects;
  Named<Medium> media;  ///< at first default_media()
  Understanding understanding;
  TrustParameters trust;
  PatienceParameters patience;
  PersuasionParameters persuasion;
  DialogueParameters dialogue;
  BargainingParameters bargaining;
  ContractParameters contract;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.time, Field{"time", "when a run starts and ends"});
    visit(
        self.communities,
        Field{.name = "communities", .meaning = "communities of firms, by name", .required = true});
    visit(self.firms, Field{.name = "firms", .meaning = "firms, by name", .required = true});
    visit(self.intermediaries, Field{"intermediaries", "intermediaries, by name"});
    visit(self.ties,
          Field{"ties",
                "who knows whom from the start, besides `knows` and `embedded`: a file with the "
                "columns `from` and `to`, names of firms, ids of imported ones, intermediaries"});
    visit(self.occasions,
          Field{"occasions", "what happens to the world: social events, secondments"});
    visit(self.projects,
          Field{.name = "projects", .meaning = "projects, by name", .required = true});
    visit(self.media,
          Field{"media",
                "media, by name; letter, fax, call, visit and email are there from the start"});
    visit(self.understanding, Field{"understanding", "whether what is said is understood"});
    visit(self.trust, Field{"trust", "how evidence becomes trust"});
    visit(self.patience, Field{"patience", "what frustrates"});
    visit(self.persuasion, Field{"persuasion", "how stakeholders are won"});
    visit(self.dialogue, Field{"dialogue", "what has to be explained before bargaining"});
    visit(self.bargaining, Field{"bargaining", "how terms are agreed"});
    visit(self.contract, Field{"contract", "how complete the contract is and what that takes"});
  }
};

}  // namespace nakodo::models
