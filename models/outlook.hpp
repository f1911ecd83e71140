// Outlook: what one sees from a community: the firms of all others, and the gatekeepers who might
// name them. Made when it is first asked for, and shared by all who search from there.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "models/far_firms.hpp"
#include "models/gatekeepers.hpp"

namespace nakodo::models {

struct Outlook {
  Outlook(const Cast& cast, const std::string& home)
      : far_firms(cast, home), gatekeepers(cast, home) {}

  FarFirms far_firms;
  Gatekeepers gatekeepers;
};

class Outlooks {
 public:
  /// The cast must outlive them.
  explicit Outlooks(const Cast& cast) : cast_(cast) {}

  /// From the community of this firm; stays where it is.
  /// Throws std::invalid_argument for a gatekeeper who is tied to nobody.
  const Outlook& of(BodyId firm) {
    const std::string& home = cast_.firm(firm)->community;
    std::unique_ptr<const Outlook>& outlook = outlooks_[home];
    if (outlook == nullptr) outlook = std::make_unique<const Outlook>(cast_, home);
    return *outlook;
  }

 private:
  const Cast& cast_;
  std::map<std::string, std::unique_ptr<const Outlook>> outlooks_;
};

}  // namespace nakodo::models
