// yaml-cpp's terse syntax errors in plain language.
#pragma once

#include <string>
#include <string_view>

namespace nakodo::experiment {

/// What is wrong and what to do about it.
struct PlainMessage {
  std::string message;
  std::string advice;
};

/// Translates the `msg` of a YAML::ParserException; `rest` is the source from its mark on.
PlainMessage plain_message(std::string_view yaml_cpp_message, std::string_view rest);

}  // namespace nakodo::experiment
