// One concept: a folder of a test with a configuration in it, run by the real program whole and in
// parts.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// Waits up to a minute until it is so; whether it is.
inline bool wait_for(const std::function<bool()>& there) {
  using Clock = std::chrono::steady_clock;
  const auto patience = Clock::now() + std::chrono::seconds(60);
  while (!there() && Clock::now() < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return there();
}

/// A folder of a test with a configuration in it.
class Sweep {
 public:
  explicit Sweep(const std::string& yaml)
      : config_(write_file(scratch_.path() / "sweep.yaml", yaml)) {}

  const std::string& config() const { return config_; }
  Experiment experiment() const {
    Diagnostics diagnostics;
    auto experiment = load(config_, {}, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(experiment.has_value());
    return std::move(*experiment);
  }
  fs::path folder(const std::string& name = "out") const { return scratch_.path() / name; }
  fs::path shard(const std::string& padded, const std::string& name = "out") const {
    return folder(name) / ("shard-" + padded + ".h5");
  }
  std::vector<std::string> words(std::vector<std::string> options,
                                 const std::string& name = "out") const {
    options.insert(options.begin(), {"run", config_, "--quiet", "--out", folder(name).string()});
    return options;
  }
  Ended run(std::vector<std::string> options, const std::string& name = "out") const {
    return nakodo(words(std::move(options), name));
  }
  Ended in_folder(const std::string& command, std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {command, folder().string()});
    return nakodo(options);
  }
  void run_shards(const std::vector<std::string>& shards, const std::string& name = "out") const {
    for (const std::string& shard : shards) {
      const Ended ended = run({"--shard", shard, "--jobs", "2"}, name);
      INFO(ended.err);
      REQUIRE(ended.code == 0);
    }
  }
  /// The results of one process.
  std::string alone(const std::vector<std::string>& options = {"--jobs", "1"}) const {
    const Ended ended = run(options, "alone");
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    return bytes_of(folder("alone") / "sweep.h5");
  }
  Names names() const {
    Names names;
    for (const auto& entry : fs::directory_iterator(folder()))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  /// Whether a run in the folder has begun to keep what it has: a temporary checkpoint is there.
  bool has_begun_to_keep() const {
    return fs::exists(folder()) && std::ranges::any_of(names(), [](const std::string& name) {
             return name.starts_with(".checkpoint-");
           });
  }

 private:
  ScratchFolder scratch_;
  std::string config_;
};

}  // namespace nakodo::experiment
