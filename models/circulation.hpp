// Circulation: whom a champion has to win next in one assent round, whatever winning somebody
// takes.
//
//   protocol   delegated  one person with real decision authority (seed A IV.3(4))
//              serial     ringi: one after another
//              parallel   all at once, each for himself
//              meeting    kaigi: all together in one room
//   objection  redo       win that person again
//              restart    everybody's assent lapses, the round begins anew
//
//   rule       rule.hpp   how many seals complete the round; who can be won no more is lost
//
// With each answer a seal with probability p, serial rounds for k seals take k/p answers (redo) or
// (1−pᵏ)/((1−p)pᵏ) (restart); in parallel, answers of exponential time with mean 1 take
// 1/n + … + 1/(n−k+1), the k-th order statistic.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/rule.hpp"

namespace nakodo::models {

enum class Protocol { delegated, serial, parallel, meeting };

inline std::span<const std::string_view> enum_names(Protocol) {
  static constexpr std::array<std::string_view, 4> names{"delegated", "serial", "parallel",
                                                         "meeting"};
  return names;
}

enum class Objection { redo, restart };

inline std::span<const std::string_view> enum_names(Objection) {
  static constexpr std::array<std::string_view, 2> names{"redo", "restart"};
  return names;
}

class Circulation {
 public:
  void begin(Protocol protocol, Objection objection, std::size_t stakeholders,
             const Rule& rule = All{}) {
    protocol_ = protocol;
    objection_ = objection;
    standing_.assign(stakeholders, Standing::open);
    seals_ = 0;
    required_ = models::required(rule, stakeholders);
  }

  /// Who is to be approached now; nobody while the answers that are out have to be awaited, or when
  /// nobody is left. Whoever is returned counts as approached until `sealed`, `objected` or `lost`.
  std::optional<std::size_t> next() {
    if (protocol_ == Protocol::serial && count(Standing::approached) > 0) return std::nullopt;
    const auto found = std::find(standing_.begin(), standing_.end(), Standing::open);
    if (found == standing_.end()) return std::nullopt;
    *found = Standing::approached;
    return static_cast<std::size_t>(found - standing_.begin());
  }
  void sealed(std::size_t who) {
    if (!has_sealed(who)) ++seals_;
    standing_[who] = Standing::sealed;
  }
  void objected(std::size_t who) {
    if (has_sealed(who)) --seals_;
    standing_[who] = Standing::open;
    if (objection_ != Objection::restart) return;
    std::replace(standing_.begin(), standing_.end(), Standing::sealed, Standing::open);
    seals_ = 0;
  }
  /// His last objection: he will not be approached any more.
  void lost(std::size_t who) {
    objected(who);
    standing_[who] = Standing::lost;
  }

  bool complete() const { return seals() >= required_; }
  /// Too many are lost for the round to be completed.
  bool hopeless() const { return size() - count(Standing::lost) < required_; }
  bool has_sealed(std::size_t who) const { return standing_[who] == Standing::sealed; }
  bool is_lost(std::size_t who) const { return standing_[who] == Standing::lost; }
  std::size_t size() const { return standing_.size(); }
  std::size_t seals() const { return seals_; }

  /// Share of the others who have sealed, in [0, 1].
  double share_of_peers(std::size_t who) const {
    if (size() < 2) return 0.0;
    return static_cast<double>(seals() - (has_sealed(who) ? 1 : 0)) /
           static_cast<double>(size() - 1);
  }

 private:
  enum class Standing : std::uint8_t { open, approached, sealed, lost };

  std::size_t count(Standing standing) const {
    return static_cast<std::size_t>(std::count(standing_.begin(), standing_.end(), standing));
  }

  Protocol protocol_ = Protocol::serial;
  Objection objection_ = Objection::redo;
  std::size_t required_ = 0;
  std::size_t seals_ = 0;
  std::vector<Standing> standing_;
};

}  // namespace nakodo::models
