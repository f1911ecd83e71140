#include "models/fields.hpp"

#include <set>
#include <string>

#include "models/scenario.hpp"
#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

TEST_CASE("a range knows whether its ends belong to it", "[fields]") {
  CHECK(at_least(0).contains(0.0));
  CHECK_FALSE(positive().contains(0.0));
  CHECK(probability().contains(1.0));
  CHECK(share().contains(1.0));
  CHECK_FALSE(share().contains(0.0));
  CHECK_FALSE(open_unit().contains(1.0));
  CHECK_FALSE(between(1, 3).contains(3.5));
  CHECK_FALSE(any().contains(std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("named things keep their order and are found by name", "[fields]") {
  Named<int> numbers;
  CHECK(numbers.empty());
  numbers.add("two", 2);
  numbers.add("one", 1);
  CHECK(numbers.size() == 2);
  CHECK(numbers.index("one") == 1U);
  CHECK(numbers.index("three") == std::nullopt);
  CHECK(numbers.find("three") == nullptr);
  *numbers.find("two") = 22;
  CHECK(numbers[0].second == 22);
}

TEST_CASE("a list that may be written as its only item keeps the order of several", "[fields]") {
  CHECK(OneOrMore<std::string>{}.empty());
  const OneOrMore<std::string> one = "dcl";
  REQUIRE(one.size() == 1);
  CHECK(one[0] == "dcl");
  OneOrMore<std::string> several{"bank", "dcl"};
  REQUIRE(several.size() == 2);
  CHECK(several[0] == "bank");
  CHECK(several.add("ministry") == "ministry");
  CHECK(several[2] == "ministry");
}

TEST_CASE("enumerations are written as their names", "[fields]") {
  CHECK(to_text(Protocol::meeting) == "meeting");
  CHECK(to_text(Objection::restart) == "restart");
  CHECK(to_text(Topic::tempt) == "tempt");
  CHECK(to_text(Attention::outside_first) == "outside_first");
  CHECK(to_text(MediumKind::meeting) == "meeting");
}

/// Walks the fields of a struct and of all structs in it.
struct Inspector {
  int numbers = 0;

  template <class T>
  void operator()(const T& value, const Field& field) {
    INFO(field.name);
    CHECK_FALSE(field.name.empty());
    CHECK_FALSE(field.meaning.empty());
    if constexpr (std::is_arithmetic_v<T>) {
      ++numbers;
      CHECK(field.range.contains(static_cast<double>(value)));
    } else if constexpr (HasFields<T>) {
      std::set<std::string_view> seen;
      T::visit_fields(value, [&](const auto& inner, const Field& inner_field) {
        CHECK(seen.insert(inner_field.name).second);
        (*this)(inner, inner_field);
      });
    }
  }
};

TEST_CASE("every default lies in its range, every field has a name of its own and a meaning",
          "[fields]") {
  Inspector inspect;
  inspect(Scenario{}, Field{"scenario", "everything"});
  inspect(FirmSpec{}, Field{"firm", "a firm"});
  inspect(PersonSpec{}, Field{"person", "a person"});
  inspect(IntermediarySpec{}, Field{"intermediary", "an intermediary"});
  inspect(ProjectSpec{}, Field{"project", "a project"});
  inspect(WhenFrustrated{}, Field{"when_frustrated", "a policy"});
  inspect(WhenRelieved{}, Field{"when_relieved", "a policy"});
  inspect(After{}, Field{"after", "a policy"});
  inspect(SocialEventSpec{}, Field{"social_event", "an occasion"});
  inspect(SecondmentSpec{}, Field{"secondment", "an occasion"});
  for (const auto& [name, medium] : default_media()) inspect(medium, Field{name, "a medium"});
  CHECK(inspect.numbers > 60);
}

}  // namespace
}  // namespace nakodo::tests
