#include "experiment/version.hpp"

#include "nakodo_version.hpp"

namespace nakodo::experiment {

std::string_view program_version() { return NAKODO_VERSION; }
std::string_view git_revision() { return NAKODO_GIT_REVISION; }

}  // namespace nakodo::experiment
