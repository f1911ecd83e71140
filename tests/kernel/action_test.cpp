#include "kernel/action.hpp"

#include <array>
#include <cstring>

#include "tests/catch.hpp"

using nakodo::kernel::InlineAction;

TEST_CASE("an action calls what it holds", "[kernel][action]") {
  int calls = 0;
  InlineAction action = [&calls] { ++calls; };
  action();
  action();
  CHECK(calls == 2);
}

TEST_CASE("an action holds 24 bytes and is copied as bytes", "[kernel][action]") {
  std::array<int, 3> seen{};
  int* const out = seen.data();
  struct Full {
    int* out;
    int a, b, c, d;
    void operator()() const {
      out[0] = a;
      out[1] = b + c;
      out[2] = d;
    }
  };
  static_assert(sizeof(Full) == InlineAction::capacity);
  const InlineAction original = Full{out, 1, 2, 3, 4};
  InlineAction copy;
  std::memcpy(static_cast<void*>(&copy), &original, sizeof copy);
  copy();
  CHECK(seen == std::array<int, 3>{1, 5, 4});
}

TEST_CASE("a copy of an action keeps its own state", "[kernel][action]") {
  int last = 0;
  InlineAction first = [&last, n = 0]() mutable { last = ++n; };
  first();
  InlineAction second = first;
  first();
  first();
  CHECK(last == 3);
  second();
  CHECK(last == 2);
}

TEST_CASE("an action ignores what its callable returns", "[kernel][action]") {
  int calls = 0;
  InlineAction action = [&calls] { return ++calls; };
  action();
  CHECK(calls == 1);
}

TEST_CASE("an action that knows what it will ask for is told to fetch it, any other is not",
          "[kernel][action]") {
  using nakodo::kernel::Expected;
  struct Knowing {
    int* soon;
    void operator()() const {}
    void expect(Expected how_soon) const { *soon += how_soon == Expected::soon ? 1 : 0; }
  };
  int soon = 0;
  const InlineAction knowing = Knowing{&soon};
  knowing.fetch();
  knowing.expect(Expected::soon);
  knowing.expect(Expected::next);
  CHECK(soon == 1);
  const InlineAction nothing = [] {};
  const InlineAction number = [n = 12345678901234567U] { static_cast<void>(n); };
  for (const InlineAction& action : {nothing, number}) {
    action.fetch();  // wherever that is
    action.expect(Expected::soon);
  }
}
