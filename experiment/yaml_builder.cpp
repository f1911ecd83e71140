#include "experiment/yaml_builder.hpp"

#include <algorithm>

#include "experiment/yaml_messages.hpp"
#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {

void YamlBuilder::report_to(Diagnostics& diagnostics) const {
  for (const auto& [place, message, advice] : problems_) diagnostics.error(place, message, advice);
}

void YamlBuilder::syntax_error(const YAML::Exception& error) {
  auto at = offset(error.mark);
  auto [message, advice] = plain_message(error.msg, source_.from(at));
  const auto open = std::find_if(stack_.rbegin(), stack_.rend(),
                                 [](const Frame& frame) { return frame.bracket != 0; });
  const bool is_flow_error =
      error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW || error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
  if (is_flow_error && open != stack_.rend()) {
    const auto bracket = "'" + std::string(1, open->bracket) + "'";
    const auto opened = source_.place(open->offset);
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

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (!complete_) return;
  const auto at = offset(mark);
  if (source_.from(at).starts_with("---")) {
    report(at, "a second document begins here", "one file is one document: remove the '---'");
  } else {
    report(at, "this does not belong to what stands before it",
           "check the indentation, and that every key is followed by ': ' and every "
           "'-' by a space; a text with quotes inside needs quotes around it");
  }
  throw YamlStop{};
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
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

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const auto [message, advice] = plain_message(YAML::ErrorMsg::UNKNOWN_ANCHOR, "");
  report(offset(mark), message, advice);
  if (expects_key()) {
    skip_value();
  } else {
    attach(Node::null(place(mark)));
  }
}

void YamlBuilder::OnAnchor(const YAML::Mark& mark, const std::string&) {
  const auto [message, advice] = plain_message(YAML::ErrorMsg::ANCHOR_NOT_FOUND, "");
  report(offset(mark), message, advice);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                           const std::string& value) {
  const auto at = offset(mark);
  check_tag(at, tag, true);
  check_quotes(at);
  if (const auto control = control_character(value); !control.empty()) {
    report(at, "the text holds the control character " + control, "remove its escape");
  } else if (!is_utf8(value)) {
    // yaml-cpp 0.7 and 0.8 decode \_ and \N to a single byte, which is no UTF-8
    report(at, "the text holds an escape that is not supported",
           "write \\u00a0 for a no-break space");
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

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                                  YAML::EmitterStyle::value style) {
  start(mark, tag, Node::sequence(place(mark)), style, '[');
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                             YAML::EmitterStyle::value style) {
  start(mark, tag, Node::mapping(place(mark)), style, '{');
}

std::size_t YamlBuilder::offset(const YAML::Mark& mark) const {
  return source_.offset(mark.line, mark.column);
}

void YamlBuilder::report(Place where, std::string message, std::string advice) {
  problems_.push_back({where, std::move(message), std::move(advice)});
}

void YamlBuilder::report(std::size_t at, std::string message, std::string advice) {
  report(source_.place(at), std::move(message), std::move(advice));
}

bool YamlBuilder::expects_key() const {
  return !stack_.empty() && stack_.back().node.is_mapping() && !stack_.back().has_key;
}

void YamlBuilder::skip_value() {
  auto& frame = stack_.back();
  frame.has_key = true;
  frame.drop_value = true;
}

void YamlBuilder::on_key(std::size_t at, const std::string& key, bool quoted) {
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

void YamlBuilder::attach(Node node) {
  if (++nodes_ > YamlLimits::nodes) {
    report(node.place(), "this source holds too many values",
           "at most " + std::to_string(YamlLimits::nodes) + " are read");
    throw YamlStop{};
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

void YamlBuilder::start(const YAML::Mark& mark, const std::string& tag, Node node,
                        YAML::EmitterStyle::value style, char bracket) {
  const auto at = offset(mark);
  check_tag(at, tag, false);
  const bool is_key = expects_key();
  if (is_key) {
    report(at, "a list or mapping cannot be a key", "keys are single words; quotes may help");
  }
  if (stack_.size() >= static_cast<std::size_t>(YamlLimits::depth)) {
    report(at, "this is nested too deeply",
           "at most " + std::to_string(YamlLimits::depth) + " levels are read");
    throw YamlStop{};
  }
  Frame frame;
  frame.node = std::move(node);
  frame.offset = at;
  if (style == YAML::EmitterStyle::Flow) {
    const auto rest = source_.from(at);
    // an anchor or tag comes before its bracket; a pair within a list, as in [a: b], has none
    const auto before = rest.starts_with('&') || rest.starts_with('!') ? rest.find(bracket) : 0;
    if (before < rest.size() && rest[before] == bracket) {
      frame.bracket = bracket;
      frame.offset = at + before;
    }
  }
  frame.is_key = is_key;
  stack_.push_back(std::move(frame));
}

void YamlBuilder::end() {
  auto frame = std::move(stack_.back());
  stack_.pop_back();
  if (frame.is_key) {
    skip_value();
  } else {
    attach(std::move(frame.node));
  }
}

void YamlBuilder::check_tag(std::size_t at, const std::string& tag, bool may_be_quoted) {
  const bool implicit = tag.empty() || tag == "?" || (tag == "!" && may_be_quoted);
  if (implicit && !source_.from(at).starts_with('!')) return;
  const auto [message, advice] = plain_message(YAML::ErrorMsg::MULTIPLE_TAGS, "");
  report(at, message, advice);
}

void YamlBuilder::check_quotes(std::size_t at) {
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
  throw YamlStop{};
}

bool YamlBuilder::is_null_word(std::string_view rest) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!rest.starts_with(word)) continue;
    const auto after = rest.substr(word.size());
    return after.empty() || std::string_view(" \n,]}:").find(after[0]) != std::string_view::npos;
  }
  return false;
}

void YamlBuilder::report_missing_value(std::size_t at) {
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

}  // namespace nakodo::experiment
