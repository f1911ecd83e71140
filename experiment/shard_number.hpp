// Shard number: the K-th of N, as it is written on command lines, in files and in their names.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nakodo::experiment {

struct ShardNumber {
  static constexpr std::size_t most = 1'000'000;

  std::size_t number = 1;  ///< from 1
  std::size_t of = 1;

  bool operator==(const ShardNumber&) const = default;

  /// "3/7"
  std::string text() const { return std::to_string(number) + "/" + std::to_string(of); }
  /// "0003-of-0007": names in a folder stand in order.
  std::string padded() const { return digits(number) + "-of-" + digits(of); }

  /// Reads "3/7" or "0003-of-0007"; nullopt if it is no such thing, or not from 1 to N.
  static std::optional<ShardNumber> read(std::string_view text, std::string_view separator = "/") {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return std::nullopt;
    const auto number = whole(text.substr(0, at));
    const auto of = whole(text.substr(at + separator.size()));
    if (!number || !of || *number < 1 || *number > *of || *of > most) return std::nullopt;
    return ShardNumber{*number, *of};
  }

 private:
  static std::string digits(std::size_t value) {
    const std::string text = std::to_string(value);
    return std::string(std::max<std::size_t>(4, text.size()) - text.size(), '0') + text;
  }
  static std::optional<std::size_t> whole(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  }
};

}  // namespace nakodo::experiment
