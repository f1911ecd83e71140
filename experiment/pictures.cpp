#include "experiment/pictures.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <system_error>

extern char** environ;

namespace nakodo::experiment {

Drawing draw_pictures(const std::filesystem::path& results) {
  const char* configured = std::getenv("NAKODO_PYTHON");
  std::string python = configured != nullptr ? configured : "python3";
  std::string file = results.string();
  // The sheet beside the pictures tells defaults and units: by this program, unless told otherwise.
  std::error_code none;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) setenv("NAKODO_PROGRAM", self.c_str(), 0);
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) return {false, std::strerror(errno)};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
  std::array<std::string, 4> words{"-m", "nakodo", "pictures", file};
  std::array<char*, 6> arguments{python.data(),   words[0].data(), words[1].data(),
                                 words[2].data(), words[3].data(), nullptr};
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, python.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  if (failed != 0) {
    close(pipe_ends[0]);
    return {false, python + ": " + std::strerror(failed)};
  }

  Drawing drawing;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
    drawing.said.append(buffer.data(), static_cast<std::size_t>(got));
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  drawing.drawn = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return drawing;
}

}  // namespace nakodo::experiment
