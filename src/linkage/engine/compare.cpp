#include "linkage/engine/compare.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "linkage/hash.h"
#include "linkage/id_number.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kRemembered = 1U << 14;

double as_number(std::string_view s) {
  double out = NAN;
  std::from_chars(s.data(), s.data() + s.size(), out);
  return out;
}
// One digit wrong, or two neighbours swapped, in strings of equal length.
bool one_typo(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (i == a.size()) return true;
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}
bool begins(std::string_view a, std::string_view b) { return a.starts_with(b) || b.starts_with(a); }

IdKind kind_of(std::string_view lower) {
  std::string upper(lower);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return check_id(upper).kind;
}

}  // namespace

Level compare_dates(std::string_view a, std::string_view b) {
  if (a.size() != 8 || b.size() != 8) return a == b ? kSame : kDifferent;
  const auto unknown = [](std::string_view part) { return part.find_first_not_of('0') == std::string_view::npos; };
  const auto ya = a.substr(0, 4), yb = b.substr(0, 4), ma = a.substr(4, 2), mb = b.substr(4, 2), da = a.substr(6),
             db = b.substr(6);
  const bool y = ya == yb, m = ma == mb, d = da == db;
  const bool part_unknown = unknown(ma) || unknown(mb) || unknown(da) || unknown(db);
  if (part_unknown) {
    if (y && (m || unknown(ma) || unknown(mb))) return 5;
    return y ? 6 : kDifferent;
  }
  if (one_typo(a, b)) return 2;
  if (y && ma == db && da == mb) return 3;
  if (m && d && std::abs(as_number(ya) - as_number(yb)) == 1911) return 3;
  if ((y ? 1 : 0) + (m ? 1 : 0) + (d ? 1 : 0) == 2) return 4;
  if ((one_typo(ya, yb) && one_typo(ma, mb) && d) || (y && one_typo(ma, mb) && one_typo(da, db))) return 4;
  return y ? 6 : kDifferent;
}

Level compare_years(std::string_view a, std::string_view b) {
  const double apart = std::abs(as_number(a) - as_number(b));
  if (apart == 1) return 2;
  if (apart <= 3 || (one_typo(a, b) && a.size() == 4 && apart != 1000)) return 3;
  return kDifferent;
}

Level compare_numbers(std::string_view a, std::string_view b) {
  const double x = as_number(a), y = as_number(b);
  const double apart = std::abs(x - y) / std::max({std::abs(x), std::abs(y), 1e-9});
  if (apart <= 0.01) return 2;
  if (a.size() >= 2 && b.size() >= 2 && (one_typo(a, b) || begins(a, b))) return 4;
  return apart <= 0.05 ? Level{3} : apart <= 0.2 ? Level{5} : kDifferent;
}

Comparer::Comparer(const std::vector<Column>& columns) : columns_(columns), remembered_(kRemembered) {}

Level Comparer::unequal(std::size_t column, ValueId a, ValueId b) {
  if (a > b) std::swap(a, b);
  const Column& c = columns_[column];
  if (c.type == FieldType::category) return begins(c.pool->text(a), c.pool->text(b)) ? Level{5} : kDifferent;
  const std::uint64_t hash = combine64((std::uint64_t{a} << 32) | b, column);
  Remembered& known = remembered_[hash & (kRemembered - 1)];
  if (known.a == a && known.b == b && known.column == column) return known.level;
  known = {a, b, static_cast<std::uint32_t>(column), by_type(c.type, *c.pool, a, b)};
  return known.level;
}

Level Comparer::by_type(FieldType type, const ValuePool& pool, ValueId a, ValueId b) {
  switch (type) {
    case FieldType::given_name:
    case FieldType::surname:
      return names(pool, a, b);
    case FieldType::full_name:
      return full_names(pool, a, b);
    case FieldType::date:
      return compare_dates(pool.text(a), pool.text(b));
    case FieldType::year:
      return compare_years(pool.text(a), pool.text(b));
    case FieldType::identifier:
    case FieldType::phone:
      return identifiers(type, pool, a, b);
    case FieldType::email:
      return emails(pool, a, b);
    case FieldType::address:
      return addresses(pool, a, b);
    case FieldType::place:
      return places(pool, a, b);
    case FieldType::postcode: {
      const std::string_view x = pool.text(a), y = pool.text(b);
      if (kernel_.edits(pool.symbols(a), pool.symbols(b)) == 1 && x.size() >= 3) return 2;
      const std::size_t n = std::min(x.size(), y.size()), half = n <= 5 ? 3 : n - 3;
      return n >= 3 && x.substr(0, half) == y.substr(0, half) ? Level{4} : kDifferent;
    }
    case FieldType::number:
      return compare_numbers(pool.text(a), pool.text(b));
    case FieldType::text:
      return texts(pool, a, b);
    default:
      return kDifferent;
  }
}

Level Comparer::names(const ValuePool& pool, ValueId a, ValueId b) {
  const Symbols x = pool.symbols(a), y = pool.symbols(b);
  const std::size_t longer = std::max(x.size(), y.size()), shorter = std::min(x.size(), y.size());
  if (pool.han(a) || pool.han(b)) {
    if (pool.sound(a) == pool.sound(b)) return 2;
    return longer >= 2 && shorter >= 1 && kernel_.edits(x, y) == 1 ? Level{3} : kDifferent;
  }
  const int edits = kernel_.edits(x, y);
  if (edits == 1 && shorter >= 3) return 3;
  if (pool.sound(a) == pool.sound(b) && edits <= 2 && shorter >= 3) return 2;
  if (begins(pool.text(a), pool.text(b))) return 5;
  if (edits == 2 && longer >= 5) return 4;
  return shorter >= 3 && kernel_.jaro_winkler(x, y) >= 0.88 ? Level{4} : kDifferent;
}

Level Comparer::full_names(const ValuePool& pool, ValueId a, ValueId b) {
  const Symbols x = pool.symbols(a), y = pool.symbols(b);
  const std::size_t longer = std::max(x.size(), y.size()), shorter = std::min(x.size(), y.size());
  if (pool.han(a) && pool.han(b)) {
    if (pool.sound(a) == pool.sound(b)) return 2;
    const int edits = kernel_.edits(x, y);
    if (edits == 1) return 3;
    if (longer >= 4 && shorter >= 2 && begins(pool.text(a), pool.text(b))) return 4;
    return x[0] == y[0] || edits < static_cast<int>(longer) ? Level{6} : kDifferent;
  }
  const auto p = pool.words(a), q = pool.words(b);
  if (std::equal(p.begin(), p.end(), q.begin(), q.end())) return 2;
  if (shorter >= 4 && kernel_.edits(x, y) == 1) return 3;
  const auto few = p.size() <= q.size() ? p : q, many = p.size() <= q.size() ? q : p;
  std::size_t whole = 0, close = 0, initial = 0;
  for (const std::uint32_t w : few) {
    if (std::binary_search(many.begin(), many.end(), w)) {
      if (pool.word_symbols(w).size() > 1)
        ++whole;
      else
        ++initial;
      continue;
    }
    const Symbols s = pool.word_symbols(w);
    bool near = false, begun = false;
    for (const std::uint32_t other : many) {
      const Symbols t = pool.word_symbols(other);
      near = near || near_words(pool, w, other);
      begun = begun || ((s.size() == 1 || t.size() == 1) && s[0] == t[0]);
    }
    close += near ? 1 : 0;
    initial += !near && begun ? 1 : 0;
  }
  if (whole + close + initial == few.size() && whole + close >= 1) return few.size() >= 2 ? 4 : 6;
  if (whole + close >= 2 || kernel_.jaro_winkler(x, y) >= 0.92) return 5;
  return whole + close >= 1 ? Level{6} : kDifferent;
}

Level Comparer::places(const ValuePool& pool, ValueId a, ValueId b) {
  const Symbols x = pool.symbols(a), y = pool.symbols(b);
  const std::size_t shorter = std::min(x.size(), y.size());
  const int edits = kernel_.edits(x, y);
  if (edits == 1 && (shorter >= 3 || pool.han(a))) return 3;
  if (shorter >= 3 && begins(pool.text(a), pool.text(b))) return 5;
  if (edits == 2 && shorter >= 5) return 4;
  return shorter >= 4 && kernel_.jaro_winkler(x, y) >= 0.92 ? Level{4} : kDifferent;
}

Level Comparer::identifiers(FieldType type, const ValuePool& pool, ValueId a, ValueId b) {
  const int edits = kernel_.edits(pool.symbols(a), pool.symbols(b));
  const std::string_view x = pool.text(a), y = pool.text(b);
  const std::size_t shorter = std::min(x.size(), y.size());
  if (type == FieldType::phone && shorter >= 7) {  // an area code written or not
    if (x.substr(x.size() - shorter) == y.substr(y.size() - shorter)) return 2;
  }
  if (edits == 1 && shorter >= 4) return 2;
  if (edits == 2 && shorter >= 7) return 3;
  if (type == FieldType::identifier && shorter == 10) {
    const IdKind p = kind_of(x), q = kind_of(y);
    if (p != q && p != IdKind::unknown && q != IdKind::unknown) return 4;
  }
  return kDifferent;
}

Level Comparer::emails(const ValuePool& pool, ValueId a, ValueId b) {
  const int edits = kernel_.edits(pool.symbols(a), pool.symbols(b));
  if (edits == 1) return 2;
  const std::string_view x = pool.text(a), y = pool.text(b);
  if (x.substr(0, x.find('@')) == y.substr(0, y.find('@'))) return 3;
  return edits <= 3 || kernel_.jaro_winkler(pool.symbols(a), pool.symbols(b)) >= 0.93 ? Level{4} : kDifferent;
}

bool Comparer::near_words(const ValuePool& pool, std::uint32_t a, std::uint32_t b) {
  const Symbols s = pool.word_symbols(a), t = pool.word_symbols(b);
  const std::size_t shorter = std::min(s.size(), t.size()), longer = std::max(s.size(), t.size());
  if (shorter < 4 || pool.word_numbered(a) || pool.word_numbered(b)) return false;
  const int most = s.size() >= 8 ? 2 : 1;
  if (longer - shorter > static_cast<std::size_t>(most)) return false;
  if (std::popcount(pool.word_letters(a) ^ pool.word_letters(b)) > 2 * most) return false;
  return kernel_.edits(s, t) <= most;
}

double Comparer::shared_words(const ValuePool& pool, ValueId a, ValueId b, int power) {
  const auto p = pool.words(a), q = pool.words(b);
  const auto weight = [&](std::uint32_t w) {
    return power == 1 ? pool.word_weight(w) : pool.word_weight(w) * pool.word_weight(w);
  };
  double both = 0, left = 0, right = 0;
  left_.clear();
  right_.clear();
  for (std::size_t i = 0, j = 0; i < p.size() || j < q.size();) {
    if (j == q.size() || (i < p.size() && p[i] < q[j])) {
      left_.push_back(p[i]);
      left += weight(p[i++]);
    } else if (i == p.size() || q[j] < p[i]) {
      right_.push_back(q[j]);
      right += weight(q[j++]);
    } else {
      const double w = weight(p[i]);
      both += w, left += w, right += w;
      ++i, ++j;
    }
  }
  if (left_.size() <= 12 && right_.size() <= 12 && !pool.han(a)) {
    for (const std::uint32_t l : left_)
      for (std::uint32_t& r : right_) {
        if (r == 0 || !near_words(pool, l, r)) continue;
        both += 0.375 * (weight(l) + weight(r));
        r = 0;
        break;
      }
  }
  if (power == 1) return left + right > 0 ? 2 * both / (left + right) : 0;
  return left > 0 && right > 0 ? both / std::sqrt(left * right) : 0;
}

Level Comparer::addresses(const ValuePool& pool, ValueId a, ValueId b) {
  double share = shared_words(pool, a, b, 1);
  if (share < 0.9) {
    const Symbols x = pool.symbols(a), y = pool.symbols(b);
    const auto longer = static_cast<double>(std::min<std::size_t>(64, std::max(x.size(), y.size())));
    share = std::max(share, 1.0 - 1.5 * kernel_.edits(x, y) / longer);
  }
  return share >= 0.9 ? 2 : share >= 0.7 ? 3 : share >= 0.5 ? 4 : share >= 0.3 ? Level{5} : kDifferent;
}

Level Comparer::texts(const ValuePool& pool, ValueId a, ValueId b) {
  const double share = shared_words(pool, a, b, 2);
  if (share >= 0.9) return 2;
  if (share < 0.7 && kernel_.jaro_winkler(pool.symbols(a), pool.symbols(b)) >= 0.95) return 3;
  return share >= 0.7 ? 3 : share >= 0.5 ? 4 : share >= 0.3 ? 5 : share >= 0.15 ? Level{6} : kDifferent;
}

}  // namespace anwang::linkage
