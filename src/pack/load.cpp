#include "pack/load.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pack/load_parts.h"
#include "seal/digest.h"

namespace anwang::pack {
namespace {

std::string hash_of(const Files& files) {
  std::vector<std::string_view> parts;
  for (const auto& [path, text] : files) parts.insert(parts.end(), {path, text});
  return seal::content_digest(parts);
}

std::string last_part(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

Result<Files> read_files(const std::string& dir) {
  namespace fs = std::filesystem;
  std::error_code ec;
  if (!fs::is_directory(dir, ec)) return fail(Errc::not_found, "packs_missing", "no such folder: " + dir);
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(dir, ec)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    files[fs::relative(entry.path(), dir).generic_string()] = text.str();
  }
  if (ec || files.empty()) return fail(Errc::not_found, "packs_missing", "no *.yaml in " + dir);
  return files;
}

Result<std::shared_ptr<const PackSet>> load(const Files& files, const std::string& county) {
  auto set = std::make_shared<PackSet>();
  Faults faults;
  Loading loading{*set, faults, {}};
  const std::string own = "county/" + county + "/";
  std::map<std::string, codec::Yaml> parsed;
  for (const auto& [path, text] : files) {
    if (!path.starts_with("national/") && !path.starts_with(own)) continue;
    auto tree = codec::parse_yaml(text);
    if (!tree) {
      const FieldError& f = tree.error().fields.front();
      faults.add(path, std::stoi(f.args.at("line")),
                 "read " + f.code + " " + tree.error().internal + ", expected plain YAML");
      break;
    }
    parsed.emplace(path, std::move(*tree));
  }
  // Code lists and programmes first: everything else refers to them.
  const auto read_each = [&](std::string_view prefix, std::string_view file, auto read) {
    for (const auto& [path, tree] : parsed)
      if (path.starts_with(prefix) && last_part(path) == file && faults.first.empty()) read(loading, path, tree);
  };
  read_each("national/codes.yaml", "codes.yaml", load_codes);
  read_each(own, "county.yaml", load_county);
  read_each(own, "villages.yaml", load_villages);
  read_each("national/", "pack.yaml", load_programme);
  read_each("national/", "form.yaml", load_form);
  read_each(own, "units.yaml", load_units);
  read_each(own, "areas.yaml", load_areas);
  read_each(own, "shifts.yaml", load_shifts);
  read_each(own, "directory.yaml", load_directory);
  for (const std::string& prefix : {std::string("national/"), own}) {
    read_each(prefix, "parameters.yaml", load_parameters);
    read_each(prefix, "rules.yaml", load_rules);
  }
  for (const auto& [path, tree] : parsed)
    if (!known_file(last_part(path)))
      faults.add(path, 1, "read the file " + last_part(path) + ", expected one of: " + known_files());
  if (faults.first.empty()) check_whole(loading);
  if (!faults.first.empty()) return fail(Errc::invalid, "bad_pack", faults.first);
  set->hash = hash_of(files);
  return std::shared_ptr<const PackSet>(std::move(set));
}

Result<std::shared_ptr<const PackSet>> load_dir(const std::string& dir, const std::string& county) {
  if (dir.empty()) return load(embedded_files(), county);
  ANWANG_TRY(const Files files, read_files(dir));
  return load(files, county);
}

}  // namespace anwang::pack
