#include "experiment/hdf5_driver.hpp"

#include <fcntl.h>

#include <string>

#include "experiment/publication.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"
#include "tests/experiment/small_disk.hpp"

using namespace nakodo::experiment;

namespace {

Descriptor new_file(const ScratchFolder& folder) {
  const auto path = folder.path() / "bytes";
  return Descriptor(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
}

std::string read_back(const DiskFile& file, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '?');
  return file.read(offset, bytes.data(), count) ? bytes : "cannot be read";
}

}  // namespace

TEST_CASE("bytes come back as they were written, and as 0 past the end", "[hdf5]") {
  const ScratchFolder folder;
  const Descriptor descriptor = new_file(folder);
  DiskFile file(descriptor.get(), "bytes");
  file.write(2, "abc", 3);
  CHECK(file.size() == 5);
  CHECK(read_back(file, 0, 7) == std::string("\0\0abc\0\0", 7));
  file.resize(3);
  CHECK(file.size() == 3);
  CHECK(bytes_of(folder.path() / "bytes") == std::string("\0\0a", 3));
  CHECK_NOTHROW(file.check());
  CHECK_NOTHROW(file.sync());
}

TEST_CASE("what did not fit on the disk reads back all the same, and is not forgotten", "[hdf5]") {
  const ScratchFolder folder;
  const Descriptor descriptor = new_file(folder);
  CHECK(holds_on_small_disk(4, [&] {
    DiskFile file(descriptor.get(), "bytes");
    file.write(0, "abcdef", 6);
    file.write(1, "B", 1);  // would fit, but nothing reaches the disk after a failure
    file.write(8, "i", 1);
    file.resize(9);
    bool told = false;
    try {
      file.check();
    } catch (const StorageError& error) {
      told = error.error_number() == EFBIG;
    }
    return told && file.size() == 9 && read_back(file, 0, 9) == std::string("aBcdef\0\0i", 9);
  }));
  CHECK(bytes_of(folder.path() / "bytes") == "abcd");
}
