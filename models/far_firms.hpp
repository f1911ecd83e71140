// Far firms: the firms of all communities but one, numbered from 0.
#pragma once

#include <string>
#include <string_view>

#include "models/firm_runs.hpp"

namespace nakodo::models {

class FarFirms : public FirmRuns {
 public:
  /// @param home the community that is left out
  FarFirms(const Cast& cast, std::string_view home)
      : FirmRuns(cast,
                 [&](const std::string&, const FirmSpec& firm) { return firm.community != home; }) {
  }
};

}  // namespace nakodo::models
