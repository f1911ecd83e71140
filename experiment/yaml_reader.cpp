#include "experiment/yaml_reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "experiment/yaml_messages.hpp"
#include "experiment/yaml_text.hpp"

namespace nakodo::experiment {

namespace {

/// Ends the parse after a problem that was reported already; there is nothing to add.
struct Stop {};

/// Builds the tree from yaml-cpp's events and refuses what a strict configuration must not hold.
/// Throwing from an event is how the depth stays bounded: yaml-cpp recurses only between a start
/// event and its end.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const YamlText& source) : source_(source) {}

  /// Whether the document holds a value, if only a written null.
  [[nodiscard]] bool has_value() const { return complete_ && !empty_; }
  [[nodiscard]] Node take_root() { return std::move(root_); }

  /// Hands over what was found wrong.
  void report_to(Diagnostics& diagnostics) const {
    for (const auto& [place, message, advice] : problems_)
      diagnostics.error(place, message, advice);
  }

  /// Adds a syntax error; knows which bracket is open, which yaml-cpp does not say.
  void syntax_error(const YAML::Exception& error) {
    auto at = offset(error.mark);
    auto [message, advice] = plain_message(error.msg, source_.from(at));
    const auto open = std::find_if(stack_.rbegin(), stack_.rend(),
                                   [](const Frame& frame) { return frame.bracket != 0; });
    const bool is_flow_error = error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
                               error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
    if (is_flow_error && open != stack_.rend()) {
      const auto bracket = "'" + std::string(1, open->bracket) + "'";
      const auto opened = open->node.place();
      if (source_.is_closed(open->offset)) {
        advice = "the " + bracket + " of line " + std::to_string(opened.line) +
                 " is open here; a text with brackets or commas needs quotes";
      } else {
        // what yaml-cpp made of the rest of the text is guesswork, and so are complaints about it
        std::erase_if(problems_, [&](const Problem& p) { return p.place >= opened; });
        at = open->offset;
        message = "this " + bracket + " is never closed";
        advice.clear();
      }
    }
    report(at, std::move(message), std::move(advice));
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (!complete_) return;
    const auto at = offset(mark);
    if (source_.from(at).starts_with("---")) {
      report(at, "a second document begins here", "one file is one document: remove the '---'");
    } else {
      report(at, "this does not belong to what stands before it",
             "check the indentation, and that every key is followed by ': ' and every "
             "'-' by a space; a text with quotes inside needs quotes around it");
    }
    throw Stop{};
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    const auto at = offset(mark);
    const bool is_written = is_null_word(source_.from(at));
    if (expects_key()) {
      report(at, is_written ? "null cannot be a key" : "a key is missing here",
             is_written ? "put it in quotes if it is meant as a name" : "write 'key: value'");
      skip_value();
      return;
    }
    check_tag(at, "?", false);
    if (!is_written) report_missing_value(at);
    attach(Node::null(source_.place(at)));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    const auto [message, advice] = plain_message(YAML::ErrorMsg::UNKNOWN_ANCHOR, "");
    report(offset(mark), message, advice);
    if (expects_key()) {
      skip_value();
    } else {
      attach(Node::null(place(mark)));
    }
  }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    const auto [message, advice] = plain_message(YAML::ErrorMsg::ANCHOR_NOT_FOUND, "");
    report(offset(mark), message, advice);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const auto at = offset(mark);
    check_tag(at, tag, true);
    check_quotes(at);
    if (const auto control = control_character(value); !control.empty()) {
      report(at, "the text holds the control character " + control, "remove its escape");
    }
    const bool quoted = tag == "!";
    if (expects_key()) {
      on_key(at, value, quoted);
      return;
    }
    if (!quoted) {
      if (const auto why = why_plain_is_refused(value)) {
        report(at, *why, "put it in quotes if it is meant as a text");
      }
    }
    attach(Node::scalar(value, source_.place(at), quoted));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    start(mark, tag, Node::sequence(place(mark)), '[');
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    start(mark, tag, Node::mapping(place(mark)), '{');
  }
  void OnMapEnd() override { end(); }

 private:
  /// A sequence or mapping that is still open.
  struct Frame {
    Node node;
    std::size_t offset = 0;
    char bracket = 0;     ///< '[' or '{' in flow style, otherwise 0
    bool is_key = false;  ///< it stands where a key should: reported, thrown away at its end
    bool has_key = false;
    bool drop_value = false;  ///< the key was refused, and its value goes with it
    std::string key;
    Place key_place;
    std::unordered_map<std::string, int> line_of_key;
  };

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
    return source_.offset(mark.line, mark.column);
  }
  [[nodiscard]] Place place(const YAML::Mark& mark) const { return source_.place(offset(mark)); }

  void report(Place where, std::string message, std::string advice) {
    problems_.push_back({where, std::move(message), std::move(advice)});
  }
  void report(std::size_t at, std::string message, std::string advice) {
    report(source_.place(at), std::move(message), std::move(advice));
  }

  [[nodiscard]] bool expects_key() const {
    return !stack_.empty() && stack_.back().node.is_mapping() && !stack_.back().has_key;
  }

  void skip_value() {
    auto& frame = stack_.back();
    frame.has_key = true;
    frame.drop_value = true;
  }

  void on_key(std::size_t at, const std::string& key, bool quoted) {
    const auto key_place = source_.place(at);
    auto& frame = stack_.back();
    frame.has_key = true;
    frame.drop_value = false;
    frame.key = key;
    frame.key_place = key_place;
    if (key == "<<" && !quoted) {
      frame.drop_value = true;
      report(at, "merge keys (<<) are not used here", "put what is shared in a file to extend");
    } else if (key.empty()) {
      frame.drop_value = true;
      report(at, "a key cannot be empty", "");
    } else {
      const auto [first, is_new] = frame.line_of_key.emplace(key, key_place.line);
      if (is_new) return;
      frame.drop_value = true;
      report(at, "the key '" + key + "' stands here a second time",
             "it was given in line " + std::to_string(first->second) + "; remove one of them");
    }
  }

  void attach(Node node) {
    if (++nodes_ > YamlLimits::nodes) {
      report(node.place(), "this source holds too many values",
             "at most " + std::to_string(YamlLimits::nodes) + " are read");
      throw Stop{};
    }
    if (stack_.empty()) {
      root_ = std::move(node);
      complete_ = true;
      return;
    }
    auto& frame = stack_.back();
    if (frame.node.is_sequence()) {
      frame.node.push_back(std::move(node));
      return;
    }
    if (!frame.drop_value) {
      frame.node.entries().push_back({std::move(frame.key), frame.key_place, std::move(node)});
    }
    frame.has_key = false;
  }

  void start(const YAML::Mark& mark, const std::string& tag, Node node, char bracket) {
    const auto at = offset(mark);
    check_tag(at, tag, false);
    const bool is_key = expects_key();
    if (is_key) {
      report(at, "a list or mapping cannot be a key", "keys are single words; quotes may help");
    }
    if (stack_.size() >= static_cast<std::size_t>(YamlLimits::depth)) {
      report(at, "this is nested too deeply",
             "at most " + std::to_string(YamlLimits::depth) + " levels are read");
      throw Stop{};
    }
    Frame frame;
    frame.node = std::move(node);
    frame.bracket = source_.from(at).starts_with(bracket) ? bracket : '\0';
    frame.offset = at;
    frame.is_key = is_key;
    stack_.push_back(std::move(frame));
  }

  void end() {
    auto frame = std::move(stack_.back());
    stack_.pop_back();
    if (frame.is_key) {
      skip_value();
    } else {
      attach(std::move(frame.node));
    }
  }

  /// yaml-cpp calls a plain node's tag "?" and a quoted one's "!", which `!` itself also is.
  void check_tag(std::size_t at, const std::string& tag, bool may_be_quoted) {
    const bool implicit = tag.empty() || tag == "?" || (tag == "!" && may_be_quoted);
    if (implicit && !source_.from(at).starts_with('!')) return;
    const auto [message, advice] = plain_message(YAML::ErrorMsg::MULTIPLE_TAGS, "");
    report(at, message, advice);
  }

  /// yaml-cpp 0.7 and 0.8 take the end of the file for a closing quote.
  void check_quotes(std::size_t at) {
    const auto rest = source_.from(at);
    if (rest.empty() || (rest.front() != '\'' && rest.front() != '"')) return;
    const char quote = rest.front();
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (quote == '"' && rest[i] == '\\') {
        ++i;
      } else if (rest[i] == quote) {
        if (quote == '"' || i + 1 == rest.size() || rest[i + 1] != '\'') return;
        ++i;
      }
    }
    report(at, "this quote is never closed", "");
    throw Stop{};
  }

  static bool is_null_word(std::string_view rest) {
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (!rest.starts_with(word)) continue;
      const auto after = rest.substr(word.size());
      return after.empty() || std::string_view(" \n,]}:").find(after[0]) != std::string_view::npos;
    }
    return false;
  }

  void report_missing_value(std::size_t at) {
    if (stack_.empty()) {
      empty_ = true;  // read() says so, unless something that fits nowhere follows
      return;
    }
    const auto& frame = stack_.back();
    if (frame.node.is_mapping()) {
      if (frame.drop_value) return;
      report(frame.key_place, "'" + frame.key + "' has no value",
             "write '" + frame.key + ": value', or null for nothing, or remove it");
      return;
    }
    // yaml-cpp marks what follows an empty '- '
    const auto before = std::string_view(source_.text()).substr(0, at).find_last_not_of(" \n");
    if (frame.bracket == 0 && before != std::string_view::npos && source_.text()[before] == '-') {
      at = before;
    }
    report(at, "an item of this list has no value", "write the value, or null for nothing");
  }

  const YamlText& source_;
  std::vector<Problem> problems_;
  std::vector<Frame> stack_;
  Node root_;
  bool complete_ = false;
  bool empty_ = false;
  std::size_t nodes_ = 0;
};

std::optional<Node> read(std::uint32_t file, std::string_view bytes, Diagnostics& diagnostics) {
  if (bytes.size() > YamlLimits::bytes) {
    diagnostics.error({file, 0, 0}, "this is larger than " + std::to_string(YamlLimits::bytes) +
                                        " bytes, too large for a configuration");
    return std::nullopt;
  }
  const YamlText source(file, bytes, diagnostics);
  if (!source.check(diagnostics)) return std::nullopt;
  Builder builder(source);
  bool is_read = false;
  try {
    std::istringstream stream(source.text());
    YAML::Parser parser(stream);
    // whatever follows is a second document, or left over because it fits nowhere
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    is_read = true;
  } catch (const Stop&) {
  } catch (const YAML::Exception& error) {
    builder.syntax_error(error);
  }
  builder.report_to(diagnostics);
  if (!is_read) return std::nullopt;
  if (!builder.has_value()) {
    diagnostics.error({file, 1, 1}, "there is no value here",
                      "write null for nothing, '' for an "
                      "empty text");
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
  const auto refuse = [&](const std::string& why) {
    diagnostics.error(asked_from.value_or(Place{file, 0, 0}), "'" + path + "' " + why);
    return std::nullopt;
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return refuse("does not exist");
  if (std::filesystem::is_directory(status)) return refuse("is a folder, not a file");
  // opening a pipe would wait for its writer, and a device may never end
  if (!std::filesystem::is_regular_file(status)) return refuse("is not a regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return refuse("cannot be opened for reading");
  std::string bytes(YamlLimits::bytes + 1, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.bad()) return refuse("cannot be read");
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return read(file, bytes, diagnostics);
}

std::optional<Node> read_yaml_text(const std::string& name, std::string_view text,
                                   Diagnostics& diagnostics) {
  return read(diagnostics.files().add(name, ""), text, diagnostics);
}

}  // namespace nakodo::experiment
