#include "experiment/parameter_text.hpp"

#include <cmath>
#include <sstream>

namespace nakodo::experiment {

std::string range_text(const FieldNode& node) {
  if (!node.choices.empty()) {
    std::string text;
    for (const std::string& choice : node.choices) text += (text.empty() ? "" : " | ") + choice;
    return text;
  }
  const models::Range& range = node.field.range;
  if (std::isinf(range.low) && std::isinf(range.high))
    return node.kind == FieldNode::Kind::number ? "any number" : "";
  std::ostringstream out;
  if (std::isinf(range.high))
    out << (range.low_open ? "> " : "≥ ") << range.low;
  else if (std::isinf(range.low))
    out << (range.high_open ? "< " : "≤ ") << range.high;
  else
    out << "in " << (range.low_open ? "(" : "[") << range.low << ", " << range.high
        << (range.high_open ? ")" : "]");
  return out.str();
}

std::string unit_text(models::Unit unit) {
  switch (unit) {
    case models::Unit::days:
      return "days";
    case models::Unit::per_day:
      return "per day";
    case models::Unit::person_days:
      return "person-days";
    case models::Unit::money:
      return "fee units";
    case models::Unit::date:
      return "date";
    case models::Unit::none:
      break;
  }
  return "";
}

std::string provenance_text(const models::Provenance& provenance) {
  if (provenance.source.empty()) return "";
  const char* origin = provenance.origin == models::Origin::seed         ? "seed"
                       : provenance.origin == models::Origin::literature ? "literature"
                                                                         : "assumption";
  return std::string(origin) + ": " + std::string(provenance.source);
}

}  // namespace nakodo::experiment
