// One concept: what a program says or computes, compared with a text kept in the repository.
//
// NAKODO_UPDATE=1 in the environment rewrites the kept texts instead: run the tests with it, read
// the difference with git, commit it if that is what you meant.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::experiment {

inline void check_kept(const std::filesystem::path& kept, const std::string& text) {
  const char* update = std::getenv("NAKODO_UPDATE");
  if (update != nullptr && std::string(update) == "1")
    std::ofstream(kept, std::ios::binary) << text;
  INFO(kept.string() << " says otherwise; NAKODO_UPDATE=1 rewrites it");
  REQUIRE(std::filesystem::exists(kept));
  CHECK(bytes_of(kept) == text);
}

}  // namespace nakodo::experiment
