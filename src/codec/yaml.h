// YAML as configuration needs it: scalars stay text (types come from the reader's schema, so NO is never false and 010
// never 8), every value knows its line and column. Refused: duplicate keys, anchors, aliases and tags, several
// documents, non-text keys, depth or size over the limit. The only includer of the YAML library is yaml.cpp.
// Thread-safety: plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

namespace anwang::codec {

struct YamlMember;

struct Yaml {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  int line = 0, column = 0;         // from 1
  bool quoted = false;              // a quoted scalar is text, whatever it looks like
  std::string text;                 // scalar
  std::vector<Yaml> items;          // list
  std::vector<YamlMember> members;  // map, in order; keys are scalars

  [[nodiscard]] const Yaml* get(std::string_view key) const;
  // Scalars that read as an integer, true, false or null become that; everything else text.
  [[nodiscard]] Json json() const;
};

struct YamlMember {
  Yaml first;   // the key
  Yaml second;  // its value
};

struct YamlLimits {
  std::size_t max_depth = 24;
  std::size_t max_bytes = 1 << 20;
};
// Errors: malformed, reason bad_yaml, duplicate_key, yaml_alias, yaml_tag, several_documents, too_deep, bad_utf8;
// too_large. `fields[0]` holds the reason as code and args {line, column}; `internal` says it in words.
Result<Yaml> parse_yaml(std::string_view text, YamlLimits limits = {});

}  // namespace anwang::codec
