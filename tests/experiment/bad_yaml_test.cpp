// Every broken file of bad/ against the message it is to get, which stands beside it in .expected.
// NAKODO_UPDATE=1 build/dev/bin/nakodo_experiment_tests "[bad]" rewrites the messages: read them as
// somebody would who has never seen this program.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/kept_text.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {
namespace {

const std::string folder = "tests/experiment/bad/";

std::vector<std::filesystem::path> bad_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string without_folder(std::string text) {
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;)
    text.erase(at, folder.size());
  return text;
}

}  // namespace

TEST_CASE("check says of every broken file what is wrong, where, and what to do", "[bad]") {
  const auto files = bad_files();
  REQUIRE(files.size() >= 48);
  for (const auto& file : files) {
    CAPTURE(file.string());
    const Ended checked = nakodo({"check", file.string()});
    CHECK(checked.code == 2);
    CHECK(checked.err.empty());
    auto expected = file;
    check_kept(expected.replace_extension(".expected"), without_folder(checked.out));
  }
}

TEST_CASE("run refuses every broken file with the same message and leaves nothing behind",
          "[bad]") {
  for (const auto& file : bad_files()) {
    CAPTURE(file.string());
    const ScratchFolder scratch;
    const Ended run = nakodo({"run", file.string(), "--out", (scratch.path() / "out").string()});
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    auto expected = file;
    CHECK(without_folder(run.err) == bytes_of(expected.replace_extension(".expected")));
    CHECK(scratch.names().empty());
  }
}

TEST_CASE("the world that the broken files build on is good", "[bad]") {
  CHECK(nakodo({"check", folder + "good/world.yaml"}).code == 0);
}

}  // namespace nakodo::experiment
