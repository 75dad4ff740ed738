// Reads a folder of packs into one PackSet. Strict: an unknown key, a missing one, a wrong type, a code nobody knows
// stops the load and says file, line, what was read and what was expected. Layout:
//   national/codes.yaml, national/common/form.yaml, national/<programme>/{pack,form}.yaml, **/rules.yaml,
//   **/parameters.yaml, county/<code>/{county,units,areas,shifts,directory}.yaml
// Thread-safety: pure functions.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "pack/pack.h"

namespace anwang::pack {

using Files = std::map<std::string, std::string>;  // path inside packs/ → text

// The files that were in packs/ when the binary was built.
const Files& embedded_files();
// All *.yaml below `dir`. Errors: not_found "packs_missing".
Result<Files> read_files(const std::string& dir);
// Error: invalid, reason "bad_pack", `internal` = "national/suicide/pack.yaml:7: read 'nmae', expected one of: …".
Result<std::shared_ptr<const PackSet>> load(const Files& files, const std::string& county);
// `dir` empty: the embedded ones.
Result<std::shared_ptr<const PackSet>> load_dir(const std::string& dir, const std::string& county);

}  // namespace anwang::pack
