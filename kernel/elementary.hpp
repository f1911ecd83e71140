#pragma once
// exp and log with the same bits on every machine. Policy: only IEEE additions, multiplications and
// divisions in a fixed order (compile without contraction); exp and log within 1.5 ulp, log1p
// within 3; no error handling beyond the documented ranges. The C library's differ between
// libraries in the last bit. constexpr, so that tables can be built from them.

#include <bit>
#include <cstdint>

namespace nakodo::kernel {

inline constexpr double ln2_high = 0x1.62e42fee00000p-1;  // 33 bits: its small multiples are exact
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

namespace detail {

// ln(1 + f) for -0.293 <= f <= 0.415, by the series of 2 artanh(s) with s = f / (2 + f): the first
// term left out is below 2^-60 of the sum. The leading term 2 s is written as f - f^2/2 + s f^2/2,
// so that its rounding does not count (as in Sun's fdlibm).
constexpr double log_near_one(double f) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  double sum = 1.0 / 23.0;
  for (int odd = 21; odd >= 3; odd -= 2) sum = sum * z + 1.0 / odd;
  const double half_square = 0.5 * f * f;
  return f - (half_square - s * (half_square + 2.0 * (z * sum)));
}

// e^r - 1 for |r| <= 0.347: Taylor's series to r^14 in Estrin's order, which is four steps deep
// where Horner's is thirteen.
constexpr double exp_minus_one(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const double high = (1.0 / 3628800 + r * (1.0 / 39916800)) +
                      r2 * (1.0 / 479001600 + r * (1.0 / 6227020800 + r * (1.0 / 87178291200)));
  return r + r2 * (low + r4 * (middle + r4 * high));
}

}  // namespace detail

/// Natural logarithm of a positive normal number.
constexpr double fixed_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  const double fraction = detail::log_near_one(m - 1.0);
  return exponent * ln2_high + (fraction + exponent * ln2_low);
}

/// ln(1 + x) for x >= 0, exact also where x is small.
constexpr double fixed_log1p(double x) {
  return x < 0.41 ? detail::log_near_one(x) : fixed_log(1.0 + x);
}

/// e^x; 0 below -708, infinity above 709.
constexpr double fixed_exp(double x) {
  if (x < -708.0) return 0.0;
  if (x > 709.0) return std::bit_cast<double>(std::uint64_t{0x7FF} << 52U);
  const double turns = x * 1.4426950408889634;
  const int n = static_cast<int>(turns + (turns < 0.0 ? -0.5 : 0.5));
  const double r = (x - n * ln2_high) - n * ln2_low;  // |r| <= 0.347
  const auto scale = std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52U);
  return (1.0 + detail::exp_minus_one(r)) * scale;
}

/// x^y for x >= 0 and y > 0; the relative error grows with |y ln x|. 0 and 1 to any power are
/// exact.
constexpr double fixed_pow(double x, double y) {
  if (x == 0.0 || x == 1.0) return x;
  return fixed_exp(y * fixed_log(x));
}

}  // namespace nakodo::kernel
