// Chunk press: chunks are encoded on a thread of their own, while more rows come in, and stored in
// the order in which they were given.
//
// Policy: whoever stores is called on the thread that uses the press, since HDF5 knows one thread.
// Values that wait to be encoded are at most `most_bytes`, or one chunk; then giving one more
// waits. Buffers are used again.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace nakodo::experiment {

class ChunkPress {
 public:
  static constexpr std::size_t most_bytes = std::size_t{16} << 20U;

  using Store = std::function<void(std::span<const char> stored)>;

  /// @param rows of a full chunk
  explicit ChunkPress(std::size_t rows) : chunk_rows_(rows) {}
  ~ChunkPress();

  std::size_t chunk_rows() const { return chunk_rows_; }

  /// A buffer for so many bytes of values: one that was used before, if one fits, else an empty
  /// one.
  std::vector<char> buffer(std::size_t bytes);
  /// Takes the first `bytes` of `values`, each of `value_bytes`; `store` gets their stored form
  /// during this or a later call, after those of all that were given before.
  void give(std::vector<char> values, std::size_t bytes, std::size_t value_bytes, Store store);
  /// Returns when everything is stored. Throws what the encoding or the storing threw.
  void settle();

 private:
  struct Chunk {
    std::vector<char> values;
    std::size_t bytes;
    std::size_t value_bytes;
    Store store;
    std::vector<char> stored = {};
    bool encoded = false;
  };

  void encode_all();
  /// Stores those at the front that are encoded, and waits for more while `must_wait`.
  void store_while(const std::function<bool()>& must_wait);

  std::size_t chunk_rows_;
  std::deque<Chunk> chunks_;  // given and not yet stored
  std::size_t begun_ = 0;     // of them: encoded, or being so
  std::size_t waiting_bytes_ = 0;
  std::multimap<std::size_t, std::vector<char>> spare_;  // by size
  std::mutex mutex_;
  std::condition_variable given_;
  std::condition_variable encoded_;
  std::exception_ptr broken_;
  bool ends_ = false;
  std::optional<std::jthread> thread_;  // since the first chunk
};

}  // namespace nakodo::experiment
