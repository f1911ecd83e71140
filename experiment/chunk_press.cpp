#include "experiment/chunk_press.hpp"

#include <utility>

#include "experiment/chunk_coding.hpp"

namespace nakodo::experiment {

ChunkPress::~ChunkPress() {
  const std::lock_guard lock(mutex_);
  ends_ = true;
  given_.notify_one();
}

std::vector<char> ChunkPress::buffer(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = spare_.lower_bound(bytes);
  if (found == spare_.end() || found->first > 2 * bytes) return {};
  return std::move(spare_.extract(found).mapped());
}

void ChunkPress::give(std::vector<char> values, std::size_t bytes, std::size_t value_bytes,
                      Store store) {
  if (!thread_) thread_.emplace([this] { encode_all(); });
  {
    const std::lock_guard lock(mutex_);
    chunks_.push_back({std::move(values), bytes, value_bytes, std::move(store)});
    waiting_bytes_ += bytes;
  }
  given_.notify_one();
  store_while([this] { return waiting_bytes_ > most_bytes; });
}

void ChunkPress::settle() {
  store_while([this] { return !chunks_.empty(); });
}

void ChunkPress::encode_all() {
  try {
    ChunkCoding coding(chunk_rows_);
    std::unique_lock lock(mutex_);
    while (true) {
      given_.wait(lock, [this] { return ends_ || begun_ < chunks_.size(); });
      if (ends_) return;
      Chunk& chunk = chunks_[begun_++];
      lock.unlock();
      chunk.stored = coding.encode({chunk.values.data(), chunk.bytes}, chunk.value_bytes);
      lock.lock();
      const std::size_t bytes = chunk.values.size();
      spare_.emplace(bytes, std::move(chunk.values));
      waiting_bytes_ -= chunk.bytes;
      chunk.encoded = true;
      encoded_.notify_one();
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    broken_ = std::current_exception();
    encoded_.notify_one();
  }
}

void ChunkPress::store_while(const std::function<bool()>& must_wait) {
  std::unique_lock lock(mutex_);
  while (!chunks_.empty()) {
    if (must_wait()) encoded_.wait(lock, [this] { return broken_ || chunks_.front().encoded; });
    if (broken_) std::rethrow_exception(broken_);
    if (!chunks_.front().encoded) return;
    const Chunk chunk = std::move(chunks_.front());
    chunks_.pop_front();
    --begun_;
    lock.unlock();
    chunk.store(chunk.stored);
    lock.lock();
  }
}

}  // namespace nakodo::experiment
