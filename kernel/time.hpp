#pragma once
// Simulated time: days since the start of the replication, a non-negative finite double.

namespace nakodo::kernel {

/// Simulated time or a span of it, in days.
using Time = double;

}  // namespace nakodo::kernel
