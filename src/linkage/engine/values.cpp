#include "linkage/engine/values.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "linkage/hash.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

std::uint16_t symbol(char32_t c) {
  return c < 0x10000 ? static_cast<std::uint16_t>(c) : static_cast<std::uint16_t>(0xe000U | (c & 0x0fffU));
}
bool ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
void append_symbols(std::string_view text, std::vector<std::uint16_t>& out) {
  if (ascii(text)) {
    for (const char c : text) out.push_back(static_cast<std::uint16_t>(c));
    return;
  }
  for (const char32_t c : to_u32(text)) out.push_back(symbol(c));
}
std::uint32_t narrow(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32) | 1U; }
bool worded(FieldType type) {
  return type == FieldType::full_name || type == FieldType::address || type == FieldType::text;
}
bool sounded(FieldType type) {
  return type == FieldType::given_name || type == FieldType::surname || type == FieldType::full_name ||
         type == FieldType::place;
}

}  // namespace

std::uint32_t latin_sound(std::string_view s) {
  static constexpr std::string_view classes = "01230120022455012623010202";  // Soundex classes of a … z
  std::uint64_t out = 0;
  char before = 0;
  std::size_t taken = 0;
  if (s.starts_with("ph")) out = 'f', ++taken, before = '1', s.remove_prefix(2);
  if (s.starts_with("kn") || s.starts_with("wr") || s.starts_with("gn")) s.remove_prefix(1);
  for (const char c : s) {
    if (c < 'a' || c > 'z') continue;
    const char k = classes[static_cast<std::size_t>(c - 'a')];
    if (taken == 0) {
      out = static_cast<unsigned char>(c == 'k' ? 'c' : c == 'z' ? 's' : c);
      ++taken;
    } else if (k != '0' && k != before && taken < 5) {
      out = out * 8 + static_cast<unsigned char>(k - '0') + 1;
      ++taken;
    }
    if (c != 'h' && c != 'w') before = k;
  }
  return taken == 0 ? 0 : narrow(hash64(std::to_string(out), 3));
}

ValueId ValuePool::find(std::string_view normal) const {
  if (normal.empty() || cells_.empty()) return 0;
  const auto hash = static_cast<std::uint32_t>(hash64(normal, 11));
  for (std::size_t i = hash & (cells_.size() - 1);; i = (i + 1) & (cells_.size() - 1)) {
    if (cells_[i].id == 0) return 0;
    if (cells_[i].hash == hash && text(cells_[i].id) == normal) return cells_[i].id;
  }
}

ValueId ValuePool::intern(std::string_view normal) {
  if (normal.empty()) return 0;
  if (size() * 2 >= cells_.size()) grow();
  const auto hash = static_cast<std::uint32_t>(hash64(normal, 11));
  std::size_t i = hash & (cells_.size() - 1);
  for (; cells_[i].id != 0; i = (i + 1) & (cells_.size() - 1))
    if (cells_[i].hash == hash && text(cells_[i].id) == normal) return cells_[i].id;
  const auto id = static_cast<ValueId>(size());
  arena_ += normal;
  offsets_.push_back(arena_.size());
  cells_[i] = {hash, id};
  return id;
}

void ValuePool::grow() {
  std::vector<Cell> old = std::move(cells_);
  cells_.assign(std::max<std::size_t>(1024, old.size() * 2), {});
  for (const Cell& cell : old) {
    if (cell.id == 0) continue;
    std::size_t i = cell.hash & (cells_.size() - 1);
    while (cells_[i].id != 0) i = (i + 1) & (cells_.size() - 1);
    cells_[i] = cell;
  }
}

void ValuePool::prepare() {
  add_symbols();
  add_sounds();
  if (worded(type_)) add_words();
}

void ValuePool::add_symbols() {
  for (std::size_t v = symbol_at_.size() - 1; v < size(); ++v) {
    append_symbols(text(static_cast<ValueId>(v)), symbols_);
    symbol_at_.push_back(symbols_.size());
  }
}

void ValuePool::add_sounds() {
  for (std::size_t v = sound_.size(); v < size(); ++v) {
    const std::string_view t = text(static_cast<ValueId>(v));
    const bool plain = ascii(t);
    han_.push_back(plain ? 0 : 1);
    if (!sounded(type_)) {
      sound_.push_back(0);
    } else if (plain) {
      sound_.push_back(latin_sound(t));
    } else {
      // A given name or place has no surname at its head: a neutral character keeps the reading of the given name.
      const std::string folded = fold_variants(t);
      const bool head = type_ == FieldType::surname || type_ == FieldType::full_name;
      const std::string said = head ? reading(folded) : reading("王" + folded);
      sound_.push_back(narrow(hash64(said.empty() ? folded : said, 5)));
    }
  }
}

std::uint32_t ValuePool::intern_word(std::string_view word) {
  if (word_cells_.empty()) {
    word_cells_.resize(1024);
    word_symbol_at_ = {0, 0};
    word_bearers_ = {0};
    word_letters_ = {0};
  }
  if (word_bearers_.size() * 2 >= word_cells_.size()) {
    std::vector<Cell> old = std::move(word_cells_);
    word_cells_.assign(old.size() * 2, {});
    for (const Cell& cell : old) {
      if (cell.id == 0) continue;
      std::size_t i = cell.hash & (word_cells_.size() - 1);
      while (word_cells_[i].id != 0) i = (i + 1) & (word_cells_.size() - 1);
      word_cells_[i] = cell;
    }
  }
  const auto hash = narrow(hash64(word, 17));
  std::size_t i = hash & (word_cells_.size() - 1);
  for (; word_cells_[i].id != 0; i = (i + 1) & (word_cells_.size() - 1))
    if (word_cells_[i].hash == hash) return word_cells_[i].id;
  const auto id = static_cast<std::uint32_t>(word_bearers_.size());
  word_cells_[i] = {hash, id};
  append_symbols(word, word_symbols_);
  word_symbol_at_.push_back(word_symbols_.size());
  word_bearers_.push_back(0);
  word_letters_.push_back(letters_of(word_symbols(id)));
  return id;
}

std::uint64_t ValuePool::letters_of(Symbols word) {
  std::uint64_t out = 0;
  for (const std::uint16_t c : word)
    out |= std::uint64_t{1} << (c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? 10 + c - 'a' : 36 + c % 28);
  return out;
}

void ValuePool::add_words() {
  std::vector<std::uint32_t> own;
  for (std::size_t v = word_at_.size() - 1; v < size(); ++v) {
    own.clear();
    const std::string_view t = text(static_cast<ValueId>(v));
    const auto add = [&](std::string_view word) {
      if (!word.empty()) own.push_back(intern_word(word));
    };
    for (std::size_t at = 0; at < t.size();) {
      const std::size_t space = std::min(t.find(' ', at), t.size());
      const std::string_view word = t.substr(at, space - at);
      if (ascii(word)) {
        add(word);
      } else {  // Han has no spaces: pairs of neighbours stand for words
        const std::u32string points = to_u32(fold_variants(word));
        if (points.size() == 1) add(to_utf8(points));
        for (std::size_t i = 0; i + 1 < points.size(); ++i) add(to_utf8(points.substr(i, 2)));
      }
      at = space + 1;
    }
    std::sort(own.begin(), own.end());
    own.erase(std::unique(own.begin(), own.end()), own.end());
    for (const std::uint32_t w : own) ++word_bearers_[w];
    words_.insert(words_.end(), own.begin(), own.end());
    word_at_.push_back(words_.size());
  }
  weigh_words();
}

void ValuePool::weigh_words() {
  word_weight_.resize(word_bearers_.size());
  const double all = static_cast<double>(std::max<std::size_t>(size(), 2));
  for (std::size_t w = 0; w < word_bearers_.size(); ++w)
    word_weight_[w] = static_cast<float>(std::log(1.0 + all / (1.0 + static_cast<double>(word_bearers_[w]))));
}

std::size_t ValuePool::memory_bytes() const {
  return arena_.size() + offsets_.size() * 8 + cells_.size() * sizeof(Cell) + symbols_.size() * 2 +
         symbol_at_.size() * 8 + sound_.size() * 4 + han_.size() + words_.size() * 4 + word_at_.size() * 8 +
         word_cells_.size() * sizeof(Cell) + word_symbols_.size() * 2 + word_bearers_.size() * (4 + 8 + 4 + 8);
}

}  // namespace anwang::linkage
