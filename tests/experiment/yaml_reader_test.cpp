#include "experiment/yaml_reader.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace nakodo::experiment;
using nakodo::tests::contains;

namespace {

/// The canonical text of what is read, which must be without problems.
std::string read_yaml(const std::string& text) {
  Diagnostics diagnostics;
  const auto node = read_yaml_text("a.yaml", text, diagnostics);
  INFO(text);
  INFO(diagnostics.text());
  REQUIRE(diagnostics.ok());
  REQUIRE(node);
  return canonical(*node);
}

/// Every problem as "line:column message", one a line.
std::string problems(const std::string& text) {
  Diagnostics diagnostics;
  read_yaml_text("a.yaml", text, diagnostics);
  std::string out;
  for (const auto& [place, message, advice] : diagnostics.problems()) {
    if (!out.empty()) out += '\n';
    out += std::to_string(place.line) + ':' + std::to_string(place.column) + ' ' + message;
  }
  return out;
}

}  // namespace

TEST_CASE("mappings and sequences and scalars are read in block and flow style", "[yaml]") {
  CHECK(read_yaml("a: 1\nb:\n  - x\n  - {c: d, e: [f]}\n") ==
        R"({"a":"1","b":["x",{"c":"d","e":["f"]}]})");
  CHECK(read_yaml("a:\n- x\n- y\n") == R"({"a":["x","y"]})");
  CHECK(read_yaml("- - a\n  - b\n- c") == R"([["a","b"],"c"])");
  CHECK(read_yaml("[a: 1, b]") == R"([{"a":"1"},"b"])");
  CHECK(read_yaml("? a\n: 1\n") == R"({"a":"1"})");
}

TEST_CASE("a value given on the command line is read", "[yaml]") {
  CHECK(read_yaml("3") == R"("3")");
  CHECK(read_yaml("6 weeks") == R"("6 weeks")");
  CHECK(read_yaml("[1, 2]") == R"(["1","2"])");
  CHECK(read_yaml("{when_frustrated: 0.4}") == R"({"when_frustrated":"0.4"})");
  CHECK(read_yaml("null") == "null");
  CHECK(read_yaml("''") == R"("")");
}

TEST_CASE("comments and blank lines and document marks at the ends are skipped", "[yaml]") {
  CHECK(read_yaml("# first\n---\n\na: 1 # one\n# last\n...\n") == R"({"a":"1"})");
}

TEST_CASE("quoted and block texts are read", "[yaml]") {
  CHECK(read_yaml("a: 'it''s'\nb: \"x\\ty\\u00e9\"\n") ==
        "{\"a\":\"it's\",\"b\":\"x\\u0009y\xC3\xA9\"}");
  CHECK(read_yaml("a: |\n  one\n  two\n") == R"({"a":"one\u000atwo\u000a"})");
  CHECK(read_yaml("a: >-\n  one\n  two") == R"({"a":"one two"})");
  CHECK(read_yaml("a: \"one\n  two\"") == R"({"a":"one two"})");
}

TEST_CASE("null is read in its four spellings and quoted null is a text", "[yaml]") {
  CHECK(read_yaml("[~, null, Null, NULL, 'null', nUll]") ==
        R"([null,null,null,null,"null","nUll"])");
}

TEST_CASE("yes and no and on and off stay texts", "[yaml]") {
  CHECK(read_yaml("[yes, no, on, off, y, n, true]") == R"(["yes","no","on","off","y","n","true"])");
}

TEST_CASE("places are those of the values and keys", "[yaml]") {
  Diagnostics diagnostics;
  const auto root = read_yaml_text("a.yaml", "é: 1\n\"ü\": [ß, x]\n", diagnostics);
  REQUIRE(root);
  CHECK(root->place() == Place{0, 1, 1});
  CHECK(get_path(*root, "é")->place() == Place{0, 1, 4});
  CHECK(root->find_entry("ü")->key_place == Place{0, 2, 1});
  CHECK(get_path(*root, "ü")->place() == Place{0, 2, 6});
  CHECK(get_path(*root, "ü[1]")->place() == Place{0, 2, 10});
}

TEST_CASE("a byte order mark and Windows line ends are tolerated", "[yaml]") {
  CHECK(read_yaml("\xEF\xBB\xBF"
                  "a: 1\r\nb: |\r\n  x\r\n") == R"({"a":"1","b":"x\u000a"})");
}

TEST_CASE("a duplicate key is reported where it stands the second time", "[yaml]") {
  CHECK(problems("a: 1\nb: 2\n\"a\": 3\n") == "3:1 the key 'a' stands here a second time");
  Diagnostics diagnostics;
  const auto root = read_yaml_text("a.yaml", "a: 1\na: [2, {a: 3}]\n", diagnostics);
  CHECK_THAT(diagnostics.text(), contains("line 1"));
  CHECK(canonical(root.value()) == R"({"a":"1"})");
}

TEST_CASE("the same key may stand in different mappings", "[yaml]") {
  CHECK(problems("a: {b: 1}\nc: {b: 1}\n").empty());
}

TEST_CASE("merge keys are refused unless quoted", "[yaml]") {
  CHECK(problems("a:\n  <<: {b: 1}\n") == "2:3 merge keys (<<) are not used here");
  CHECK(problems("\"<<\": 1\n").empty());
}

TEST_CASE("anchors and aliases are refused", "[yaml]") {
  const std::string message = "anchors (&name) and aliases (*name) are not used here";
  CHECK(problems("a: &x 1\nb: *x\n") == "1:4 " + message + "\n2:4 " + message);
  CHECK(problems("b: *x\n") == "1:4 " + message);
  CHECK(problems("&a x: 1\n") == "1:1 " + message);
  CHECK(problems("a: *\n") == "1:5 " + message);
}

TEST_CASE("an alias bomb is refused without being expanded", "[yaml]") {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before +
            "]\n";
  }
  Diagnostics diagnostics;
  read_yaml_text("a.yaml", bomb, diagnostics);
  CHECK(diagnostics.problems().size() == 30 + 2 * 29);
}

TEST_CASE("tags are refused", "[yaml]") {
  const std::string message = "tags (!name) are not used here";
  CHECK(problems("a: !!str 1\n") == "1:4 " + message);
  CHECK(problems("a: !mine {b: 1}\n") == "1:4 " + message);
  CHECK(problems("a: ! 1\n") == "1:4 " + message);
  CHECK(problems("a: ! 'x'\n") == "1:4 " + message);
  CHECK(problems("a: !<tag:x> [b]\n") == "1:4 " + message);
  CHECK(problems("!a b: 1\n") == "1:1 " + message);
  CHECK(problems("a: !!null\n") == "1:4 " + message);
}

TEST_CASE("several documents are refused", "[yaml]") {
  CHECK(problems("a: 1\n---\nb: 2\n") == "2:1 a second document begins here");
  CHECK(problems("a: 1\n---\n") == "2:1 a second document begins here");
  CHECK(problems("a: 1\n...\nb: 2\n") == "3:1 this does not belong to what stands before it");
}

TEST_CASE("a document without a value is refused", "[yaml]") {
  for (const auto* text :
       {"", " ", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\xEF\xBB\xBF", "# null\n"}) {
    INFO(text);
    CHECK(problems(text) == "1:1 there is no value here");
  }
}

TEST_CASE("a key that is no text is refused", "[yaml]") {
  CHECK(problems("[a]: 1\nb: 2\n") == "1:1 a list or mapping cannot be a key");
  CHECK(problems("{a: 1}: 2\n") == "1:1 a list or mapping cannot be a key");
  CHECK(problems("? - a\n: 1\n") == "1:3 a list or mapping cannot be a key");
  CHECK(problems("null: 1\n") == "1:1 null cannot be a key");
  CHECK(problems("~: 1\n") == "1:1 null cannot be a key");
  CHECK(problems(": 1\n") == "1:1 a key is missing here");
  CHECK(problems("'': 1\n") == "1:1 a key cannot be empty");
  CHECK(problems("a: [: b]\n") == "1:5 a key is missing here");
}

TEST_CASE("a value that is missing is refused where it is missing", "[yaml]") {
  CHECK(problems("a:\nb: 1\n") == "1:1 'a' has no value");
  CHECK(problems("b: 1\na:\n") == "2:1 'a' has no value");
  CHECK(problems("b: 1\na\n") == "2:1 'a' has no value");
  CHECK(problems("{a}") == "1:2 'a' has no value");
  CHECK(problems("{a: , b: 1}") == "1:2 'a' has no value");
  CHECK(problems("- a\n-\n- b\n") == "2:1 an item of this list has no value");
  CHECK(problems("[a,,b]") == "1:4 an item of this list has no value");
  CHECK(problems("[,]") == "1:2 an item of this list has no value");
}

TEST_CASE("a trailing comma is no missing value", "[yaml]") {
  CHECK(read_yaml("[a, b, ]") == R"(["a","b"])");
  CHECK(read_yaml("{a: 1, }") == R"({"a":"1"})");
}

TEST_CASE("numbers that readers take differently are refused unless quoted", "[yaml]") {
  for (const auto* text :
       {"010", "-007", "+00", "00.5", "01e3", "0x1F", "0o17", "0b101", "08", "0_1", "-0x1f"}) {
    INFO(text);
    CHECK_FALSE(problems("a: " + std::string(text)).empty());
    CHECK(problems("a: '" + std::string(text) + "'").empty());
  }
  for (const auto* text : {"0", "0.5", "-0.5", "0e3", "10", "0010-01-01", "0abc", "0x", "0xyz",
                           "01:30", "0.0.7", "00:15", "0o9", "01e", "1e05"}) {
    INFO(text);
    CHECK(problems("a: " + std::string(text)).empty());
  }
}

TEST_CASE("spellings of infinity and not-a-number are refused unless quoted", "[yaml]") {
  for (const auto* text : {".nan", ".NaN", ".NAN", ".inf", "-.inf", "+.Inf", "nan", "NaN", "inf",
                           "-inf", "Infinity"}) {
    INFO(text);
    CHECK_THAT(problems("a: " + std::string(text)), contains("no finite number"));
    CHECK(problems("a: '" + std::string(text) + "'").empty());
  }
  CHECK(problems("a: [info, nano, .information]").empty());
}

TEST_CASE("tabs are refused wherever they stand", "[yaml]") {
  CHECK(problems("a:\n\tb: 1\n") == "2:1 tabs are not allowed");
  CHECK(problems("a:\n  \tb: 1\n") == "2:3 tabs are not allowed");
  CHECK(problems("a:\t1\nb: 'x\ty'\n") == "1:3 tabs are not allowed\n2:6 tabs are not allowed");
}

TEST_CASE("control characters and broken UTF-8 are refused", "[yaml]") {
  using namespace std::string_literals;
  CHECK(problems("a: x\0y\n"s) == "1:5 the control character U+0000 cannot stand here");
  CHECK(problems("a: x\x04\nb: 1\n") == "1:5 the control character U+0004 cannot stand here");
  CHECK(problems("a: x\rb: 1\n") == "1:5 the control character U+000D cannot stand here");
  CHECK(problems("a: \x7f\n") == "1:4 the control character U+007F cannot stand here");
  CHECK(problems("a: \xC2\x85\n") == "1:4 the control character U+0085 cannot stand here");
  CHECK(problems("a: \"x\\0\"\n") == "1:4 the text holds the control character U+0000");
  CHECK(problems("a: 1\n\xEF\xBB\xBF"
                 "b: 1\n") == "2:1 a byte order mark stands within the text");
  for (const auto* bytes : {"\xff", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\x80"}) {
    CHECK_THAT(problems("a: " + std::string(bytes) + "\n"),
               contains("1:4 this is not valid UTF-8"));
  }
  CHECK_THAT(problems("\xff\xfe"s + "a\0:\0"s), contains("UTF-8"));
}

TEST_CASE("escapes that yaml-cpp decodes to broken UTF-8 are refused", "[yaml]") {
  CHECK(problems("a: \"x\\_\"\n") == "1:4 the text holds an escape that is not supported");
  CHECK(problems("a: \"x\\N\"\n") == "1:4 the text holds an escape that is not supported");
  CHECK(read_yaml("a: \"\\u00a0\\L\\P\"\n") == "{\"a\":\"\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\"}");
}

TEST_CASE("a binary file does not make thousands of complaints", "[yaml]") {
  Diagnostics diagnostics;
  read_yaml_text("a.yaml", std::string(100'000, '\xff') + std::string(100'000, '\0'), diagnostics);
  CHECK(diagnostics.problems().size() == 40);
}

TEST_CASE("directives are refused", "[yaml]") {
  CHECK(problems("%YAML 1.2\n---\na: 1\n") == "1:1 YAML directives are not used here");
}

TEST_CASE("an open bracket is reported where it was opened", "[yaml]") {
  CHECK(problems("a: 1\nb: [1, 2\n") == "2:4 this '[' is never closed");
  CHECK(problems("a: {b: [1, 2]\n") == "1:4 this '{' is never closed");
  CHECK(problems("{\"access\"") == "1:1 this '{' is never closed");
  CHECK(problems("a: [1, 2\nb: 3\n") == "1:4 this '[' is never closed");
  CHECK(problems("a: &x [1\n") ==
        "1:4 anchors (&name) and aliases (*name) are not used here\n"
        "1:7 this '[' is never closed");
  CHECK(problems("a: [1, 'x'y]\n") == "1:11 ',' or ']' is expected here");
  CHECK(problems("a: {b: [1] 2}\n") == "1:12 ',' or '}' is expected here");
}

TEST_CASE("an open quote is reported where it was opened", "[yaml]") {
  CHECK(problems("a: 1\nb: 'it''s\n") == "2:4 this quote is never closed");
  CHECK(problems("b: \"x\\\"\nc: 1\n") == "1:4 this quote is never closed");
  CHECK_THAT(problems("'a: 1\n"), contains("never closed"));
  CHECK(problems("a: 'x'\nb: \"\\\\\"\nc: ''\nd: \"\"\n").empty());
}

TEST_CASE("syntax errors are explained in plain language at their place", "[yaml]") {
  CHECK(problems("a: 1\n  b: 2\n") == "2:4 a ':' cannot stand here");
  CHECK(problems("title: a: b\n") == "1:9 a ':' cannot stand here");
  CHECK(problems("a:\n  - 1\n b: 2\n") == "3:2 this does not fit into the mapping around it");
  CHECK(problems("a: 'x' y\n") == "1:8 this does not fit into the mapping around it");
  CHECK(problems("a: - b\n") == "1:4 a list item '- ' cannot start here");
  CHECK(problems("a: @x\n") == "1:4 a text cannot begin with '@' here");
  CHECK(problems("a: 50\n]\n") == "2:1 this bracket does not match an open one");
  CHECK(problems("a: [1}\n") == "1:6 this bracket does not match an open one");
  CHECK(problems("a: | x\n") == "1:6 nothing but a comment can follow '|' or '>' on its line");
  CHECK(problems("a: \"\\q\"\n") == "1:7 this escape in double quotes is not valid");
  CHECK(problems("a: \"\\ud800\"\n") == "1:11 this escape in double quotes is not valid");
  CHECK(problems("- a\nb: 1\n") == "2:1 this does not belong to what stands before it");
  CHECK(problems("- a\n-b\n") == "2:1 this does not belong to what stands before it");
  CHECK(problems("\"foo\" bar\n") == "1:7 this does not belong to what stands before it");
  CHECK(problems(",") == "1:1 this does not belong to what stands before it");
}

TEST_CASE("all problems up to a syntax error are reported together", "[yaml]") {
  CHECK(problems("a: 010\na: 1\nb: &x 2\nc: .nan\n<<: 1\nd:\t1\ne: f: g\n") ==
        "1:4 '010' begins with a zero: some readers take that for octal\n"
        "2:1 the key 'a' stands here a second time\n"
        "3:4 anchors (&name) and aliases (*name) are not used here\n"
        "4:4 '.nan' is no finite number\n"
        "5:1 merge keys (<<) are not used here\n"
        "6:3 tabs are not allowed\n"
        "7:5 a ':' cannot stand here");
}

TEST_CASE("deep nesting is refused however it is written", "[yaml]") {
  const auto repeat = [](const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
  };
  CHECK(problems(repeat("[", 32) + "x" + repeat("]", 32)).empty());
  CHECK(problems(repeat("[", 33) + "x" + repeat("]", 33)) == "1:33 this is nested too deeply");
  for (const auto* opening : {"[", "{", "- ", "{a: ", "? ", "[? ", "[[a, ", "[a: ", "- ? "}) {
    INFO(opening);
    CHECK_THAT(problems(repeat(opening, 100'000)), contains("too deeply"));
  }
  std::string stairs;
  for (int i = 0; i < 500; ++i) stairs += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK_THAT(problems(stairs), contains("too deeply"));
}

TEST_CASE("a source of more than one mebibyte is refused", "[yaml]") {
  const auto text = "a: " + std::string(YamlLimits::bytes - 3, 'x');
  CHECK(problems(text).empty());
  CHECK_THAT(problems(text + "x"), contains("too large"));
}

TEST_CASE("a source of more than a hundred thousand values is refused", "[yaml]") {
  const auto list_of = [](std::size_t items) {
    std::string out = "[";
    for (std::size_t i = 0; i < items; ++i) out += "x,";
    return out + "]";
  };
  CHECK(problems(list_of(YamlLimits::nodes - 1)).empty());
  CHECK_THAT(problems(list_of(YamlLimits::nodes)), contains("too many values"));
}

TEST_CASE("a mapping of very many keys is read quickly", "[yaml]") {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "key_" + std::to_string(i) + ": 1\n";
  CHECK(problems(text).empty());
}

TEST_CASE("a file is read and named as the user named it", "[yaml]") {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("nakodo_yaml_reader_test_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto path = (folder / "a.yaml").string();
  std::ofstream(path) << "a: 1\na: 2\n";
  Diagnostics diagnostics;
  CHECK(read_yaml_file(path, diagnostics));
  CHECK_THAT(diagnostics.text(), contains(path + ":2:1: error: the key 'a'"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("a file that cannot be read is reported and not waited for", "[yaml]") {
  Diagnostics missing;
  CHECK_FALSE(read_yaml_file("no/such/file.yaml", missing));
  CHECK(missing.text() ==
        "no/such/file.yaml: error: 'no/such/file.yaml' does not exist\n"
        "  name a configuration file, such as configs/kinkei.yaml\n");
  Diagnostics folder;
  CHECK_FALSE(read_yaml_file(".", folder));
  CHECK_THAT(folder.text(), contains("is a folder"));
  Diagnostics device;
  CHECK_FALSE(read_yaml_file("/dev/zero", device));
  CHECK_THAT(device.text(), contains("is not a regular file"));
}
