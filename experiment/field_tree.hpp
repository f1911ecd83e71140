// Field tree: everything a configuration may say, as data: what `describe`, the JSON Schema and
// models/parameters.md are made of.
//
// Built from the structs' own lists of fields; the defaults are those of default-constructed
// structs.
#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "experiment/experiment_file.hpp"
#include "experiment/quantity.hpp"
#include "models/fields.hpp"

namespace nakodo::experiment {

struct FieldNode {
  enum class Kind {
    number,
    integer,
    boolean,
    text,
    date,
    choice,
    section,
    named,
    list,
    alternatives,
    factors,
    point
  };

  models::Field field;
  std::string name;
  Kind kind = Kind::section;
  std::string default_text;          // of a value; empty for sections
  std::vector<std::string> choices;  // of a choice
  std::vector<FieldNode> parts;  // of a section; the kind of value of named and list, then those
                                 // there from the start; the alternatives
  bool short_form = false;       // a section that may be written as its first part alone, a list
                                 // that may be written as its only item
  bool bare = false;             // an alternative that may be written as its value alone
};

/// The whole file.
FieldNode field_tree();

}  // namespace nakodo::experiment
