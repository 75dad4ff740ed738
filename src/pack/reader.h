// Strict reading of one YAML map against a schema that is the code that reads it. The first fault is kept; readers go
// on with empty values, and the loader stops at the end of the file. Not thread-safe.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "codec/yaml.h"
#include "pack/pack.h"

namespace anwang::pack {

struct Faults {
  std::string first;  // "file:line: read …, expected …"
  void add(const std::string& file, int line, const std::string& words);
};

class MapReader {
 public:
  MapReader(std::string file, const codec::Yaml& node, Faults& faults);
  MapReader(const MapReader&) = delete;
  MapReader& operator=(const MapReader&) = delete;
  ~MapReader();  // a key nobody asked for is a fault

  std::string text(std::string_view key);  // required
  std::string text_or(std::string_view key, std::string_view otherwise);
  std::string one_of(std::string_view key, const std::vector<std::string>& allowed);
  std::int64_t integer(std::string_view key);
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise);
  bool flag_or(std::string_view key, bool otherwise);
  Date date(std::string_view key);  // required
  Date date_or_unset(std::string_view key);
  Words words(std::string_view key);  // {zh, en}, both required
  Words words_or_empty(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // list of scalars; absent = empty
  std::vector<Choice> choices(std::string_view key);     // list of {code, zh, en}
  // source, certainty or assumption, effective_from, effective_until: required of everything that claims something.
  Basis basis();
  // Each element of the list under `key` (absent = none) as a map.
  void each(std::string_view key, const std::function<void(MapReader&)>& read);
  // Everything not asked for, as JSON (rules: their consumer validates it).
  codec::JsonObject rest();

  void fault(std::string_view key, const std::string& expected);  // at the key's line, or the map's
  [[nodiscard]] int line() const { return node_.line; }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  const codec::Yaml* scalar(std::string_view key, bool required, const char* expected);
  const codec::Yaml* find(std::string_view key);

  std::string file_;
  const codec::Yaml& node_;
  Faults& faults_;
  std::set<std::string, std::less<>> asked_;
  bool done_ = false;
};

}  // namespace anwang::pack
