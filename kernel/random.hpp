#pragma once
// A random stream: xoshiro256++ (Blackman and Vigna 2021) and samplers on top of it. Policies:
// - Fixed algorithms: the same seed gives the same bits on every machine. Nothing from <random>;
//   exp and log are our own (elementary.hpp).
// - A stream is named by (seed, replication, purpose, entity): draws for one entity do not shift
//   those of another. Streams are values; a copy repeats the draws.
// - Every stream has an antithesis of the same name, its mirror (Hammersley and Morton 1956). Each
//   call of a sampler on it uses up exactly the bits that the same call on the stream does, however
//   often that rejects, so they never drift apart; each draw has its usual distribution, and is as
//   small as the other is large.
// - Parameters out of range are a ProgrammingError.

#include <array>
#include <bit>
#include <cstddef>
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

/// Whether a stream draws as it is or as its antithesis.
enum class Draws : std::uint8_t { plain, mirrored };

/// What distinguishes them. Of the mirror all layers are closed: each of its draws goes the long
/// way, so that the short way of plain ones has nothing to ask.
struct DrawTables {
  std::uint64_t mirror;  // what bits are compared with: 0, or 1 in every place
  ZigguratTable exponential;
  ZigguratTable normal;
};
extern const DrawTables plain_draws;
extern const DrawTables mirrored_draws;

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint32_t purpose,
               std::uint64_t entity, Draws draws = Draws::plain);

  /// 64 random bits; of the mirror the others.
  std::uint64_t bits() { return next() ^ tables_->mirror; }

  /// Uniform in [0, 1), a multiple of 2^-53. Mirror of u: 1 - 2^-53 - u.
  double uniform() { return from_integer(bits() >> 11U) * 0x1p-53; }
  /// Uniform in (0, 1), the middles of 2^52 equal cells. Mirror of u: 1 - u.
  double uniform_open() { return (from_integer(bits() >> 12U) + 0.5) * 0x1p-52; }
  /// Uniform in {0, …, n - 1}, without bias (Lemire 2019). n >= 1. Mirror of k: n - 1 - k.
  std::uint64_t below(std::uint64_t n);
  /// True with probability p; p <= 0 never, p >= 1 always. One draw in every case. The mirror is
  /// true where the uniform number is mirrored below p.
  bool chance(double p) { return uniform() < p; }

  /// Exponential with this mean, >= 0. Mirror of x, of mean 1: -ln(1 - e^-x), as by inversion.
  double exponential(double mean) {
    if (!(mean >= 0.0)) refuse("exponential: the mean", mean);
    return mean * standard_exponential();
  }
  /// Normal with this mean and standard deviation, sd >= 0. Mirror of x, of mean 0: -x.
  double normal(double mean, double sd) {
    if (!(sd >= 0.0)) refuse("normal: the standard deviation", sd);
    return mean + sd * standard_normal();
  }
  /// Gamma with this mean, >= 0, and coefficient of variation, >= 0; cv 0 gives the mean
  /// (Marsaglia and Tsang 2000, a simple method for generating gamma variables). The mirror
  /// mirrors the normal, and the uniform number where cv > 1.
  double gamma(double mean, double cv);
  /// Lognormal with this mean, >= 0, and coefficient of variation, >= 0, both of the lognormal
  /// itself; cv 0 gives the mean. The mirror mirrors the normal.
  double lognormal(double mean, double cv);
  /// Fills `shares` with a point drawn uniformly from the simplex: Dirichlet(1, …, 1). They are
  /// >= 0 and sum to 1 up to rounding. The mirror mirrors the exponentials.
  void dirichlet(std::span<double> shares);

 private:
  std::uint64_t next() {
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

  // 53 bits at most: exact, and a signed conversion is one instruction.
  static double from_integer(std::uint64_t value) {
    return static_cast<double>(static_cast<std::int64_t>(value));
  }

  double standard_exponential() { return exponential_of(next()); }
  double standard_normal() { return normal_of(next()); }
  // One draw and one multiplication in 98.9 of 100 cases. Bits 0–7 choose the layer, bits 11–63
  // the place in it (Doornik 2005: they must not overlap).
  double exponential_of(std::uint64_t draw) {
    const std::size_t layer = draw & 255U;
    const double x = from_integer(draw >> 11U) * tables_->exponential.width[layer];
    if (x < tables_->exponential.edge[layer + 1]) [[likely]]
      return x;
    return exponential_outside(draw, x);
  }
  // Bit 8 is the sign.
  double normal_of(std::uint64_t draw) {
    const std::size_t layer = draw & 255U;
    const double x = from_integer(draw >> 11U) * tables_->normal.width[layer];
    const double sign = (draw & 256U) != 0 ? -1.0 : 1.0;
    if (x < tables_->normal.edge[layer + 1]) [[likely]]
      return sign * x;
    return normal_outside(draw, x);
  }
  double exponential_outside(std::uint64_t draw, double x);
  double normal_outside(std::uint64_t draw, double x);
  // Of mean d + 1/3, divided by d.
  double standard_gamma(double d);
  double mirrored_gamma(double d);
  bool mirrored() const { return tables_ == &mirrored_draws; }
  [[noreturn]] static void refuse(const char* what, double value);

  std::array<std::uint64_t, 4> state_;
  const DrawTables* tables_;
};

}  // namespace nakodo::kernel
