// Where the state of an ISA-L stream lies.
//
// Policy: streams of the same bytes are the same, wherever their states lie. In ISA-L 2.30 they are
// not: the hash of its third byte comes from the address of the state instead (igzip/
// igzip_icf_body_h1_gr_bt.asm, .write_first_byte, where rcx still has that address and not the
// bytes): the lower 13 bits of the CRC-32C of bits 16 to 47. So all places agree in these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace nakodo::experiment {

/// What ISA-L makes of the address of a state.
std::uint32_t isal_address_hash(const void* state);

class IsalPlace {
 public:
  /// Room for so many bytes, zeros. Throws std::bad_alloc.
  explicit IsalPlace(std::size_t bytes);

  void* get() const { return place_.get(); }

 private:
  struct Unmap {
    std::size_t bytes;
    void operator()(void* place) const;
  };

  std::unique_ptr<void, Unmap> place_;
};

}  // namespace nakodo::experiment
