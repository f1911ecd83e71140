#include "models/circulation.hpp"

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

Circulation begun(Protocol protocol, Objection objection, std::size_t stakeholders) {
  Circulation circulation;
  circulation.begin(protocol, objection, stakeholders);
  return circulation;
}

TEST_CASE("ringi asks one after another", "[circulation]") {
  Circulation ringi = begun(Protocol::serial, Objection::redo, 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(ringi.next() == i);
    CHECK(ringi.next() == std::nullopt);
    CHECK_FALSE(ringi.complete());
    ringi.sealed(i);
    CHECK(ringi.has_sealed(i));
  }
  CHECK(ringi.complete());
  CHECK(ringi.next() == std::nullopt);
}

TEST_CASE("in parallel all are asked at once", "[circulation]") {
  Circulation parallel = begun(Protocol::parallel, Objection::redo, 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(parallel.next() == i);
  CHECK(parallel.next() == std::nullopt);
  parallel.sealed(2);
  parallel.objected(1);
  CHECK(parallel.next() == 1U);
  CHECK(parallel.next() == std::nullopt);
}

TEST_CASE("after an objection redo asks the same person again", "[circulation]") {
  Circulation ringi = begun(Protocol::serial, Objection::redo, 3);
  ringi.next();
  ringi.sealed(0);
  ringi.next();
  ringi.objected(1);
  CHECK(ringi.has_sealed(0));
  CHECK(ringi.next() == 1U);
}

TEST_CASE("after an objection restart begins anew", "[circulation]") {
  Circulation ringi = begun(Protocol::serial, Objection::restart, 3);
  ringi.next();
  ringi.sealed(0);
  ringi.next();
  ringi.objected(1);
  CHECK_FALSE(ringi.has_sealed(0));
  CHECK(ringi.next() == 0U);
}

TEST_CASE("restart does not recall a question that is still out", "[circulation]") {
  Circulation parallel = begun(Protocol::parallel, Objection::restart, 3);
  for (int i = 0; i < 3; ++i) parallel.next();
  parallel.sealed(0);
  parallel.objected(1);
  CHECK(parallel.next() == 0U);
  CHECK(parallel.next() == 1U);
  CHECK(parallel.next() == std::nullopt);
  parallel.sealed(2);
  CHECK(parallel.has_sealed(2));
}

TEST_CASE("a new round forgets the old one", "[circulation]") {
  Circulation circulation = begun(Protocol::parallel, Objection::redo, 2);
  circulation.next();
  circulation.sealed(0);
  circulation.begin(Protocol::serial, Objection::redo, 1);
  CHECK(circulation.size() == 1);
  CHECK_FALSE(circulation.complete());
  CHECK(circulation.next() == 0U);
}

TEST_CASE("a round is complete with the seals its rule asks for", "[circulation]") {
  Circulation ringi;
  ringi.begin(Protocol::serial, Objection::redo, 3, AtLeast{2});
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK_FALSE(ringi.complete());
    CHECK(ringi.next() == i);
    ringi.sealed(i);
  }
  CHECK(ringi.complete());
  CHECK(ringi.seals() == 2);
}

TEST_CASE("who is lost is passed over, until too many are", "[circulation]") {
  Circulation ringi;
  ringi.begin(Protocol::serial, Objection::redo, 3, Majority{});
  ringi.next();
  ringi.lost(0);
  CHECK(ringi.is_lost(0));
  CHECK_FALSE(ringi.hopeless());
  CHECK(ringi.next() == 1U);
  ringi.lost(1);
  CHECK(ringi.hopeless());
  CHECK_FALSE(ringi.complete());
}

TEST_CASE("where all are needed one loss is too many", "[circulation]") {
  Circulation ringi = begun(Protocol::serial, Objection::redo, 3);
  ringi.next();
  CHECK_FALSE(ringi.hopeless());
  ringi.lost(0);
  CHECK(ringi.hopeless());
}

TEST_CASE("a last objection voids the seals of a round that restarts", "[circulation]") {
  Circulation ringi;
  ringi.begin(Protocol::serial, Objection::restart, 3, AtLeast{2});
  ringi.next();
  ringi.sealed(0);
  ringi.next();
  ringi.lost(1);
  CHECK_FALSE(ringi.has_sealed(0));
  CHECK(ringi.next() == 0U);
}

TEST_CASE("the share of peers leaves oneself out", "[circulation]") {
  Circulation parallel = begun(Protocol::parallel, Objection::redo, 5);
  for (int i = 0; i < 5; ++i) parallel.next();
  parallel.sealed(0);
  parallel.sealed(1);
  CHECK(parallel.share_of_peers(0) == 0.25);
  CHECK(parallel.share_of_peers(4) == 0.5);
  parallel.lost(3);
  CHECK(parallel.share_of_peers(4) == 0.5);
  CHECK(begun(Protocol::serial, Objection::redo, 1).share_of_peers(0) == 0.0);
}

}  // namespace
}  // namespace nakodo::tests
