// The readers of one kind of pack file each. Only load.cpp and the load_*.cpp include this.
#pragma once

#include <set>
#include <string>

#include "codec/yaml.h"
#include "pack/pack.h"
#include "pack/reader.h"

namespace anwang::pack {

struct Loading {
  PackSet& set;
  Faults& faults;
  std::map<std::string, int> order;  // programme code → place in lists
};

void load_codes(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_programme(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_form(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_county(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_villages(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_units(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_areas(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_shifts(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_directory(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_parameters(Loading& in, const std::string& path, const codec::Yaml& tree);
void load_rules(Loading& in, const std::string& path, const codec::Yaml& tree);

// What no single file shows: every programme has a form, shared questions agree, the county is there.
void check_whole(Loading& in);
bool known_file(const std::string& name);
std::string known_files();

}  // namespace anwang::pack
