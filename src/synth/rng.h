// A small random generator whose numbers are the same on every machine and with every library (the standard's
// distributions are not). xoshiro256** seeded by splitmix64. Thread-safety: none; give each thread its own.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace anwang::synth {

class Rng {
 public:
  // A stream of its own for each purpose: what one part draws never moves another part's numbers.
  explicit Rng(std::uint64_t seed, std::string_view purpose = {}) {
    for (const char c : purpose) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    for (auto& word : state_) {
      seed += 0x9e3779b97f4a7c15ULL;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
      word = z ^ (z >> 31);
    }
  }
  std::uint64_t next() {
    const std::uint64_t result = rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotl(state_[3], 45);
    return result;
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // [0, 1)
  std::uint64_t below(std::uint64_t n) {                                   // [0, n); 0 < n < 2^32
    return ((next() >> 32) * n) >> 32;
  }
  int between(int from, int to) { return from + static_cast<int>(below(static_cast<std::uint64_t>(to - from) + 1)); }
  bool chance(double p) { return unit() < p; }
  // Normal by the sum of twelve: exact in every library, and its short tails are welcome here.
  double normal(double mean, double deviation) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return mean + deviation * sum;
  }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& v) {
    for (std::size_t i = v.size(); i > 1; --i) std::swap(v[i - 1], v[below(i)]);
  }

 private:
  static std::uint64_t rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::array<std::uint64_t, 4> state_{};
};

// Draws an index with probability in proportion to its weight.
class Weighted {
 public:
  void add(double weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }
  [[nodiscard]] bool empty() const { return sums_.empty() || sums_.back() <= 0; }
  [[nodiscard]] std::size_t draw(Rng& rng) const {
    const double at = rng.unit() * sums_.back();
    std::size_t low = 0, high = sums_.size() - 1;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (sums_[middle] > at)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }
  [[nodiscard]] double total() const { return sums_.empty() ? 0 : sums_.back(); }

 private:
  std::vector<double> sums_;
};

}  // namespace anwang::synth
