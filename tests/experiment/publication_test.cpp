#include "experiment/publication.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"
#include "tests/experiment/small_disk.hpp"

namespace fs = std::filesystem;
using namespace nakodo::experiment;
using Names = std::vector<std::string>;

namespace {

void put(const TemporaryFile& file, const std::string& text) {
  REQUIRE(::write(file.descriptor(), text.data(), text.size()) ==
          static_cast<ssize_t>(text.size()));
}

TemporaryFile temporary_with(const ScratchFolder& folder, const std::string& text) {
  TemporaryFile file = TemporaryFile::create(folder.path(), "kinkei.h5");
  put(file, text);
  return file;
}

void publish(const ScratchFolder& folder, const std::string& text) {
  temporary_with(folder, text).publish(IfDifferent::replace);
}

ino_t inode(const fs::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_ino;
}

// A writer that dies: its temporary file stays, its lock goes.
void die_while_writing(const fs::path& folder, const std::string& name) {
  const pid_t child = fork();
  if (child == 0) {
    const TemporaryFile file = TemporaryFile::create(folder, name);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("a published file has its name and nothing else is left", "[publication]") {
  const ScratchFolder folder;
  TemporaryFile file = temporary_with(folder, "results");
  CHECK(folder.names().size() == 1);
  CHECK(folder.names().front() != "kinkei.h5");
  const Published published = file.publish(IfDifferent::refuse);
  CHECK(published.outcome == Outcome::created);
  CHECK(published.path == folder.path() / "kinkei.h5");
  CHECK(folder.names() == Names{"kinkei.h5"});
  CHECK(bytes_of(published.path) == "results");
}

TEST_CASE("a file that is not published leaves nothing behind", "[publication]") {
  const ScratchFolder folder;
  { const TemporaryFile file = temporary_with(folder, "half of the res"); }
  CHECK(folder.names().empty());
}

TEST_CASE("the folder is made if there is none", "[publication]") {
  const ScratchFolder folder;
  TemporaryFile file = TemporaryFile::create(folder.path() / "results" / "kinkei", "kinkei.h5");
  file.publish(IfDifferent::refuse);
  CHECK(fs::exists(folder.path() / "results" / "kinkei" / "kinkei.h5"));
}

TEST_CASE("a file that is there with the same bytes stays the file it was", "[publication]") {
  const ScratchFolder folder;
  const IfDifferent policy = GENERATE(IfDifferent::replace, IfDifferent::refuse);
  publish(folder, "same");
  const ino_t before = inode(folder.path() / "kinkei.h5");
  CHECK(temporary_with(folder, "same").publish(policy).outcome == Outcome::already_there);
  CHECK(inode(folder.path() / "kinkei.h5") == before);
  CHECK(folder.names() == Names{"kinkei.h5"});
}

TEST_CASE("a file that differs is replaced if so asked", "[publication]") {
  const ScratchFolder folder;
  publish(folder, "old");
  CHECK(temporary_with(folder, "older").publish(IfDifferent::replace).outcome == Outcome::replaced);
  CHECK(folder.names() == Names{"kinkei.h5"});
  CHECK(bytes_of(folder.path() / "kinkei.h5") == "older");
}

TEST_CASE("a file that differs is otherwise kept beside the new one", "[publication]") {
  const ScratchFolder folder;
  publish(folder, "old");
  CHECK_THROWS_AS(temporary_with(folder, "new").publish(IfDifferent::refuse), StorageError);
  CHECK_THROWS_AS(temporary_with(folder, "newer").publish(IfDifferent::refuse), StorageError);
  CHECK(folder.names() == Names{"kinkei.h5", "kinkei.h5.differs-1", "kinkei.h5.differs-2"});
  CHECK(bytes_of(folder.path() / "kinkei.h5") == "old");
  CHECK(bytes_of(folder.path() / "kinkei.h5.differs-1") == "new");
  CHECK(bytes_of(folder.path() / "kinkei.h5.differs-2") == "newer");
}

TEST_CASE("files that differ in their last byte only, past a megabyte, differ", "[publication]") {
  const ScratchFolder folder;
  std::string text(3'000'000, 'a');
  publish(folder, text);
  text.back() = 'b';
  CHECK_THROWS_AS(temporary_with(folder, text).publish(IfDifferent::refuse), StorageError);
}

TEST_CASE("a name that leaves the folder is refused", "[publication]") {
  const ScratchFolder folder;
  const std::string name = GENERATE(as<std::string>{}, "", ".", "..", "../kinkei.h5", "a/b",
                                    "/etc/x", ".hidden", "two\nlines");
  CHECK_THROWS_AS(TemporaryFile::create(folder.path(), name), StorageError);
  CHECK_THROWS_AS(TemporaryFile::create(folder.path(), std::string(201, 'x')), StorageError);
  CHECK(folder.names().empty());
}

TEST_CASE("a symbolic link in place of the file is refused and not followed", "[publication]") {
  const ScratchFolder folder;
  const IfDifferent policy = GENERATE(IfDifferent::replace, IfDifferent::refuse);
  fs::create_symlink(folder.path() / "elsewhere", folder.path() / "kinkei.h5");
  CHECK_THROWS_AS(temporary_with(folder, "new").publish(policy), StorageError);
  CHECK(folder.names() == Names{"kinkei.h5"});
}

TEST_CASE("a symbolic link in place of the folder is refused", "[publication]") {
  const ScratchFolder folder;
  fs::create_directory(folder.path() / "real");
  fs::create_directory_symlink(folder.path() / "real", folder.path() / "link");
  CHECK_THROWS_AS(TemporaryFile::create(folder.path() / "link", "kinkei.h5"), StorageError);
  CHECK_THROWS_AS(TemporaryFile::create(folder.path() / "link/", "kinkei.h5"), StorageError);
  CHECK(fs::is_empty(folder.path() / "real"));
}

TEST_CASE("a folder in place of the file is refused and kept", "[publication]") {
  const ScratchFolder folder;
  fs::create_directory(folder.path() / "kinkei.h5");
  CHECK_THROWS_AS(temporary_with(folder, "new").publish(IfDifferent::replace), StorageError);
  CHECK(fs::is_directory(folder.path() / "kinkei.h5"));
}

TEST_CASE("what a dead writer left is removed by the next writer of that name", "[publication]") {
  const ScratchFolder folder;
  die_while_writing(folder.path(), "kinkei.h5");
  die_while_writing(folder.path(), "other.h5");
  REQUIRE(folder.names().size() == 2);
  publish(folder, "results");
  REQUIRE(folder.names().size() == 2);
  CHECK(folder.names()[0].starts_with(".other.h5."));
  CHECK(folder.names()[1] == "kinkei.h5");
}

TEST_CASE("what dead writers left of a kind of files is removed, and nothing else",
          "[publication]") {
  const ScratchFolder folder;
  for (const char* name : {"checkpoint-1.h5", "checkpoint-2.h5", "other.h5"})
    die_while_writing(folder.path(), name);
  const TemporaryFile alive = TemporaryFile::create(folder.path(), "checkpoint-3.h5");
  for (const char* name : {".checkpoint-4.h5.tmp", "checkpoint-5.h5.12.tmp", ".12.tmp"})
    std::ofstream(folder.path() / name) << "of somebody else";
  remove_leftovers(folder.path(),
                   [](const std::string& name) { return name.starts_with("checkpoint-"); });
  Names left = folder.names();
  std::erase(left, alive.path().filename().string());
  REQUIRE(left.size() == 4);
  CHECK(left[0] == ".12.tmp");
  CHECK(left[1] == ".checkpoint-4.h5.tmp");
  CHECK(left[2].starts_with(".other.h5."));
  CHECK(left[3] == "checkpoint-5.h5.12.tmp");
}

TEST_CASE("what a living writer is writing is left alone", "[publication]") {
  const ScratchFolder folder;
  TemporaryFile first = temporary_with(folder, "same");
  TemporaryFile second = temporary_with(folder, "same");
  CHECK(folder.names().size() == 2);
  CHECK(first.publish(IfDifferent::refuse).outcome == Outcome::created);
  CHECK(second.publish(IfDifferent::refuse).outcome == Outcome::already_there);
  CHECK(folder.names() == Names{"kinkei.h5"});
}

TEST_CASE("files that only look like leftovers are left alone", "[publication]") {
  const ScratchFolder folder;
  const std::string name = GENERATE(as<std::string>{}, ".kinkei.h5.mine.tmp", ".kinkei.h5.12",
                                    ".kinkei.h52.12.tmp", "kinkei.h5.12.tmp");
  std::ofstream(folder.path() / name) << "mine";
  publish(folder, "results");
  CHECK(bytes_of(folder.path() / name) == "mine");
}

TEST_CASE(
    "what dead writers left can be removed without writing anew, what living ones write stays",
    "[publication]") {
  const ScratchFolder folder;
  std::ofstream(folder.path() / ".shards.csv.99999.tmp") << "half";
  const TemporaryFile alive = TemporaryFile::create(folder.path(), "kinkei.h5");
  remove_leftovers(folder.path(), "shards.csv");
  remove_leftovers(folder.path(), "kinkei.h5");
  CHECK(folder.names() == Names{alive.path().filename().string()});
  CHECK_NOTHROW(remove_leftovers(folder.path() / "none", "kinkei.h5"));
}

TEST_CASE("a text is written whole and replaces the one before", "[publication]") {
  const ScratchFolder folder;
  const fs::path path = folder.path() / "experiment.yaml";
  CHECK(write_text_atomically(path, "nakodo: 1\n").outcome == Outcome::created);
  CHECK(write_text_atomically(path, "nakodo: 1\n").outcome == Outcome::already_there);
  CHECK(write_text_atomically(path, "nakodo: 2\n").outcome == Outcome::replaced);
  CHECK(bytes_of(path) == "nakodo: 2\n");
  CHECK(folder.names() == Names{"experiment.yaml"});
}

TEST_CASE("a text that does not fit on the disk leaves the one before", "[publication]") {
  const ScratchFolder folder;
  const fs::path path = folder.path() / "experiment.yaml";
  write_text_atomically(path, "nakodo: 1\n");
  CHECK(holds_on_small_disk(1000, [&] {
    try {
      write_text_atomically(path, std::string(2000, '#'));
    } catch (const StorageError& error) {
      return error.error_number() == EFBIG;
    }
    return false;
  }));
  CHECK(bytes_of(path) == "nakodo: 1\n");
  CHECK(folder.names() == Names{"experiment.yaml"});
}

TEST_CASE("a full disk is named, with the file and what to do", "[publication]") {
  const std::string message = StorageError("write", "results/kinkei.h5", ENOSPC).what();
  CHECK(message.find("results/kinkei.h5") != std::string::npos);
  CHECK(message.find("No space left on device") != std::string::npos);
  CHECK(message.find("--out") != std::string::npos);
}
