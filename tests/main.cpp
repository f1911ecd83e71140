// The one main() of all C++ tests, for Catch2 3 and 2. Compiled once: Catch2 2 takes seconds.

#include <cstdlib>
#include <string_view>
#include <vector>

#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

// `--update` makes the tests that compare with kept texts (golden results, messages, the schema)
// write them anew; it is the same as NAKODO_UPDATE=1.
int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  if (std::erase_if(arguments,
                    [](const char* word) { return std::string_view(word) == "--update"; }))
    setenv("NAKODO_UPDATE", "1", 1);
  return Catch::Session().run(static_cast<int>(arguments.size()), arguments.data());
}
