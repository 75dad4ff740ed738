#include "linkage/readings.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace anwang::linkage {
namespace {

constexpr char32_t kFirst = 0x4e00, kLast = 0x9fff;

void replace_head(std::string& s, std::string_view from, std::string_view to) {
  if (s.starts_with(from)) s.replace(0, from.size(), to);
}
void replace_tail(std::string& s, std::string_view from, std::string_view to) {
  if (s.ends_with(from)) s.replace(s.size() - from.size(), from.size(), to);
}
std::string as_heard(std::string s) {
  replace_head(s, "zh", "z");
  replace_head(s, "ch", "c");
  replace_head(s, "sh", "s");
  replace_tail(s, "ing", "in");
  replace_tail(s, "eng", "en");
  return s;
}

class Readings {
 public:
  explicit Readings(const char* id) : known_(kLast - kFirst + 1) {
    UErrorCode status = U_ZERO_ERROR;
    to_latin_.reset(icu::Transliterator::createInstance(icu::UnicodeString(id), UTRANS_FORWARD, status));
    if (U_FAILURE(status)) to_latin_.reset();
  }
  std::string_view of(char32_t c) {
    if (c < kFirst || c > kLast) return {};
    std::atomic<const std::string*>& place = known_[c - kFirst];
    if (const std::string* reading = place.load(std::memory_order_acquire)) return *reading;
    const std::lock_guard lock(mutex_);
    const std::string* reading = &*syllables_.insert(ask(c)).first;  // a set's elements never move
    place.store(reading, std::memory_order_release);
    return *reading;
  }

 private:
  std::string ask(char32_t c) const {
    if (!to_latin_) return {};
    icu::UnicodeString text(static_cast<UChar32>(c));
    to_latin_->transliterate(text);
    std::string utf8, syllable;
    text.toUTF8String(utf8);
    for (const char letter : utf8) {
      if (letter >= 'a' && letter <= 'z')
        syllable.push_back(letter);
      else if (letter != ' ')
        return {};  // no reading: the character itself stands there
    }
    return as_heard(std::move(syllable));
  }

  std::unique_ptr<icu::Transliterator> to_latin_;
  std::vector<std::atomic<const std::string*>> known_;
  std::mutex mutex_;
  std::set<std::string> syllables_;
};

const std::unordered_map<char32_t, std::string_view>& overrides() {
  static const std::unordered_map<char32_t, std::string_view> map = {
      {U'單', "san"},  {U'解', "xie"},  {U'查', "za"},   {U'仇', "qiu"},  {U'朴', "piao"}, {U'蓋', "ge"},
      {U'區', "ou"},   {U'任', "ren"},  {U'華', "hua"},  {U'樂', "yue"},  {U'曾', "zen"},  {U'葉', "ye"},
      {U'覃', "tan"},  {U'冼', "xian"}, {U'繆', "miao"}, {U'翟', "zai"},  {U'召', "sao"},  {U'佘', "se"},
      {U'長', "zang"}, {U'尉', "wei"},  {U'員', "yun"},  {U'芎', "qion"}, {U'洗', "xian"}, {U'種', "con"},
      {U'燕', "yan"},  {U'寧', "nin"},  {U'紀', "ji"},   {U'沈', "sen"}};
  return map;
}

}  // namespace

std::string_view given_reading(char32_t c) {
  static Readings readings("Han-Latin; Latin-ASCII; Lower");
  return readings.of(c);
}

std::string_view surname_reading(char32_t c) {
  static Readings readings("Han-Latin/Names; Latin-ASCII; Lower");
  const auto it = overrides().find(c);
  return it != overrides().end() ? it->second : readings.of(c);
}

}  // namespace anwang::linkage
