#include "synth/registers.h"

#include <gtest/gtest.h>

#include <map>

#include "linkage/engine/link.h"
#include "synth/csv.h"

namespace anwang::synth {
namespace {

Population county(double scale) {
  const auto table = parse_margins(population_table());
  return make_population(scale_margins(*table, scale), *Date::of(2023, 12, 31), 7, scale);
}
std::map<Register, std::string> files(const Population& population, std::uint64_t seed) {
  std::map<Register, std::string> out;
  make_registers(population, seed, [&](Register r, std::string_view line) { out[r] += line; });
  return out;
}

TEST(Registers, SameSeedSameBytes) {
  const Population population = county(0.002);
  EXPECT_EQ(files(population, 1), files(population, 1));
  EXPECT_NE(files(population, 1), files(population, 2));
  EXPECT_EQ(files(population, 1).size(), kRegisters);
}

// The claim of docs/linkage.md at a size that a test can bear.
TEST(Registers, AreLinkedNearlyWithoutFault) {
  const auto made = files(county(0.01), 1);
  std::vector<linkage::InputFile> inputs;
  inputs.reserve(made.size());
  for (const auto& [which, text] : made) inputs.push_back({code(which), text});
  linkage::LinkOptions options;
  options.threads = 2;
  const auto linked = linkage::link(inputs, *linkage::parse_spec(registers_spec()), options);
  ASSERT_TRUE(linked) << linked.error().internal;
  EXPECT_EQ(linked->data->rejected.size(), 0U);
  const linkage::Quality q = linkage::judge(*linked->data, linked->clusters, false);
  EXPECT_GT(q.f1, 0.99);
  EXPECT_GT(q.precision, 0.999);
}

}  // namespace
}  // namespace anwang::synth
