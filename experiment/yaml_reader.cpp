#include "experiment/yaml_reader.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "experiment/yaml_builder.hpp"
#include "experiment/yaml_text.hpp"

namespace nakodo::experiment {

namespace {

std::optional<Node> read(std::uint32_t file, std::string_view bytes, Diagnostics& diagnostics) {
  if (bytes.size() > YamlLimits::bytes) {
    diagnostics.error({file, 0, 0}, "this is larger than " + std::to_string(YamlLimits::bytes) +
                                        " bytes, too large for a configuration");
    return std::nullopt;
  }
  const YamlText source(file, bytes, diagnostics);
  if (!source.check(diagnostics)) return std::nullopt;
  YamlBuilder builder(source);
  bool is_read = false;
  try {
    std::istringstream stream(source.text());
    YAML::Parser parser(stream);
    // whatever follows is a second document, or left over because it fits nowhere
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    is_read = true;
  } catch (const YamlStop&) {
  } catch (const YAML::Exception& error) {
    builder.syntax_error(error);
  }
  builder.report_to(diagnostics);
  if (!is_read) return std::nullopt;
  if (!builder.has_value()) {
    diagnostics.error({file, 1, 1}, "there is no value here",
                      "write null for nothing, '' for an empty text");
    return std::nullopt;
  }
  return builder.take_root();
}

bool digits_only(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> why_plain_is_refused(std::string_view text) {
  const auto quoted = "'" + std::string(text) + "'";
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  std::string word(text);
  for (auto& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (word.starts_with('.')) word.erase(0, 1);
  if (word == "nan" || word == "inf" || word == "infinity") {
    return quoted + " is no finite number";
  }
  if (text.size() < 2 || text[0] != '0') return std::nullopt;
  constexpr std::string_view decimal = "0123456789_";
  const auto digits = text.substr(2);
  switch (text[1]) {
    case 'x':
    case 'X':
      if (!digits_only(digits, "0123456789abcdefABCDEF_")) return std::nullopt;
      return quoted + " is a hexadecimal number; write it in decimal";
    case 'o':
    case 'O':
      if (!digits_only(digits, "01234567_")) return std::nullopt;
      return quoted + " is an octal number; write it in decimal";
    case 'b':
    case 'B':
      if (!digits_only(digits, "01_")) return std::nullopt;
      return quoted + " is a binary number; write it in decimal";
    default:
      break;
  }
  // 010 is 8 in YAML 1.1 and 10 in YAML 1.2; 00.5 and 01e3 are as doubtful
  auto rest = text.substr(1);
  const auto skip = [&rest](std::string_view set) {
    const auto count = std::min(rest.find_first_not_of(set), rest.size());
    rest.remove_prefix(count);
    return count;
  };
  if (skip(decimal) == 0) return std::nullopt;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    skip(decimal);
  }
  if (rest.starts_with('e') || rest.starts_with('E')) {
    rest.remove_prefix(1);
    if (rest.starts_with('+') || rest.starts_with('-')) rest.remove_prefix(1);
    if (skip(decimal) == 0) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  return quoted + " begins with a zero: some readers take that for octal";
}

std::optional<Node> read_yaml_file(const std::string& path, Diagnostics& diagnostics,
                                   std::optional<Place> asked_from) {
  const auto file = diagnostics.files().add(path, "");
  const auto refuse = [&](const std::string& why, const std::string& advice = {}) {
    diagnostics.error(asked_from.value_or(Place{file, 0, 0}), "'" + path + "' " + why, advice);
    return std::nullopt;
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    return refuse("does not exist",
                  asked_from ? "files are named relative to the folder of the file that names them"
                             : "name a configuration file, such as configs/kinkei.yaml");
  if (std::filesystem::is_directory(status))
    return refuse("is a folder, not a file", "name a configuration file in it");
  // opening a pipe would wait for its writer, and a device may never end
  if (!std::filesystem::is_regular_file(status)) return refuse("is not a regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return refuse("cannot be opened for reading");
  std::string bytes(YamlLimits::bytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.bad()) return refuse("cannot be read");
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  if (bytes.find_first_not_of(" \n\r") == std::string::npos)
    return refuse("is empty",
                  "an experiment begins with `nakodo: 1`; `nakodo describe` says what "
                  "may follow");
  return read(file, bytes, diagnostics);
}

std::optional<Node> read_yaml_text(const std::string& name, std::string_view text,
                                   Diagnostics& diagnostics) {
  return read(diagnostics.files().add(name, ""), text, diagnostics);
}

}  // namespace nakodo::experiment
