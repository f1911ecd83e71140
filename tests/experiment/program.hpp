// One concept: the real program, run as a user runs it: words in; exit code and what it said out.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::experiment {

/// What a program that has ended leaves.
struct Ended {
  int code = -1;  ///< exit code; -1 if a signal killed it
  std::string out;
  std::string err;
};

/// A program that is running. It is killed if nobody waits for it.
class Running {
 public:
  explicit Running(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string out = (said_.path() / "out").string();
    const std::string err = (said_.path() / "err").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
    const int failed =
        posix_spawnp(&child_, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + words[0]);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }

  void interrupt() const { send(SIGINT); }
  void send(int signal) const { kill(child_, signal); }
  Ended wait() {
    int status = 0;
    waitpid(std::exchange(child_, 0), &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, bytes_of(said_.path() / "out"),
            bytes_of(said_.path() / "err")};
  }

 private:
  ScratchFolder said_;
  pid_t child_ = 0;
};

/// The words that start the built program with these arguments: NAKODO_PROGRAM, or the one beside
/// this test program.
inline std::vector<std::string> nakodo_words(const std::vector<std::string>& arguments) {
  const char* program = std::getenv("NAKODO_PROGRAM");
  std::vector<std::string> words{
      program != nullptr
          ? program
          : (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "nakodo").string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

inline Ended nakodo(const std::vector<std::string>& arguments) {
  return Running(nakodo_words(arguments)).wait();
}

}  // namespace nakodo::experiment
