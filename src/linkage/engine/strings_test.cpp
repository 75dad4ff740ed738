#include "linkage/engine/strings.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <algorithm>
#include <string>
#include <vector>

namespace anwang::linkage {
namespace {

std::vector<std::uint16_t> symbols(const std::string& s) { return {s.begin(), s.end()}; }

// The textbook's table, to hold the bit-parallel one against.
int edits_by_table(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

TEST(Strings, EditsEqualTheTable) {
  StringKernel kernel;
  const bool ok = rc::check([&] {
    const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcd")));
    const auto a = *rc::gen::resize(40, letters), b = *rc::gen::resize(40, letters);
    RC_ASSERT(kernel.edits(symbols(a), symbols(b)) == edits_by_table(a, b));
  });
  EXPECT_TRUE(ok);
}

TEST(Strings, JaroWinklerOfTheLiterature) {
  StringKernel kernel;
  const auto jw = [&](const char* a, const char* b) { return kernel.jaro_winkler(symbols(a), symbols(b)); };
  EXPECT_NEAR(jw("martha", "marhta"), 0.9611, 1e-4);
  EXPECT_NEAR(jw("dwayne", "duane"), 0.8400, 1e-4);
  EXPECT_NEAR(jw("dixon", "dicksonx"), 0.8133, 1e-4);
  EXPECT_EQ(jw("abc", "xyz"), 0);
  EXPECT_EQ(jw("same", "same"), 1);
}

}  // namespace
}  // namespace anwang::linkage
