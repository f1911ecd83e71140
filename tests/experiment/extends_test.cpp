#include "experiment/extends.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "experiment/yaml_reader.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/parsed.hpp"

using namespace nakodo::experiment;
using nakodo::tests::contains;
namespace fs = std::filesystem;

namespace {

/// A folder of files that lives as long as a test.
class Folder {
 public:
  Folder() {
    auto pattern = (fs::temp_directory_path() / "nakodo_extends_XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }

  std::string write(const std::string& name, const std::string& text) const {
    const auto file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string loaded(const std::string& path) {
  Diagnostics diagnostics;
  const auto node = load_experiment(path, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(diagnostics.ok());
  return canonical(node.value());
}

std::string refused(const std::string& path) {
  Diagnostics diagnostics;
  CHECK_FALSE(load_experiment(path, diagnostics));
  CHECK_FALSE(diagnostics.ok());
  return diagnostics.text();
}

}  // namespace

TEST_CASE("mappings merge deeply and everything else replaces", "[extends]") {
  CHECK(canonical(merge(parsed("{a: {b: 1, c: [1, 2]}, d: 4}"),
                        parsed("{a: {c: [3], e: 5}, d: {f: 6}, g: null}"))) ==
        R"({"a":{"b":"1","c":["3"],"e":"5"},"d":{"f":"6"},"g":null})");
  CHECK(canonical(merge(parsed("{a: {b: 1}}"), parsed("{a: null}"))) == R"({"a":null})");
  CHECK(canonical(merge(parsed("[1]"), parsed("{a: 1}"))) == R"({"a":"1"})");
}

TEST_CASE("a file without extends is read as it is", "[extends]") {
  const Folder folder;
  CHECK(loaded(folder.write("a.yaml", "title: x\n")) == R"({"title":"x"})");
}

TEST_CASE("what is extended lies below the file and later entries above earlier ones",
          "[extends]") {
  const Folder folder;
  folder.write("worlds/one.yaml", "{a: 1, b: 1, c: 1, m: {x: 1}}");
  folder.write("worlds/two.yaml", "{b: 2, c: 2, m: {y: 2}}");
  const auto top =
      folder.write("a.yaml", "extends: [worlds/one.yaml, worlds/two.yaml]\nc: 3\nm: {z: 3}\n");
  CHECK(loaded(top) == R"({"a":"1","b":"2","c":"3","m":{"x":"1","y":"2","z":"3"}})");
}

TEST_CASE("extended files extend others relative to their own folder", "[extends]") {
  const Folder folder;
  folder.write("base.yaml", "deep: yes\n");
  folder.write("worlds/one.yaml", "extends: [../base.yaml]\none: yes\n");
  CHECK(loaded(folder.write("a.yaml", "extends: [worlds/one.yaml]\ntop: yes\n")) ==
        R"({"deep":"yes","one":"yes","top":"yes"})");
}

TEST_CASE("every value keeps the place of the file where it stands", "[extends]") {
  const Folder folder;
  const auto base = folder.write("base.yaml", "m:\n  low: 1\n  both: 1\n");
  const auto top = folder.write("a.yaml", "extends: [base.yaml]\nm: {both: 2}\n");
  Diagnostics diagnostics;
  const auto node = load_experiment(top, diagnostics).value();
  const auto name_at = [&](const char* path) {
    return diagnostics.files().name(get_path(node, path)->place().file);
  };
  CHECK(name_at("m.low") == base);
  CHECK(get_path(node, "m.low")->place().line == 2);
  CHECK(name_at("m.both") == top);
  CHECK(diagnostics.files().name(node.place().file) == top);
  CHECK(diagnostics.files().name(node.find("m")->find_entry("both")->key_place.file) == top);
}

TEST_CASE("two files may extend the same third", "[extends]") {
  const Folder folder;
  folder.write("base.yaml", "a: 1\n");
  folder.write("left.yaml", "extends: [base.yaml]\nl: 1\n");
  folder.write("right.yaml", "extends: [base.yaml]\nr: 1\n");
  CHECK(loaded(folder.write("top.yaml", "extends: [left.yaml, right.yaml]\n")) ==
        R"({"a":"1","l":"1","r":"1"})");
}

TEST_CASE("a circle of extends is refused and shown", "[extends]") {
  const Folder folder;
  folder.write("b.yaml", "extends: [a.yaml]\n");
  const auto a = folder.write("a.yaml", "extends: [b.yaml]\n");
  const auto b = (folder.path() / "b.yaml").string();
  const auto report = refused(a);
  CHECK_THAT(report, contains("circle: " + a + " → " + b + " → " + a));
  CHECK_THAT(report, contains(b + ":1:11: error"));
}

TEST_CASE("a file that extends itself by way of a link is a circle", "[extends]") {
  const Folder folder;
  const auto a = folder.write("a.yaml", "extends: [link.yaml]\n");
  fs::create_symlink("a.yaml", folder.path() / "link.yaml");
  CHECK_THAT(refused(a), contains("circle"));
}

TEST_CASE("files that cannot be read are reported at their entries and all at once", "[extends]") {
  const Folder folder;
  fs::create_directory(folder.path() / "folder");
  const auto top = folder.write(
      "a.yaml", "extends:\n  - missing.yaml\n  - folder\n  - /etc/hostname\n  - {a: b}\n  - ''\n");
  const auto report = refused(top);
  CHECK_THAT(report, contains(top + ":2:5: error: '"));
  CHECK_THAT(report, contains("missing.yaml' does not exist"));
  CHECK_THAT(report, contains(top + ":3:5: error: '"));
  CHECK_THAT(report, contains("folder' is a folder"));
  CHECK_THAT(report, contains(top + ":4:5: error: '/etc/hostname' is an absolute path"));
  CHECK_THAT(report, contains(top + ":5:5: error: the name of a file"));
  CHECK_THAT(report, contains(top + ":6:5: error: the name of a file"));
}

TEST_CASE("a pipe and a device are refused instead of waited for", "[extends]") {
  const Folder folder;
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", folder.path() / "zero");
  const auto report = refused(folder.write("a.yaml", "extends: [pipe, zero]\n"));
  CHECK_THAT(report, contains("pipe' is not a regular file"));
  CHECK_THAT(report, contains("zero' is not a regular file"));
}

TEST_CASE("a missing experiment is reported", "[extends]") {
  CHECK(refused("no/such.yaml") ==
        "no/such.yaml: error: 'no/such.yaml' does not exist\n"
        "  name a configuration file, such as configs/kinkei.yaml\n");
}

TEST_CASE("extends must be a list and an experiment a mapping", "[extends]") {
  const Folder folder;
  CHECK_THAT(refused(folder.write("a.yaml", "extends: b.yaml\n")), contains("a list of files"));
  CHECK_THAT(refused(folder.write("b.yaml", "- a\n")), contains("a mapping of keys"));
  const auto c = folder.write("c.yaml", "extends: [b.yaml]\n");
  CHECK_THAT(refused(c), contains("b.yaml:1:1: error: an experiment is a mapping"));
}

TEST_CASE("problems in an extended file are reported there once", "[extends]") {
  const Folder folder;
  const auto bad = folder.write("bad.yaml", "a: [1\n");
  folder.write("left.yaml", "extends: [bad.yaml]\n");
  folder.write("right.yaml", "extends: [bad.yaml]\n");
  const auto report = refused(folder.write("top.yaml", "extends: [left.yaml, right.yaml]\n"));
  CHECK_THAT(report, contains(bad + ":1:4: error: this '[' is never closed"));
  CHECK(report.find("error") == report.rfind("error"));
}

TEST_CASE("a file with problems that can be read is merged for the checks to come", "[extends]") {
  const Folder folder;
  folder.write("base.yaml", "a: 010\n");
  Diagnostics diagnostics;
  CHECK(load_experiment(folder.write("top.yaml", "extends: [base.yaml]\nb: 1\n"), diagnostics));
  CHECK(diagnostics.problems().size() == 1);
}

TEST_CASE("a chain of sixteen files is read and one of seventeen refused", "[extends]") {
  const Folder folder;
  folder.write("f1.yaml", "a: 1\n");
  std::string last;
  for (int i = 2; i <= 17; ++i) {
    last = folder.write("f" + std::to_string(i) + ".yaml",
                        "extends: [f" + std::to_string(i - 1) + ".yaml]\n");
  }
  CHECK(loaded((folder.path() / "f16.yaml").string()) == R"({"a":"1"})");
  CHECK_THAT(refused(last), contains("chain of extends is too long"));
}

TEST_CASE("an experiment of very many files is refused", "[extends]") {
  const Folder folder;
  std::string list = "extends:\n";
  for (int i = 0; i < 64; ++i) {
    const auto name = "f" + std::to_string(i) + ".yaml";
    folder.write(name, "a: 1\n");
    list += "  - " + name + "\n";
  }
  CHECK_THAT(refused(folder.write("top.yaml", list)), contains("too many files"));
}

TEST_CASE("files that add up to too many values are refused", "[extends]") {
  const Folder folder;
  std::string list = "extends:\n";
  for (int i = 0; i < 3; ++i) {
    const auto name = "f" + std::to_string(i) + ".yaml";
    std::string text = "l" + std::to_string(i) + ": [";
    for (int item = 0; item < 40'000; ++item) text += "x,";
    folder.write(name, text + "]\n");
    list += "  - " + name + "\n";
  }
  CHECK_THAT(refused(folder.write("top.yaml", list)), contains("adds up to too many values"));
}

TEST_CASE("the same file named thousands of times is read once and quickly", "[extends]") {
  const Folder folder;
  folder.write("base.yaml", "a: 1\n");
  std::string list = "extends:\n";
  for (int i = 0; i < 5000; ++i) list += "  - base.yaml\n";
  CHECK(loaded(folder.write("top.yaml", list)) == R"({"a":"1"})");
}
