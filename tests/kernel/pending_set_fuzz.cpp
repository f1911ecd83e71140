// Random byte strings as programs for the pending set: whatever the program, it must agree with a
// heap. Bytes choose both the operations and the times, so that runs of equal bytes, which are
// frequent here, are long runs of one operation or of one time.

#include <bit>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

#include "kernel/pending_set.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/quaternary_heap.hpp"

using namespace nakodo::kernel;
using nakodo::tests::QuaternaryHeap;

namespace {

class Program {
 public:
  explicit Program(const std::string& bytes) : bytes_(bytes) {}

  // Runs to the end; says whether the set agreed with the heap after every operation.
  bool agrees() {
    while (next_ < bytes_.size()) {
      const std::uint64_t operation = take();
      const std::uint64_t operand = take();
      execute(operation, operand);
      if (pending_.size() != reference_.size()) return false;
      if (pending_.empty() != reference_.empty()) return false;
      if (!reference_.empty() && pending_.top() != reference_.top()) return false;
    }
    return true;
  }
  std::uint64_t pushed() const { return order_; }

 private:
  std::uint64_t take() {
    return next_ < bytes_.size() ? static_cast<unsigned char>(bytes_[next_++]) : 0U;
  }

  void execute(std::uint64_t operation, std::uint64_t operand) {
    if (operation < 100) {
      push(now_bits_ + (operand << (operation / 2)));  // a time that far away, in bits
    } else if (operation < 120) {
      for (std::uint64_t i = 0; i < operand; ++i) push(now_bits_ + i * (operation - 100));
    } else if (operation < 140) {
      for (std::uint64_t i = operand; i > 0; --i) push(now_bits_ + (i << (operation - 120)));
    } else if (operation < 220) {
      pop(operation - 139);
    } else if (operation < 250) {
      pop(operand);
    } else if (operation < 255) {
      const auto unwanted = [&](const PendingEntry& entry) {
        return mix64(entry.payload) % 256 < operand;
      };
      pending_.remove_if(unwanted);
      reference_.remove_if(unwanted);
    } else if (operand < 32) {
      pending_.clear();
      reference_.clear();
      now_bits_ = 0;
    }
  }

  void push(std::uint64_t time_bits) {
    constexpr double last = std::numeric_limits<double>::max();
    const PendingEntry entry{std::min(time_bits, PendingEntry::bits_of(last)), ++order_};
    pending_.push(entry);
    reference_.push(entry);
  }

  void pop(std::uint64_t count) {
    for (; count > 0 && !reference_.empty(); --count) {
      if (pending_.empty() || pending_.top() != reference_.top()) return;  // size or top differ
      now_bits_ = reference_.top().time_bits;
      pending_.pop();
      reference_.pop();
    }
  }

  const std::string& bytes_;
  std::size_t next_ = 0;
  PendingSet pending_;
  QuaternaryHeap reference_;
  std::uint64_t now_bits_ = 0;
  std::uint64_t order_ = 0;
};

// Like a text that a fuzzer breeds: runs of one byte, ranges of bytes, and pieces said again.
std::string random_bytes(std::mt19937_64& random) {
  std::string bytes;
  const std::size_t length = 100 + random() % 4000;
  while (bytes.size() < length) {
    const auto low = static_cast<unsigned char>(random());
    const std::uint64_t spread = 1 + random() % 256;
    switch (random() % 3) {
      case 0:
        bytes.append(1 + random() % 100, static_cast<char>(low));
        break;
      case 1:
        for (std::uint64_t i = random() % 100; i > 0; --i) {
          bytes += static_cast<char>(low + random() % spread);
        }
        break;
      default:
        if (!bytes.empty()) bytes += bytes.substr(random() % bytes.size(), random() % 200);
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("the pending set agrees with a heap under 600 random programs", "[kernel][pending]") {
  std::mt19937_64 random(20);
  std::uint64_t pushed = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string bytes = random_bytes(random);
    Program program(bytes);
    if (!program.agrees()) FAIL("program " << i << " of " << bytes.size() << " bytes");
    pushed += program.pushed();
  }
  CHECK(pushed > 1'000'000);
}
