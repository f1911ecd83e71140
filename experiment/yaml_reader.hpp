// The strict YAML layer over yaml-cpp: text in, value tree or problems out.
// Policy: YAML 1.2 without what makes configurations ambiguous. Refused, each with place and
// advice: duplicate and non-text keys, `<<`, anchors, aliases, tags, directives, several documents,
// tabs, control characters, invalid UTF-8, `010`, `0x1F`, `.nan`, `.inf`, and anything beyond the
// limits below. The text is checked before yaml-cpp sees it and every event is checked after.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"

namespace nakodo::experiment {

/// Bounds on one source; beyond them it is refused before memory or stack can run out.
struct YamlLimits {
  static constexpr std::size_t bytes = std::size_t{1} << 20;
  static constexpr std::size_t nodes = 100'000;
  static constexpr int depth = 32;
};

/// Reads a file. Returns its tree even if problems were reported, as long as the whole text could
/// be parsed (so that later checks can add theirs): ask diagnostics.ok(). nullopt: nothing usable.
/// `path` is the name shown to the user. A file that cannot be read is reported at `asked_from`
/// (the `extends` entry that wants it), or at the file itself if that is empty.
std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics,
                                   std::optional<Place> asked_from = std::nullopt);

/// Reads a text under a pseudo-file name, such as the value of `--set a.b=[1, 2]` under the name
/// "--set a.b=[1, 2]"; places count from the start of `text`. As read_yaml_file otherwise.
std::optional<Node> read_yaml_text(const std::string& name, std::string_view text,
                                   Diagnostics& diagnostics);

/// Why a plain (unquoted) scalar would be refused as ambiguous: `010`, `0x1F`, `0o17`, `.nan`,
/// `inf`; nullopt if it is fine. The writer asks too, to know what needs quotes.
std::optional<std::string> why_plain_is_refused(std::string_view text);

}  // namespace nakodo::experiment
