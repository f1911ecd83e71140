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
// With each answer a seal with probability p, serial rounds take N/p answers (redo) or
// (1−pᴺ)/((1−p)pᴺ) (restart).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

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
  void begin(Protocol protocol, Objection objection, std::size_t stakeholders) {
    protocol_ = protocol;
    objection_ = objection;
    standing_.assign(stakeholders, Standing::open);
  }

  /// Who is to be approached now; nobody while the answers that are out have to be awaited, or when
  /// all have sealed. Whoever is returned counts as approached until `sealed` or `objected`.
  std::optional<std::size_t> next() {
    if (protocol_ == Protocol::serial && count(Standing::approached) > 0) return std::nullopt;
    const auto found = std::find(standing_.begin(), standing_.end(), Standing::open);
    if (found == standing_.end()) return std::nullopt;
    *found = Standing::approached;
    return static_cast<std::size_t>(found - standing_.begin());
  }
  void sealed(std::size_t who) { standing_[who] = Standing::sealed; }
  void objected(std::size_t who) {
    standing_[who] = Standing::open;
    if (objection_ == Objection::restart)
      std::replace(standing_.begin(), standing_.end(), Standing::sealed, Standing::open);
  }
  bool complete() const { return count(Standing::sealed) == standing_.size(); }
  bool has_sealed(std::size_t who) const { return standing_[who] == Standing::sealed; }
  std::size_t size() const { return standing_.size(); }

 private:
  enum class Standing : std::uint8_t { open, approached, sealed };

  std::size_t count(Standing standing) const {
    return static_cast<std::size_t>(std::count(standing_.begin(), standing_.end(), standing));
  }

  Protocol protocol_ = Protocol::serial;
  Objection objection_ = Objection::redo;
  std::vector<Standing> standing_;
};

}  // namespace nakodo::models
