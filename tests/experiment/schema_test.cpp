// The JSON Schema that editors read, as `nakodo schema` prints it and as configs/ holds it.
#include <string>

#include "tests/catch.hpp"
#include "tests/experiment/kept_text.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {

TEST_CASE("configs/nakodo.schema.json is what the program prints", "[schema]") {
  const Ended printed = nakodo({"schema"});
  REQUIRE(printed.code == 0);
  check_kept("configs/nakodo.schema.json", printed.out);
}

TEST_CASE("the schema is valid JSON", "[schema]") {
  const char* python = std::getenv("NAKODO_PYTHON");
  const ScratchFolder scratch;
  const std::string schema = (scratch.path() / "schema.json").string();
  std::ofstream(schema, std::ios::binary) << nakodo({"schema"}).out;
  const Ended read =
      Running({python != nullptr ? python : "python3", "-m", "json.tool", schema, "/dev/null"})
          .wait();
  CHECK(read.err.empty());
  CHECK(read.code == 0);
}

TEST_CASE("the schema takes no arguments", "[schema]") {
  CHECK(nakodo({"schema", "configs/kinkei.yaml"}).code == 2);
}

}  // namespace nakodo::experiment
