#include "pack/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace anwang::pack {
namespace {

std::string fault_of(const Files& files) {
  auto r = load(files, "10004");
  return r ? "loaded" : r.error().internal;
}
Files with(const std::string& path, const std::string& from, const std::string& to) {
  Files files = embedded_files();
  std::string& text = files.at(path);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return files;
}

TEST(Packs, TheShippedOnesLoad) {
  auto r = load(embedded_files(), "10004");
  ASSERT_TRUE(r) << r.error().internal;
  const PackSet& set = **r;
  EXPECT_EQ(set.programmes.size(), 10U);
  EXPECT_EQ(set.programmes.front().code, "child_protection");
  EXPECT_EQ(set.programmes.back().code, "other");
  EXPECT_EQ(set.county.townships.size(), 13U);
  EXPECT_EQ(set.hash.size(), 64U);
  EXPECT_EQ(set.parameter("mandated_report_hours", *Date::parse("2026-11-22")).value, 24);
  EXPECT_TRUE(set.has_code("source", "police"));
  ASSERT_NE(set.programme("domestic_violence")->form.field("tipvda"), nullptr);
  EXPECT_FALSE(set.programme("domestic_violence")->form.field("tipvda")->sealed);
  EXPECT_TRUE(set.programme("child_protection")->form.field("injury_details")->sealed);
}

TEST(Packs, EveryTownshipHasAUnitForEveryProgramme) {
  auto r = load(embedded_files(), "10004");
  ASSERT_TRUE(r);
  for (const auto& p : (*r)->programmes)
    for (const auto& t : (*r)->county.townships) {
      int units = 0;
      for (const auto& a : (*r)->county.areas)
        units +=
            a.programme == p.code && std::find(a.townships.begin(), a.townships.end(), t.code) != a.townships.end();
      EXPECT_EQ(units, 1) << p.code << " in " << t.name.zh;
    }
}

TEST(Packs, SameFilesFromDiskAndBinary) {
  auto disk = read_files(std::string(ANWANG_SOURCE_DIR) + "/packs");
  ASSERT_TRUE(disk);
  EXPECT_EQ(*disk, embedded_files());
  EXPECT_EQ(read_files("/nowhere").error().reason, "packs_missing");
}

TEST(Packs, HashFollowsContent) {
  const auto a = load(embedded_files(), "10004");
  const auto b = load(with("county/10004/county.yaml", "03-000-0100", "03-000-0199"), "10004");
  ASSERT_TRUE(a && b);
  EXPECT_NE((*a)->hash, (*b)->hash);
}

TEST(Packs, FaultsSayFileLineReadAndExpected) {
  EXPECT_EQ(fault_of(with("national/suicide/pack.yaml", "network:", "netwrok:")),
            "national/suicide/pack.yaml:1: read no 'network', expected a text");
  EXPECT_EQ(fault_of(with("national/suicide/pack.yaml", "order: 8", "order: eight")),
            "national/suicide/pack.yaml:2: read 'eight' for 'order', expected a whole number");
  EXPECT_EQ(fault_of(with("national/suicide/pack.yaml", "order: 8", "order: 8\ncolour: red")).substr(0, 60),
            "national/suicide/pack.yaml:3: read 'colour', expected one of");
  EXPECT_EQ(
      fault_of(with("national/suicide/pack.yaml", "2020-06-16", "2020-06-31")),
      "national/suicide/pack.yaml:10: read '2020-06-31' for 'effective_from', expected a date such as 2026-01-31");
  EXPECT_EQ(fault_of(with("national/suicide/pack.yaml", "order: 8", "order: 8\norder: 9")).substr(0, 50),
            "national/suicide/pack.yaml:3: read duplicate_key ,");
  EXPECT_EQ(fault_of(with("county/10004/shifts.yaml", "ends: \"22:00\"", "ends: \"21:00\"")),
            "county/10004/shifts.yaml:3: read a list for 'shifts', expected shifts that cover the day once: a report "
            "always has an owner");
}

TEST(Packs, ReferencesMustExist) {
  EXPECT_NE(fault_of(with("county/10004/areas.yaml", "unit: protection_child", "unit: nobody"))
                .find("expected the code of a unit"),
            std::string::npos);
  EXPECT_NE(
      fault_of(with("national/child_protection/form.yaml", "when: injury=light|severe|death", "when: injury=broken"))
          .find("an answer of 'injury'"),
      std::string::npos);
  EXPECT_NE(fault_of(with("national/elder_protection/form.yaml", "{code: injury, type: choice",
                          "{code: injury, type: choices"))
                .find("the same question"),
            std::string::npos);
  Files files = embedded_files();
  files.erase("national/suicide/form.yaml");
  EXPECT_EQ(fault_of(files), "national/suicide/form.yaml:1: read no such file, expected a form");
  files = embedded_files();
  files["national/suicide/frm.yaml"] = "a: 1\n";
  EXPECT_NE(fault_of(files).find("read the file frm.yaml"), std::string::npos);
  EXPECT_NE(load(embedded_files(), "99999").error().internal.find("no county.yaml"), std::string::npos);
}

}  // namespace
}  // namespace anwang::pack
