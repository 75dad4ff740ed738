// Runs the public conformance data of the language: cel_conformance FILE.
// Prints passed, not claimed and failed for each section; the last line counts. Exit 1 when a claimed case fails.
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "conformance_data.h"

namespace {

using namespace anwang;
using namespace anwang::expr;

// Sections we claim (docs/formats/cel.md says why not the others).
const std::vector<std::string> kClaimed{"basic",  "comparisons", "fields",     "integer_math", "fp_math",
                                        "lists",  "logic",       "macros",     "parse",        "plumbing",
                                        "string", "timestamps",  "conversions"};

bool same_value(const Value& got, const Value& wanted) {
  if (got.number() && wanted.number() && std::isnan(*got.number()) && std::isnan(*wanted.number())) return true;
  return got.kind() == wanted.kind() && equal(got, wanted);
}

// "" when the case holds, else what was seen.
std::string run(const ConformanceCase& c) {
  const auto parsed = parse(c.source);
  if (!parsed) {
    const auto& f = parsed.error().fields[0];
    return c.value ? "does not parse: " + f.code + " at " + f.args.at("line") + ":" + f.args.at("column") + ", found " +
                         f.args.at("found")
                   : "";
  }
  if (c.check) {
    const auto type = check(**parsed, c.declarations);
    if (!type) {
      const auto& f = type.error().fields[0];
      return c.value
                 ? "does not check: " + f.code + ", found " + f.args.at("found") + ", expected " + f.args.at("expected")
                 : "";
    }
    if (c.check_only) return "";
  }
  Options options;
  options.container = c.container;
  const Outcome outcome = evaluate(**parsed, c.facts, options);
  if (!c.value) return outcome.value.fault() ? "" : "gives " + to_text(outcome.value) + " where an error is due";
  return same_value(outcome.value, *c.value) ? "" : "gives " + to_text(outcome.value) + ", due is " + to_text(*c.value);
}

struct Count {
  int passed = 0, not_claimed = 0, failed = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: cel_conformance FILE\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto json = codec::parse_json(text, {64, 64u << 20});
  if (!json) {
    std::cerr << argv[1] << ": " << json.error().reason << "\n";
    return 2;
  }
  std::map<std::string, Count> sections;
  std::map<std::string, int> reasons;
  const auto cases = read_conformance(*json);
  for (const ConformanceCase& c : *cases) {
    const std::string section = c.section.substr(0, c.section.find('/'));
    Count& count = sections[section];
    const bool claimed = std::find(kClaimed.begin(), kClaimed.end(), section) != kClaimed.end();
    const std::string why = !claimed ? "section " + section : c.not_claimed;
    if (!why.empty()) {
      ++count.not_claimed;
      ++reasons[why];
      continue;
    }
    const std::string seen = run(c);
    ++(seen.empty() ? count.passed : count.failed);
    if (!seen.empty()) std::cout << c.section << " " << c.name << ": " << c.source << ": " << seen << "\n";
  }
  Count all;
  for (const auto& [name, count] : sections) {
    std::cout << name << ": " << count.passed << " passed, " << count.not_claimed << " not claimed, " << count.failed
              << " failed\n";
    all.passed += count.passed;
    all.failed += count.failed;
  }
  for (const auto& [why, n] : reasons) std::cout << "not claimed: " << n << " (" << why << ")\n";
  std::cout << all.passed << " passed, " << all.failed << " failed\n";
  return all.failed == 0 && all.passed > 0 ? 0 : 1;
}
