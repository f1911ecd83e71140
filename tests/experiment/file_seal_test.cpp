#include "experiment/file_seal.hpp"

#include <fcntl.h>

#include <string>

#include "experiment/publication.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

std::filesystem::path sealed(const ScratchFolder& scratch, const std::string& bytes) {
  const auto path = scratch.path() / "file";
  write_file(path, bytes);
  const Descriptor file(::open(path.c_str(), O_RDWR));
  seal_file(file.get(), path);
  return path;
}

}  // namespace

TEST_CASE("a sealed file is what it was and a last line", "[seal]") {
  const ScratchFolder scratch;
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 1'000'003U}) {
    const std::string bytes(size, 'a');
    const auto path = sealed(scratch, bytes);
    CHECK_NOTHROW(check_seal(path));
    const std::string after = bytes_of(path);
    CHECK(after.starts_with(bytes + "\nsealed by nakodo: "));
    CHECK(after.ends_with("\n"));
  }
}

TEST_CASE("whatever bit of a sealed file is flipped, and wherever it is cut, the seal does not fit",
          "[seal]") {
  const ScratchFolder scratch;
  const auto path = sealed(scratch, "all that was found out in a long night, and a bit more");
  const std::string whole = bytes_of(path);
  for (std::size_t byte = 0; byte < whole.size(); ++byte) {
    CAPTURE(byte);
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = whole;
      flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << bit));
      write_file(path, flipped);
      REQUIRE_THROWS_AS(check_seal(path), StorageError);
    }
    write_file(path, whole.substr(0, byte));
    REQUIRE_THROWS_WITH(check_seal(path), tests::contains("truncated"));
  }
  write_file(path, whole + whole);
  CHECK_THROWS_AS(check_seal(path), StorageError);
}

}  // namespace nakodo::experiment
