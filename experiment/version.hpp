// Which program this is; the only door to the generated header.
#pragma once

#include <string_view>

namespace nakodo::experiment {

std::string_view program_version();
std::string_view git_revision();

}  // namespace nakodo::experiment
