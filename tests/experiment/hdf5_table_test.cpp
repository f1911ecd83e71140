#include "experiment/hdf5_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "experiment/hdf5_file.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/scratch_folder.hpp"

using namespace nakodo::experiment;

namespace {

constexpr std::size_t many_rows = 150'000;  // two whole chunks and a part of one

// Appends `values` in slices of `slice` values, from all columns in turn.
void append_in_slices(Table& table, const std::vector<double>& times,
                      const std::vector<std::int32_t>& codes, std::size_t slice) {
  for (std::size_t at = 0; at < times.size(); at += slice) {
    const std::size_t count = std::min(slice, times.size() - at);
    table.append(0, std::span(times).subspan(at, count));
    table.append(1, std::span(codes).subspan(at, count));
  }
}

std::string bytes_with_slices_of(std::size_t slice) {
  const ScratchFolder folder;
  std::vector<double> times(many_rows);
  std::vector<std::int32_t> codes(many_rows);
  for (std::size_t i = 0; i < many_rows; ++i) {
    times[i] = std::sqrt(static_cast<double>(i));
    codes[i] = static_cast<std::int32_t>(i % 7);
  }
  ResultsFile file = ResultsFile::create(folder.path(), "sliced");
  Table& table = file.table("/deals", {{.name = "t"}, {.name = "k", .type = ColumnType::i32}});
  append_in_slices(table, times, codes, slice);
  return bytes_of(file.finish().path);
}

template <class T>
void check_extremes_of(ColumnType type) {
  using Limits = std::numeric_limits<T>;
  const ScratchFolder folder;
  const std::vector<T> values{T{0}, T{1}, Limits::lowest(), Limits::max()};
  ResultsFile file = ResultsFile::create(folder.path(), "extremes");
  Table& table = file.table("/t", {{.name = "value", .type = type}});
  table.append(0, values);
  CHECK(Reading(file.finish().path).column<T>("/t/value") == values);
}

// Writes one table /t of one column holding `values`.
template <class Values>
std::filesystem::path file_of(const ScratchFolder& folder, const Column& column,
                              const Values& values) {
  ResultsFile file = ResultsFile::create(folder.path(), "one");
  file.table("/t", {column}).append(0, values);
  return file.finish().path;
}

}  // namespace

TEST_CASE("the bytes of a file do not depend on how appends were sliced", "[hdf5]") {
  const std::string whole = bytes_with_slices_of(many_rows);
  const std::size_t slice = GENERATE(as<std::size_t>{}, 1, 1'000, 65'535, 65'536, 65'537, 131'072);
  CHECK(bytes_with_slices_of(slice) == whole);
}

TEST_CASE("every type of number comes back as it went in", "[hdf5]") {
  check_extremes_of<std::uint8_t>(ColumnType::u8);
  check_extremes_of<std::uint16_t>(ColumnType::u16);
  check_extremes_of<std::uint32_t>(ColumnType::u32);
  check_extremes_of<std::uint64_t>(ColumnType::u64);
  check_extremes_of<std::int8_t>(ColumnType::i8);
  check_extremes_of<std::int16_t>(ColumnType::i16);
  check_extremes_of<std::int32_t>(ColumnType::i32);
  check_extremes_of<std::int64_t>(ColumnType::i64);
  check_extremes_of<float>(ColumnType::f32);
  check_extremes_of<double>(ColumnType::f64);
}

TEST_CASE("a time that was not reached comes back as NaN", "[hdf5]") {
  const ScratchFolder folder;
  const auto path =
      file_of(folder, {.name = "t"}, std::vector<double>{std::numeric_limits<double>::quiet_NaN()});
  CHECK(std::isnan(Reading(path).column<double>("/t/t").at(0)));
}

TEST_CASE("a table of one, of whole chunks and of a row more keeps every row", "[hdf5]") {
  const ScratchFolder folder;
  const std::size_t rows = GENERATE(as<std::size_t>{}, 0, 1, 65'535, 65'536, 65'537, 131'072);
  std::vector<std::uint64_t> values(rows);
  std::iota(values.begin(), values.end(), std::uint64_t{5});
  const Reading file(file_of(folder, {.name = "n", .type = ColumnType::u64}, values));
  CHECK(file.column<std::uint64_t>("/t/n") == values);
  CHECK(file.numbers_of<std::uint64_t>("/t", "rows") == std::vector<std::uint64_t>{rows});
}

TEST_CASE("a column says what it means", "[hdf5]") {
  const ScratchFolder folder;
  const Column column{.name = "delay",
                      .units = "days",
                      .description = "Days until the answer – read, not sent",
                      .attributes = {{"path", "communities.osaka.delay"}, {"note", ""}}};
  const Reading file(file_of(folder, column, std::vector<double>{1.5}));
  CHECK(file.text_of("/t/delay", "units") == "days");
  CHECK(file.text_of("/t/delay", "description") == "Days until the answer – read, not sent");
  CHECK(file.text_of("/t/delay", "path") == "communities.osaka.delay");
  CHECK(file.text_of("/t/delay", "note").empty());
  CHECK_FALSE(file.has_attribute("/t/delay", "flag_values"));
  CHECK_FALSE(file.has_attribute("/t/delay", "dictionary"));
}

TEST_CASE("a coded column gives its codes in its own type, with their meanings", "[hdf5]") {
  const ScratchFolder folder;
  const Column column{.name = "state",
                      .type = ColumnType::i8,
                      .meanings = {"conceived", "when frustrated", "signed"}};
  const Reading file(file_of(folder, column, std::vector<std::int8_t>{2, -1}));
  CHECK(file.numbers_of<std::int8_t>("/t/state", "flag_values") ==
        std::vector<std::int8_t>{0, 1, 2});
  CHECK(file.text_of("/t/state", "flag_meanings") == "conceived when_frustrated signed");
  const hid_t attribute =
      H5Aopen_by_name(file.id(), "/t/state", "flag_values", H5P_DEFAULT, H5P_DEFAULT);
  const hid_t type = H5Aget_type(attribute);
  CHECK(H5Tequal(type, H5T_STD_I8LE) > 0);
  H5Tclose(type);
  H5Aclose(attribute);
}

TEST_CASE("a column coded by a dictionary names it", "[hdf5]") {
  const ScratchFolder folder;
  const Column column{.name = "firm", .type = ColumnType::i32, .dictionary = "/names/firm"};
  const Reading file(file_of(folder, column, std::vector<std::int32_t>{0}));
  CHECK(file.text_of("/t/firm", "dictionary") == "/names/firm");
}

TEST_CASE("a column that makes no sense is refused", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "nonsense");
  const Column column = GENERATE(
      Column{.name = ""}, Column{.name = "a/b"}, Column{.name = "a", .width = 3},
      Column{.name = "a", .type = ColumnType::text}, Column{.name = "a", .meanings = {"on", "off"}},
      Column{.name = "a", .dictionary = "/names/firm"},
      Column{.name = "a", .type = ColumnType::i8, .meanings = {"a b", "a_b"}},
      Column{.name = "a", .type = ColumnType::i8, .meanings = {"a", ""}},
      Column{.name = "a",
             .type = ColumnType::i8,
             .meanings = std::vector<std::string>(129, "too many for its type")});
  CHECK_THROWS_AS(file.table("/t", {column}), std::logic_error);
}

TEST_CASE("a column is chunked, shuffled, deflated, checksummed and keeps no time", "[hdf5]") {
  const ScratchFolder folder;
  const Reading file(file_of(folder, {.name = "t"}, std::vector<double>{1, 2, 3}));
  const hid_t dataset = H5Dopen2(file.id(), "/t/t", H5P_DEFAULT);
  const hid_t list = H5Dget_create_plist(dataset);
  hsize_t chunk = 0;
  CHECK(H5Pget_chunk(list, 1, &chunk) == 1);
  CHECK(chunk == 65'536);
  std::vector<H5Z_filter_t> filters;
  for (unsigned i = 0; i < static_cast<unsigned>(H5Pget_nfilters(list)); ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    filters.push_back(H5Pget_filter2(list, i, &flags, &values, nullptr, 0, nullptr, nullptr));
  }
  CHECK(filters ==
        std::vector<H5Z_filter_t>{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32});
  hbool_t times = true;
  CHECK(H5Pget_obj_track_times(list, &times) >= 0);
  CHECK_FALSE(times);
  H5Pclose(list);
  H5Dclose(dataset);
}

TEST_CASE("columns are listed in the order in which they were given", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "ordered");
  Table& table = file.table("/t", {{.name = "z"}, {.name = "a"}, {.name = "m"}});
  for (std::size_t i = 0; i < 3; ++i) table.append(i, std::vector{1.0});
  const Reading reading(file.finish().path);
  std::vector<std::string> names;
  for (hsize_t i = 0; i < 3; ++i) {
    char name[8] = {};
    REQUIRE(H5Lget_name_by_idx(reading.id(), "/t", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name,
                               sizeof name, H5P_DEFAULT) >= 0);
    names.emplace_back(name);
  }
  CHECK(names == std::vector<std::string>{"z", "a", "m"});
}

TEST_CASE("a text longer than its column is cut at a whole character", "[hdf5]") {
  const ScratchFolder folder;
  const std::vector<std::string> texts{"", "short", "exactly8", "seven67é", "日本語"};
  const Reading file(
      file_of(folder, {.name = "failure", .type = ColumnType::text, .width = 8}, texts));
  CHECK(file.text_column("/t/failure") ==
        std::vector<std::string>{"", "short", "exactly8", "seven67", "日本"});
}

TEST_CASE("a value of another type than its column's is refused", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "types");
  Table& table = file.table("/t", {{.name = "n", .type = ColumnType::i32}});
  CHECK_THROWS_AS(table.append(0, std::vector{std::int64_t{1}}), std::logic_error);
  CHECK_THROWS_AS(table.append(0, std::vector{1.0}), std::logic_error);
  CHECK_THROWS_AS(table.append(0, std::vector{std::string("1")}), std::logic_error);
  CHECK_THROWS_AS(table.append(1, std::vector{std::int32_t{1}}), std::logic_error);
  table.append(0, std::vector{std::int32_t{1}});
  CHECK(table.rows() == 1);
}

TEST_CASE("columns of unequal length are refused when the table is closed", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "unequal");
  Table& table = file.table("/t", {{.name = "a"}, {.name = "b"}});
  table.append(0, std::vector<double>{1, 2});
  table.append(1, std::vector<double>{1});
  CHECK_THROWS_AS(file.finish(), std::logic_error);
  table.append(1, std::vector{2.0});
  CHECK_NOTHROW(file.finish());
}

TEST_CASE("a closed table takes nothing more", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "closed");
  Table& table = file.table("/t", {{.name = "a"}});
  table.append(0, std::vector{1.0});
  table.close();
  CHECK_THROWS_AS(table.append(0, std::vector{2.0}), std::logic_error);
  CHECK_THROWS_AS(table.attribute("late", "x"), std::logic_error);
  CHECK(Reading(file.finish().path).column<double>("/t/a") == std::vector<double>{1.0});
}

TEST_CASE("a table may stand within a table and have attributes of its own", "[hdf5]") {
  const ScratchFolder folder;
  ResultsFile file = ResultsFile::create(folder.path(), "index");
  Table& events = file.table("/events", {{.name = "t"}});
  Table& index = file.table("/events/index", {{.name = "run", .type = ColumnType::u64}});
  events.attribute("factors", "style go_between");
  events.append(0, std::vector<double>{1, 2, 3});
  index.append(0, std::vector{std::uint64_t{0}});
  const Reading reading(file.finish().path);
  CHECK(reading.text_of("/events", "factors") == "style go_between");
  CHECK(reading.numbers_of<std::uint64_t>("/events", "rows").at(0) == 3);
  CHECK(reading.numbers_of<std::uint64_t>("/events/index", "rows").at(0) == 1);
}
