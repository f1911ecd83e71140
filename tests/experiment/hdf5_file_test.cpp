#include "experiment/hdf5_file.hpp"

#include <sys/types.h>

#include <fstream>
#include <random>

#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/scratch_folder.hpp"
#include "tests/experiment/small_disk.hpp"

namespace fs = std::filesystem;
using namespace nakodo::experiment;
using Names = std::vector<std::string>;

namespace {

// Writes two tables that do not compress, of 8 · `rows` bytes each, and does not finish.
void fill(ResultsFile& file, std::size_t rows) {
  file.attribute("title", "Kinkei");
  file.attribute("seed", std::uint64_t{1986});
  file.names("firm", Names{"kinkei", "sco"});
  Table& deals = file.table("/deals", {{.name = "t", .units = "days", .description = "Signed"}});
  Table& runs = file.table("/runs", {{.name = "fingerprint", .type = ColumnType::u64}});
  std::mt19937_64 random(7);
  for (std::size_t i = 0; i < rows; ++i) {
    deals.append(0, std::vector{static_cast<double>(random()) * 1e-9});
    runs.append(0, std::vector{std::uint64_t{random()}});
  }
}

fs::path written_in(const ScratchFolder& folder, std::size_t rows) {
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  fill(file, rows);
  return file.finish().path;
}

// Changes one byte of the first chunk of a dataset, as a failing disk would.
void damage(const fs::path& path, const char* dataset_path) {
  hsize_t size = 0;
  haddr_t address = HADDR_UNDEF;
  {
    const Reading file(path);
    const hid_t dataset = H5Dopen2(file.id(), dataset_path, H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    unsigned mask = 0;
    hsize_t offset = 0;
    REQUIRE(H5Dget_chunk_info(dataset, space, 0, &offset, &mask, &address, &size) >= 0);
    H5Sclose(space);
    H5Dclose(dataset);
  }
  std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto middle = static_cast<std::streamoff>(address + size / 2);
  bytes.seekg(middle);
  const char was = static_cast<char>(bytes.get());
  bytes.seekp(middle);
  bytes.put(static_cast<char>(was ^ 1));
}

// Opens a finished file for the test to tamper with.
hid_t open_to_change(const fs::path& path) {
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(file >= 0);
  return file;
}

}  // namespace

TEST_CASE("a finished file is there under its name, with its attributes, complete", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  file.attribute("title", "The Kinkei–SCO alliance");
  file.attribute("trace", std::string());
  file.attribute("seed", std::uint64_t{1} << 63U);
  file.attribute("horizon", 1095.0);
  file.attribute("flag", std::uint8_t{7});
  CHECK_FALSE(fs::exists(folder.path() / "kinkei.h5"));
  const Published published = file.finish();
  CHECK(published.outcome == Outcome::created);
  CHECK(published.path == folder.path() / "kinkei.h5");
  CHECK(folder.names() == Names{"kinkei.h5"});
  const Reading reading(published.path);
  CHECK(reading.text_of("/", "title") == "The Kinkei–SCO alliance");
  CHECK(reading.text_of("/", "trace").empty());
  CHECK(reading.numbers_of<std::uint64_t>("/", "seed").at(0) == std::uint64_t{1} << 63U);
  CHECK(reading.numbers_of<double>("/", "horizon").at(0) == 1095.0);
  CHECK(reading.numbers_of<std::uint8_t>("/", "flag").at(0) == 7);
  CHECK(reading.numbers_of<std::uint8_t>("/", "complete").at(0) == 1);
}

TEST_CASE("a configuration of 300 KiB reads back whole", "[hdf5]") {
  const ScratchFolder folder;
  std::string config;
  while (config.size() < 300U * 1024U) config += "line " + std::to_string(config.size()) + "\n";
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  file.attribute("config", config);
  file.attribute("seed", std::uint64_t{3});
  const Reading reading(file.finish().path);
  CHECK(reading.text_of("/", "config") == config);
  CHECK(reading.numbers_of<std::uint64_t>("/", "seed").at(0) == 3);
}

TEST_CASE("names are texts of one width, and other columns may go with them", "[hdf5]") {
  const ScratchFolder folder;
  const Names firms{"kinkei", "sco", "近畿", ""};
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  file.names("firm", firms, "Firms and intermediaries");
  file.names("project", {});
  file.names_column(
      {.name = "person_role", .type = ColumnType::i8, .meanings = {"champion", "stakeholder"}},
      std::vector<std::int8_t>{1, 0, 1});
  CHECK_THROWS_AS(file.names_column({.name = "typed", .type = ColumnType::i8}, std::vector{1}),
                  std::logic_error);
  const Reading reading(file.finish().path);
  CHECK(reading.text_column("/names/firm") == firms);
  CHECK(reading.text_of("/names/firm", "description") == "Firms and intermediaries");
  CHECK(reading.text_column("/names/project").empty());
  CHECK(reading.column<std::int8_t>("/names/person_role") == std::vector<std::int8_t>{1, 0, 1});
  CHECK(reading.text_of("/names/person_role", "flag_meanings") == "champion stakeholder");
}

TEST_CASE("the same calls give the same bytes, wherever the file is", "[hdf5]") {
  const ScratchFolder here;
  const ScratchFolder there;
  CHECK(bytes_of(written_in(here, 70'000)) == bytes_of(written_in(there, 70'000)));
}

TEST_CASE("a file that is not finished leaves nothing behind", "[hdf5]") {
  const ScratchFolder folder;
  {
    ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
    fill(file, 100'000);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("running again keeps the same file, and replaces another", "[hdf5]") {
  const ScratchFolder folder;
  written_in(folder, 10);
  ResultsFile same = ResultsFile::create(folder.path(), "kinkei");
  fill(same, 10);
  CHECK(same.finish().outcome == Outcome::already_there);
  ResultsFile another = ResultsFile::create(folder.path(), "kinkei");
  fill(another, 11);
  CHECK(another.finish().outcome == Outcome::replaced);
  ResultsFile late = ResultsFile::create(folder.path(), "kinkei");
  fill(late, 10);
  CHECK_THROWS_AS(late.finish(IfDifferent::refuse), StorageError);
  CHECK(folder.names() == Names{"kinkei.h5", "kinkei.h5.differs-1"});
}

TEST_CASE("two files may be written in turn by one thread", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile one = ResultsFile::create(folder.path(), "one");
  ResultsFile two = ResultsFile::create(folder.path(), "two");
  fill(two, 100);
  fill(one, 100);
  CHECK(bytes_of(one.finish().path) == bytes_of(two.finish().path));
}

TEST_CASE("a finished file cannot be finished again", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  file.finish();
  CHECK_THROWS_AS(file.finish(), std::logic_error);
}

TEST_CASE("an attribute given twice is a StorageError that names it", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "kinkei");
  file.attribute("title", "one");
  CHECK_THROWS_WITH(file.attribute("title", "two"),
                    nakodo::tests::contains("title") && nakodo::tests::contains("kinkei.h5"));
}

TEST_CASE("a whole file passes verification", "[hdf5]") {
  const ScratchFolder folder;
  CHECK_NOTHROW(verify_results(written_in(folder, 70'000)));
}

TEST_CASE("one wrong bit in a column or in a dictionary fails verification", "[hdf5]") {
  const ScratchFolder folder;
  const fs::path path = written_in(folder, 70'000);
  damage(path, GENERATE("/deals/t", "/runs/fingerprint", "/names/firm"));
  CHECK_THROWS_AS(verify_results(path), StorageError);
}

TEST_CASE("a file cut short fails verification", "[hdf5]") {
  const ScratchFolder folder;
  const fs::path path = written_in(folder, 70'000);
  fs::resize_file(path, fs::file_size(path) - 1);
  CHECK_THROWS_AS(verify_results(path), StorageError);
}

TEST_CASE("a file without its mark fails verification", "[hdf5]") {
  const ScratchFolder folder;
  const fs::path path = written_in(folder, 10);
  const hid_t file = open_to_change(path);
  REQUIRE(H5Adelete(file, "complete") >= 0);
  REQUIRE(H5Fclose(file) >= 0);
  CHECK_THROWS_AS(verify_results(path), StorageError);
}

TEST_CASE("a column that is shorter than its table fails verification", "[hdf5]") {
  const ScratchFolder folder;
  const fs::path path = written_in(folder, 10);
  const hid_t file = open_to_change(path);
  const hid_t dataset = H5Dopen2(file, "/deals/t", H5P_DEFAULT);
  const hsize_t fewer = 9;
  REQUIRE(H5Dset_extent(dataset, &fewer) >= 0);
  H5Dclose(dataset);
  REQUIRE(H5Fclose(file) >= 0);
  CHECK_THROWS_AS(verify_results(path), StorageError);
}

TEST_CASE("what is not an HDF5 file, or not a file, fails verification", "[hdf5]") {
  const ScratchFolder folder;
  std::ofstream(folder.path() / "text.h5") << "not HDF5";
  CHECK_THROWS_AS(verify_results(folder.path() / "text.h5"), StorageError);
  CHECK_THROWS_AS(verify_results(folder.path() / "missing.h5"), StorageError);
  CHECK_THROWS_AS(verify_results(folder.path()), StorageError);
}

// From "the very first block" to "all but the last": HDF5 1.10 itself crashes at each of these.
TEST_CASE("a full disk is an error, leaves nothing behind, and the program lives on", "[hdf5]") {
  const ScratchFolder folder;
  const std::size_t whole = [] {
    const ScratchFolder elsewhere;
    return fs::file_size(written_in(elsewhere, 200'000));
  }();
  const unsigned long limit =
      GENERATE_COPY(as<unsigned long>{}, 0, 100, 3'000, 20'000, 700'000, whole / 2, whole - 1);
  CHECK(holds_on_small_disk(limit, [&] {
    bool told = false;
    try {
      written_in(folder, 200'000);
    } catch (const StorageError& error) {
      told = error.error_number() == EFBIG;
    }
    return told && folder.names().empty();
  }));
  CHECK(folder.names().empty());
}

TEST_CASE("after a full disk a file that fits can still be written", "[hdf5]") {
  const ScratchFolder folder;
  CHECK(holds_on_small_disk(200'000, [&] {
    bool told = false;
    try {
      written_in(folder, 200'000);
    } catch (const StorageError&) {
      told = true;
    }
    verify_results(written_in(folder, 10));
    return told;
  }));
  CHECK(folder.names() == Names{"kinkei.h5"});
}
