// YAML that is known to be right.
#pragma once

#include <string>

#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {

inline Node parsed(const std::string& text) {
  Diagnostics diagnostics;
  return read_yaml_text("a.yaml", text, diagnostics).value();
}

}  // namespace nakodo::experiment
