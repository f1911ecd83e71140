// What the program makes of a machine that does not let it write.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/sweep.hpp"

namespace nakodo::experiment {
namespace {

/// The program, started by a line of a shell that stands before it.
Ended under(const std::string& line, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = nakodo_words(arguments);
  words.insert(words.begin(), {"bash", "-c", line, "bash"});
  return Running(words).wait();
}

}  // namespace

TEST_CASE("main: what cannot be said on the standard output is exit code 74", "[main]") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--help"}, {"describe"}, {"schema"}}) {
    const Ended full = under("\"$@\" > /dev/full", words);
    CHECK(full.code == 74);
    CHECK_THAT(full.err, tests::contains("cannot write all of this to the standard output"));
    const Ended unread = under("\"$@\" | true; exit ${PIPESTATUS[0]}", words);
    CHECK((unread.code == 74 || unread.code == 0));  // what is short may go into the pipe
  }
  CHECK(under("\"$@\" > /dev/full", {"no-command"}).code == 2);
}

TEST_CASE("main: a file that may not grow further is exit code 74, and leaves nothing", "[main]") {
  const Sweep of(small_world + "experiment: {replications: 20000}\noutput: {trace: deals}\n");
  const Ended ended = under("ulimit -f 40; exec \"$@\"", of.words({"--jobs", "1"}));
  CHECK(ended.code == 74);
  CHECK_THAT(ended.err, tests::contains("sweep.h5"));
  CHECK_THAT(ended.err, tests::contains("ulimit -f"));
  if (fs::exists(of.folder()))
    for (const std::string& name : of.names()) CHECK_FALSE(name.ends_with(".tmp"));
}

}  // namespace nakodo::experiment
