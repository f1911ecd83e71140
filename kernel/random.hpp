#pragma once
// A random stream: xoshiro256++ (Blackman and Vigna 2021) and samplers on top of it. Policies:
// - Fixed algorithms: the same seed gives the same bits on every machine. Nothing from <random>;
//   exp and log are our own (elementary.hpp).
// - A stream is named by (seed, replication, purpose, entity): draws for one entity do not shift
//   those of another. Streams are values; a copy repeats the draws.
// - Parameters out of range are a ProgrammingError.

#include <array>
#include <bit>
#include <cstdint>
#include <span>

namespace nakodo::kernel {

/// The finalizer of splitmix64 (Steele, Lea and Flood 2014): a bijection that spreads every bit.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

/// Layers of equal area under a decreasing density (Marsaglia and Tsang 2000, 256 layers).
struct ZigguratTable {
  std::array<double, 257> edge;     // right edge of layer i; edge[0] the width of the base as a box
  std::array<double, 256> width;    // edge[i] / 2^53
  std::array<double, 257> density;  // f(edge[i]) for i >= 1
};
extern const ZigguratTable exponential_ziggurat;
extern const ZigguratTable normal_ziggurat;

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint32_t purpose,
               std::uint64_t entity);

  /// 64 random bits.
  std::uint64_t bits() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform() { return from_integer(bits() >> 11U) * 0x1p-53; }
  /// Uniform in (0, 1), the middles of 2^52 equal cells.
  double uniform_open() { return (from_integer(bits() >> 12U) + 0.5) * 0x1p-52; }
  /// Uniform in {0, …, n - 1}, without bias (Lemire 2019). n >= 1.
  std::uint64_t below(std::uint64_t n);
  /// True with probability p; p <= 0 never, p >= 1 always. One draw in every case.
  bool chance(double p) { return uniform() < p; }

  /// Exponential with this mean, >= 0.
  double exponential(double mean) {
    if (!(mean >= 0.0)) refuse("exponential: the mean", mean);
    return mean * standard_exponential();
  }
  /// Normal with this mean and standard deviation, sd >= 0.
  double normal(double mean, double sd) {
    if (!(sd >= 0.0)) refuse("normal: the standard deviation", sd);
    return mean + sd * standard_normal();
  }
  /// Gamma with this mean, >= 0, and coefficient of variation, >= 0; cv 0 gives the mean
  /// (Marsaglia and Tsang 2000, a simple method for generating gamma variables).
  double gamma(double mean, double cv);
  /// Lognormal with this mean, >= 0, and coefficient of variation, >= 0, both of the lognormal
  /// itself; cv 0 gives the mean.
  double lognormal(double mean, double cv);
  /// Fills `shares` with a point drawn uniformly from the simplex: Dirichlet(1, …, 1). They are
  /// >= 0 and sum to 1 up to rounding.
  void dirichlet(std::span<double> shares);

 private:
  // 53 bits at most: exact, and a signed conversion is one instruction.
  static double from_integer(std::uint64_t value) {
    return static_cast<double>(static_cast<std::int64_t>(value));
  }

  // One draw and one multiplication in 98.9 of 100 cases. Bits 0–7 choose the layer, bits 11–63
  // the place in it (Doornik 2005: they must not overlap).
  double standard_exponential() {
    const std::uint64_t draw = bits();
    const std::size_t layer = draw & 255U;
    const double x = from_integer(draw >> 11U) * exponential_ziggurat.width[layer];
    if (x < exponential_ziggurat.edge[layer + 1]) [[likely]]
      return x;
    return exponential_outside(layer, x);
  }
  // Bit 8 is the sign.
  double standard_normal() {
    const std::uint64_t draw = bits();
    const std::size_t layer = draw & 255U;
    const double x = from_integer(draw >> 11U) * normal_ziggurat.width[layer];
    const double sign = (draw & 256U) != 0 ? -1.0 : 1.0;
    if (x < normal_ziggurat.edge[layer + 1]) [[likely]]
      return sign * x;
    return normal_outside(layer, x, sign);
  }
  double exponential_outside(std::size_t layer, double x);
  double normal_outside(std::size_t layer, double x, double sign);
  [[noreturn]] static void refuse(const char* what, double value);

  std::array<std::uint64_t, 4> state_;
};

}  // namespace nakodo::kernel
