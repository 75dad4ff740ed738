#include "linkage/engine/strings.h"

#include <algorithm>
#include <bit>

namespace anwang::linkage {
namespace {

constexpr std::size_t kWord = 64;
Symbols cut(Symbols s) { return s.size() > kWord ? s.first(kWord) : s; }

}  // namespace

void StringKernel::load(Symbols a) {
  for (std::size_t i = 0; i < a.size(); ++i) masks_[a[i]] |= std::uint64_t{1} << i;
}
void StringKernel::unload(Symbols a) {
  for (const std::uint16_t c : a) masks_[c] = 0;
}

int StringKernel::edits(Symbols a, Symbols b) {
  a = cut(a);
  b = cut(b);
  if (a.empty() || b.empty()) return static_cast<int>(std::max(a.size(), b.size()));
  load(a);
  std::uint64_t vp = ~std::uint64_t{0}, vn = 0, d0 = 0, before = 0;
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  int score = static_cast<int>(a.size());
  for (const std::uint16_t c : b) {
    const std::uint64_t pm = masks_[c];
    const std::uint64_t swapped = (((~d0) & pm) << 1) & before;
    d0 = (((pm & vp) + vp) ^ vp) | pm | vn | swapped;
    std::uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
    if ((hp & last) != 0) ++score;
    if ((hn & last) != 0) --score;
    hp = (hp << 1) | 1;
    hn <<= 1;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    before = pm;
  }
  unload(a);
  return score;
}

double StringKernel::jaro_winkler(Symbols a, Symbols b) {
  a = cut(a);
  b = cut(b);
  if (a.empty() || b.empty()) return a.size() == b.size() ? 1.0 : 0.0;
  load(a);
  const int reach = std::max(0, static_cast<int>(std::max(a.size(), b.size())) / 2 - 1);
  std::uint64_t in_a = 0, in_b = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const int from = std::max(0, static_cast<int>(j) - reach), to = static_cast<int>(j) + reach;  // inclusive
    std::uint64_t window = ~std::uint64_t{0} << from;
    if (to < 63) window &= (std::uint64_t{1} << (to + 1)) - 1;
    const std::uint64_t free = masks_[b[j]] & window & ~in_a;
    if (free == 0) continue;
    in_a |= free & (~free + 1);
    in_b |= std::uint64_t{1} << j;
  }
  unload(a);
  const int matches = std::popcount(in_a);
  if (matches == 0) return 0;
  int moved = 0;
  for (std::uint64_t x = in_a, y = in_b; x != 0; x &= x - 1, y &= y - 1)
    if (a[static_cast<std::size_t>(std::countr_zero(x))] != b[static_cast<std::size_t>(std::countr_zero(y))]) ++moved;
  const double m = matches;
  const double jaro =
      (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - moved / 2.0) / m) / 3.0;
  std::size_t prefix = 0;
  while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix]) ++prefix;
  return jaro + static_cast<double>(prefix) * 0.1 * (1.0 - jaro);
}

}  // namespace anwang::linkage
