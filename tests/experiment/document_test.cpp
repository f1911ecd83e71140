#include "experiment/document.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

/// {firms: {sco: {employees: 60}, list: [a, b]}, title: x}
Node example() {
  auto sco = Node::mapping();
  sco.set("employees", Node::scalar("60"));
  auto list = Node::sequence();
  list.push_back(Node::scalar("a"));
  list.push_back(Node::scalar("b"));
  auto firms = Node::mapping();
  firms.set("sco", std::move(sco));
  firms.set("list", std::move(list));
  auto root = Node::mapping();
  root.set("firms", std::move(firms));
  root.set("title", Node::scalar("x"));
  return root;
}

}  // namespace

TEST_CASE("a value is found at its path", "[document]") {
  const auto root = example();
  REQUIRE(get_path(root, "firms.sco.employees") != nullptr);
  CHECK(get_path(root, "firms.sco.employees")->text() == "60");
  CHECK(get_path(root, "firms.list[1]")->text() == "b");
}

TEST_CASE("nothing is found where a path leads nowhere", "[document]") {
  const auto root = example();
  for (const auto* path :
       {"firms.kinkei", "firms.list[2]", "firms.list.a", "title.x", "title[0]", "", ".", "firms.",
        ".firms", "firms..sco", "firms[", "firms[]", "firms[x]", "firms[-1]", "firms[0", "firms]",
        "firms[0]x", "[0].title", "firms[99999999999999999999999]"}) {
    INFO(path);
    CHECK(get_path(root, path) == nullptr);
  }
}

TEST_CASE("setting a path replaces a value", "[document]") {
  auto root = example();
  Diagnostics diagnostics;
  CHECK(set_path(root, "firms.list[0]", Node::scalar("z"), diagnostics));
  CHECK(get_path(root, "firms.list[0]")->text() == "z");
  CHECK(diagnostics.ok());
}

TEST_CASE("setting a path creates the missing mappings at the place of the value", "[document]") {
  auto root = example();
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("--set a.b=1", "1");
  CHECK(set_path(root, "a.b", Node::scalar("1", {file, 1, 1}), diagnostics));
  CHECK(get_path(root, "a.b")->text() == "1");
  CHECK(root.find_entry("a")->key_place == Place{file, 1, 1});
}

TEST_CASE("setting a path takes null for a mapping that is missing", "[document]") {
  auto root = Node::null();
  Diagnostics diagnostics;
  CHECK(set_path(root, "a.b", Node::scalar("1"), diagnostics));
  CHECK(canonical(root) == R"({"a":{"b":"1"}})");
}

TEST_CASE("setting a path that cannot be followed is an error and changes nothing", "[document]") {
  for (const auto* path : {"title.x", "title[0]", "firms.list[2]", "firms.list.a", "firms[0]",
                           "new[0]", "new.a[0].b", "firms..x", ""}) {
    INFO(path);
    auto root = example();
    Diagnostics diagnostics;
    const auto file = diagnostics.files().add("--set", "1");
    CHECK_FALSE(set_path(root, path, Node::scalar("1", {file, 1, 1}), diagnostics));
    REQUIRE(diagnostics.problems().size() == 1);
    CHECK(diagnostics.problems()[0].place == Place{file, 1, 1});
    CHECK(root == example());
  }
}

TEST_CASE("a copy is deep", "[document]") {
  const auto original = example();
  auto copy = original;
  copy.find("firms")->find("sco")->set("employees", Node::scalar("1"));
  CHECK(get_path(original, "firms.sco.employees")->text() == "60");
  CHECK_FALSE(copy == original);
}

TEST_CASE("a node can be replaced by a part of itself", "[document]") {
  auto root = example();
  root = *root.find("firms");
  CHECK(get_path(root, "sco.employees")->text() == "60");
  root = std::move(*root.find("sco"));
  CHECK(canonical(root) == R"({"employees":"60"})");
}

TEST_CASE("equality ignores places and quotes and the order of keys", "[document]") {
  auto a = Node::mapping({0, 1, 1});
  a.set("x", Node::scalar("1"));
  a.set("y", Node::null());
  auto b = Node::mapping({0, 7, 7});
  b.set("y", Node::null({0, 8, 8}));
  b.set("x", Node::scalar("1", {0, 9, 9}, true));
  CHECK(a == b);
  CHECK(canonical(a) == canonical(b));
}

TEST_CASE("the order of items and the kind of a value matter", "[document]") {
  auto ab = Node::sequence();
  ab.push_back(Node::scalar("a"));
  ab.push_back(Node::scalar("b"));
  auto ba = Node::sequence();
  ba.push_back(Node::scalar("b"));
  ba.push_back(Node::scalar("a"));
  CHECK_FALSE(ab == ba);
  CHECK_FALSE(Node::null() == Node::scalar("null"));
  CHECK_FALSE(Node::sequence() == Node::mapping());
  CHECK_FALSE(Node::scalar("1") == Node::scalar("1.0"));
  CHECK(canonical(Node::null()) != canonical(Node::scalar("null")));
}

TEST_CASE("canonical text is JSON with sorted keys and escaped texts", "[document]") {
  auto root = Node::mapping();
  root.set("b", Node::sequence());
  root.set("a\"", Node::scalar("x\n\\"));
  root.find("b")->push_back(Node::null());
  root.find("b")->push_back(Node::mapping());
  CHECK(canonical(root) == R"({"a\"":"x\u000a\\","b":[null,{}]})");
}

TEST_CASE("a key can be removed once", "[document]") {
  auto root = example();
  CHECK(root.erase("title"));
  CHECK_FALSE(root.erase("title"));
  CHECK(root.find("title") == nullptr);
}

TEST_CASE("nodes are counted with everything below them", "[document]") {
  CHECK(count_nodes(Node::null()) == 1);
  CHECK(count_nodes(example()) == 8);
}

TEST_CASE("asking a node for what it is not is a programming error", "[document]") {
  CHECK_THROWS_AS(Node::mapping().text(), std::logic_error);
  CHECK_THROWS_AS(Node::scalar("x").items(), std::logic_error);
  CHECK_THROWS_AS(Node::sequence().entries(), std::logic_error);
}
