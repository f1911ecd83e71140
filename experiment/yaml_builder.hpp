// Builds the value tree from yaml-cpp's events and refuses what a strict configuration must not
// hold.
// Policy: yaml-cpp's parser recurses only between a start event and its end, so throwing from an
// event is how depth and memory stay bounded; what yaml-cpp accepts too readily is refused here.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/yaml_text.hpp"

namespace nakodo::experiment {

/// Ends the parse after a problem that was reported already; there is nothing to add.
struct YamlStop {};

/// One source's events in, tree and problems out.
class YamlBuilder : public YAML::EventHandler {
 public:
  explicit YamlBuilder(const YamlText& source) : source_(source) {}

  /// Whether the document holds a value, if only a written null.
  [[nodiscard]] bool has_value() const { return complete_ && !empty_; }
  [[nodiscard]] Node take_root() { return std::move(root_); }

  /// Hands over what was found wrong.
  void report_to(Diagnostics& diagnostics) const;

  /// Adds a syntax error; knows which bracket is open, which yaml-cpp does not say.
  void syntax_error(const YAML::Exception& error);

  void OnDocumentStart(const YAML::Mark& mark) override;

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override;

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override;

  void OnAnchor(const YAML::Mark& mark, const std::string&) override;

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override;

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override;
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override;
  void OnMapEnd() override { end(); }

 private:
  /// A sequence or mapping that is still open.
  struct Frame {
    Node node;
    std::size_t offset = 0;  ///< of its bracket in flow style
    char bracket = 0;        ///< '[' or '{' in flow style, otherwise 0
    bool is_key = false;     ///< it stands where a key should: reported, thrown away at its end
    bool has_key = false;
    bool drop_value = false;  ///< the key was refused, and its value goes with it
    std::string key;
    Place key_place;
    std::unordered_map<std::string, int> line_of_key;
  };

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const;
  [[nodiscard]] Place place(const YAML::Mark& mark) const { return source_.place(offset(mark)); }

  void report(Place where, std::string message, std::string advice);
  void report(std::size_t at, std::string message, std::string advice);

  [[nodiscard]] bool expects_key() const;

  void skip_value();

  void on_key(std::size_t at, const std::string& key, bool quoted);

  void attach(Node node);

  void start(const YAML::Mark& mark, const std::string& tag, Node node,
             YAML::EmitterStyle::value style, char bracket);

  void end();

  /// yaml-cpp calls a plain node's tag "?" and a quoted one's "!", which `!` itself also is.
  void check_tag(std::size_t at, const std::string& tag, bool may_be_quoted);

  /// yaml-cpp 0.7 and 0.8 take the end of the file for a closing quote.
  void check_quotes(std::size_t at);

  static bool is_null_word(std::string_view rest);

  void report_missing_value(std::size_t at);

  const YamlText& source_;
  std::vector<Problem> problems_;
  std::vector<Frame> stack_;
  Node root_;
  bool complete_ = false;
  bool empty_ = false;
  std::size_t nodes_ = 0;
};

}  // namespace nakodo::experiment
