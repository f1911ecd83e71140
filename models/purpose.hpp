// What a random stream is for (model section 5).
#pragma once

#include <cstdint>

namespace nakodo::models {

enum class Purpose : std::uint32_t {
  search,
  calendar,
  understanding,
  inside,
  bargaining,
  performing,
  temptation,
  firms
};

}  // namespace nakodo::models
