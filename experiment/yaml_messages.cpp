#include "experiment/yaml_messages.hpp"

#include <yaml-cpp/exceptions.h>

#include <array>

#include "experiment/yaml_text.hpp"

namespace nakodo::experiment {

namespace {

struct Translation {
  std::string_view yaml_cpp;  ///< how its message begins
  std::string_view message;
  std::string_view advice;
};

namespace known = YAML::ErrorMsg;

constexpr std::string_view no_anchors = "anchors (&name) and aliases (*name) are not used here";
constexpr std::string_view repeat =
    "repeat the value, or put what is shared in a file to extend; "
    "a text that begins with '&' or '*' needs quotes";
constexpr std::string_view no_tags = "tags (!name) are not used here";
constexpr std::string_view untag = "remove the tag; a text that begins with '!' needs quotes";
constexpr std::string_view bad_escape = "this escape in double quotes is not valid";
constexpr std::string_view escape_advice =
    "write \\\\ for a backslash, or put the text in single quotes";

// not constexpr: yaml-cpp declares its messages as variables
const std::array translations = {
    Translation{known::END_OF_MAP, "this does not fit into the mapping around it",
                "write 'key: value' with the same indentation as the keys around it; a value with "
                "quotes or brackets must end with them"},
    Translation{known::END_OF_SEQ, "this does not fit into the list around it",
                "begin it with '- ' and the same indentation as the items around it"},
    Translation{known::END_OF_SEQ_FLOW, "',' or ']' is expected here", ""},
    Translation{known::END_OF_MAP_FLOW, "',' or '}' is expected here", ""},
    Translation{known::MAP_VALUE, "a ':' cannot stand here",
                "a text that holds ': ' needs quotes; the line before may lack a space after its "
                "':', or this one may be indented too far"},
    Translation{known::MAP_KEY, "a '? ' cannot stand here",
                "a text that begins with '? ' needs "
                "quotes"},
    Translation{known::BLOCK_ENTRY, "a list item '- ' cannot start here",
                "begin the list on a line of its own, or write [a, b]; a text that begins with "
                "'- ' needs quotes"},
    Translation{known::FLOW_END, "this bracket does not match an open one",
                "check the brackets before it; a text with brackets needs quotes"},
    Translation{known::CHAR_IN_BLOCK, "nothing but a comment can follow '|' or '>' on its line",
                "begin the text on the next line; a value that begins with '|' or '>' needs "
                "quotes"},
    Translation{known::ZERO_INDENT_IN_BLOCK, "a block text cannot be indented by 0",
                "leave the number out"},
    Translation{known::INVALID_ESCAPE, bad_escape, escape_advice},
    Translation{known::INVALID_HEX, bad_escape, escape_advice},
    Translation{known::INVALID_UNICODE, bad_escape, "this is no Unicode character"},
    Translation{known::DOC_IN_SCALAR, "'---' or '...' stands within a quoted text",
                "close the quotes before it, or indent it"},
    Translation{known::EOF_IN_SCALAR, "a quoted text is never closed", "close the quotes"},
    Translation{known::TAB_IN_INDENTATION, "tabs are not allowed", "use spaces"},
    Translation{known::UNKNOWN_ANCHOR, no_anchors, repeat},
    Translation{known::ALIAS_NOT_FOUND, no_anchors, repeat},
    Translation{known::ANCHOR_NOT_FOUND, no_anchors, repeat},
    Translation{known::CHAR_IN_ALIAS, no_anchors, repeat},
    Translation{known::CHAR_IN_ANCHOR, no_anchors, repeat},
    Translation{known::MULTIPLE_ANCHORS, no_anchors, repeat},
    Translation{known::MULTIPLE_TAGS, no_tags, untag},
    Translation{known::CHAR_IN_TAG_HANDLE, no_tags, untag},
    Translation{known::TAG_WITH_NO_SUFFIX, no_tags, untag},
    Translation{known::END_OF_VERBATIM_TAG, no_tags, untag},
};

}  // namespace

PlainMessage plain_message(std::string_view yaml_cpp_message, std::string_view rest) {
  if (yaml_cpp_message.starts_with(known::UNKNOWN_TOKEN)) {
    const auto first = rest.substr(0, utf8_length(rest));
    if (first.empty() || first == "\n") return {"something is missing here", ""};
    return {"a text cannot begin with '" + std::string(first) + "' here", "put it in quotes"};
  }
  for (const auto& [theirs, message, advice] : translations) {
    if (yaml_cpp_message.starts_with(theirs)) return {std::string(message), std::string(advice)};
  }
  return {"this cannot be read as YAML (" + std::string(yaml_cpp_message) + ")", ""};
}

}  // namespace nakodo::experiment
