#include "kernel/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

#include "kernel/elementary.hpp"
#include "kernel/errors.hpp"

namespace nakodo::kernel {

namespace {

// Right edge of the base layer and area of each layer, for 256 layers, solved with 50 digits from
// v = r f(r) + integral of f beyond r, and the top layer ending at f(0) = 1.
constexpr double exponential_edge = 7.6971174701310497;
constexpr double exponential_area = 0.0039496598225815572;
constexpr double normal_edge = 3.6541528853610088;
constexpr double normal_area = 0.0049286732339746553;

constexpr double square_root(double x) {  // std::sqrt is not constexpr in C++20
  double root = 1.0;
  for (int i = 0; i < 8; ++i) root = 0.5 * (root + x / root);
  return root;
}

template <class Density, class Inverse>
constexpr ZigguratTable layers(double edge, double area, Density density, Inverse inverse) {
  ZigguratTable table{};
  table.edge[0] = area / density(edge);
  table.edge[1] = edge;
  table.density[0] = 0.0;
  table.density[1] = density(edge);
  for (std::size_t i = 2; i < 256; ++i) {
    table.density[i] = table.density[i - 1] + area / table.edge[i - 1];
    table.edge[i] = inverse(table.density[i]);
  }
  table.edge[256] = 0.0;
  table.density[256] = 1.0;
  for (std::size_t i = 0; i < 256; ++i) table.width[i] = table.edge[i] * 0x1p-53;
  return table;
}

constexpr double exponential_density(double x) { return fixed_exp(-x); }
constexpr double normal_density(double x) { return fixed_exp(-0.5 * x * x); }

constexpr ZigguratTable exponential_layers =
    layers(exponential_edge, exponential_area, exponential_density,
           [](double y) { return -fixed_log(y); });
constexpr ZigguratTable normal_layers =
    layers(normal_edge, normal_area, normal_density,
           [](double y) { return square_root(-2.0 * fixed_log(y)); });

// One step of hashing a tuple; for a given hash a bijection of the value.
constexpr std::uint64_t absorb(std::uint64_t hash, std::uint64_t value) {
  return mix64((hash ^ value) + 0x9E3779B97F4A7C15U);
}

constexpr std::uint64_t name(std::uint64_t start, std::uint64_t seed, std::uint64_t replication,
                             std::uint64_t purpose, std::uint64_t entity) {
  return absorb(absorb(absorb(absorb(start, seed), replication), purpose), entity);
}

// F^-1(1 - F(x)) of the exponential of mean 1, -ln(1 - e^-x), without cancelling where x is large
// or small; 0 stands for what is below 2^-53.
constexpr double mirrored_exponential(double x) {
  if (x > 1.25) return -detail::log_near_one(-fixed_exp(-x));
  x = std::max(x, 0x1p-54);
  return -fixed_log(x < 1e-5 ? x * (1.0 - x * (1.0 / 2 - x * (1.0 / 6))) : 1.0 - fixed_exp(-x));
}

constexpr double cube(double x) { return x * x * x; }

// Whether Marsaglia and Tsang's d v, of the normal x, is a gamma of shape d + 1/3.
bool is_gamma(double d, double x, double v, double u) {
  const double x2 = x * x;
  return u < 1.0 - 0.0331 * x2 * x2 || fixed_log(u) < 0.5 * x2 + d * (1.0 - v + fixed_log(v));
}

}  // namespace

constexpr DrawTables plain_draws{0, exponential_layers, normal_layers};
constexpr DrawTables mirrored_draws{~std::uint64_t{0}, {}, {}};

// Two hashes of 64 bits, from the first digits of pi and e, so that among 10^9 streams no two are
// expected to have the same state; each is stretched over two words as splitmix64 does.
RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint32_t purpose,
                           std::uint64_t entity, Draws draws)
    : tables_(draws == Draws::plain ? &plain_draws : &mirrored_draws) {
  const std::uint64_t a = name(0x243F6A8885A308D3U, seed, replication, purpose, entity);
  const std::uint64_t b = name(0xB7E151628AED2A6AU, seed, replication, purpose, entity);
  state_ = {a, mix64(a + 0x9E3779B97F4A7C15U), b, mix64(b + 0x9E3779B97F4A7C15U)};
  if ((a | b) == 0) state_[0] = 1;  // unreachable in practice; all zero would stay zero
}

std::uint64_t RandomStream::below(std::uint64_t n) {
  if (n == 0) refuse("below: the number of values", 0.0);
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(next()) * n;
  auto low = static_cast<std::uint64_t>(product);
  if (low < n) {
    const std::uint64_t threshold = (0 - n) % n;
    while (low < threshold) {
      product = static_cast<Wide>(next()) * n;
      low = static_cast<std::uint64_t>(product);
    }
  }
  const auto value = static_cast<std::uint64_t>(product >> 64U);
  return mirrored() ? n - 1 - value : value;
}

// Beyond the edge of the base the exponential begins anew; elsewhere the wedge decides.
double RandomStream::exponential_outside(std::uint64_t draw, double x) {
  if (mirrored()) {
    tables_ = &plain_draws;
    x = exponential_of(draw);
    tables_ = &mirrored_draws;
    return mirrored_exponential(x);
  }
  const ZigguratTable& table = plain_draws.exponential;
  const std::size_t layer = draw & 255U;
  if (layer == 0) return exponential_edge + standard_exponential();
  const double y =
      table.density[layer] + uniform() * (table.density[layer + 1] - table.density[layer]);
  return y < exponential_density(x) ? x : standard_exponential();
}

// The tail of the normal is drawn by rejection from an exponential (Marsaglia 1964).
double RandomStream::normal_outside(std::uint64_t draw, double x) {
  if (mirrored()) {
    tables_ = &plain_draws;
    x = normal_of(draw);
    tables_ = &mirrored_draws;
    return -x;
  }
  const ZigguratTable& table = plain_draws.normal;
  const std::size_t layer = draw & 255U;
  const double sign = (draw & 256U) != 0 ? -1.0 : 1.0;
  if (layer == 0) {
    for (;;) {
      const double beyond = standard_exponential() * (1.0 / normal_edge);
      if (2.0 * standard_exponential() > beyond * beyond) return sign * (normal_edge + beyond);
    }
  }
  const double y =
      table.density[layer] + uniform() * (table.density[layer + 1] - table.density[layer]);
  return y < normal_density(x) ? sign * x : standard_normal();
}

double RandomStream::gamma(double mean, double cv) {
  if (!(mean >= 0.0)) refuse("gamma: the mean", mean);
  if (!(cv >= 0.0 && cv <= std::numeric_limits<double>::max())) {
    refuse("gamma: the coefficient of variation", cv);
  }
  const double scale = cv * cv;  // of the gamma with mean 1
  if (scale == 0.0 || mean == 0.0) return mean;
  const double shape = 1.0 / scale;
  // Below shape 1: a gamma of shape + 1 times U^(1/shape).
  const double boost = shape < 1.0 ? fixed_exp(fixed_log(uniform_open()) * scale) : 1.0;
  const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
  return mean * (scale * d * (mirrored() ? mirrored_gamma(d) : standard_gamma(d)) * boost);
}

double RandomStream::standard_gamma(double d) {
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double x = standard_normal();
    const double v = cube(1.0 + c * x);
    if (v > 0.0 && is_gamma(d, x, v, uniform_open())) return v;
  }
}

// The first attempt is that of the plain stream with -x; where it fails, the others are those of a
// spare stream. Meanwhile this one goes on as the plain one does: what it uses up is what that one
// uses up, and what comes after it is independent of both.
double RandomStream::mirrored_gamma(double d) {
  RandomStream spare(state_[0], state_[1], 0, state_[2]);
  tables_ = &plain_draws;
  const double c = 1.0 / std::sqrt(9.0 * d);
  const double x = standard_normal();
  const double v = cube(1.0 + c * x);
  const double u = v > 0.0 ? uniform_open() : spare.uniform_open();
  if (!(v > 0.0 && is_gamma(d, x, v, u))) standard_gamma(d);
  tables_ = &mirrored_draws;
  const double mirror = cube(1.0 - c * x);
  return mirror > 0.0 && is_gamma(d, -x, mirror, u) ? mirror : spare.standard_gamma(d);
}

double RandomStream::lognormal(double mean, double cv) {
  if (!(mean >= 0.0)) refuse("lognormal: the mean", mean);
  if (!(cv >= 0.0 && cv <= 1e150)) refuse("lognormal: the coefficient of variation", cv);
  const double variance = fixed_log1p(cv * cv);  // of the logarithm
  return mean * fixed_exp(std::sqrt(variance) * standard_normal() - 0.5 * variance);
}

void RandomStream::dirichlet(std::span<double> shares) {
  double sum = 0.0;
  do {
    sum = 0.0;
    for (double& share : shares) sum += share = standard_exponential();
  } while (sum == 0.0 && !shares.empty());
  for (double& share : shares) share /= sum;
}

void RandomStream::refuse(const char* what, double value) {
  throw ProgrammingError(std::string(what) + " is " + std::to_string(value) +
                         ", which is out of its range");
}

}  // namespace nakodo::kernel
