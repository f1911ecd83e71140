#include "experiment/child_process.hpp"

#include "tests/catch.hpp"

namespace nakodo::experiment {

TEST_CASE("a child's words and exit code come back", "[child]") {
  const ChildAnswer answer =
      run_child({"sh", "-c", "echo out; echo err >&2; exit 3"}, Errors::dropped);
  CHECK(answer.started);
  CHECK(answer.code == 3);
  CHECK(answer.said == "out\n");
  CHECK(run_child({"sh", "-c", "echo err >&2"}, Errors::with_said).said == "err\n");
}

TEST_CASE("a child that cannot be started says why", "[child]") {
  const ChildAnswer answer = run_child({"no-such-program"}, Errors::shown);
  CHECK_FALSE(answer.started);
  CHECK(answer.code == -1);
  CHECK(answer.said == "no-such-program: No such file or directory");
}

TEST_CASE("a child that is killed has no exit code", "[child]") {
  const ChildAnswer answer = run_child({"sh", "-c", "kill -9 $$"}, Errors::shown);
  CHECK(answer.started);
  CHECK(answer.code == -1);
}

}  // namespace nakodo::experiment
