// Writes N synthetic records of persons to standard output as CSV: the file on which linkage is measured.
//   anwang_link_corpus RECORDS SEED
// Two thirds of the persons have one record, a quarter two, the others three. Names follow a Zipf distribution over
// invented words (2,000 given names, 40,000 surnames). A later record of a person has each of these with the chance
// given: typing error in the given name 6 %, surname 6 %, street 4 %, birth date 3 %, telephone 3 %; value missing 4 %
// of given name, 2 % surname, 5 % birth date, 15 % telephone, 10 % e-mail; moved (street, town, postcode) 12 %; another
// telephone 15 %; surname changed 3 %; given name and surname swapped 1 %; day and month swapped 1 %. One person in
// eight shares surname, street, town and telephone with another (a household).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(((next() >> 32) * n) >> 32); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double p) { return unit() < p; }

 private:
  std::uint64_t state_;
};

class Words {
 public:
  Words(std::size_t n, double exponent, std::uint64_t seed) {
    static const char* const syllables[] = {"ma",  "ro", "ti",  "len", "sa",  "vor", "ki", "dan", "pe", "lu",
                                            "gar", "no", "wen", "bri", "cot", "hal", "jo", "mer", "fa", "ston"};
    Random random(seed);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::string word;
      for (std::size_t s = 0, parts = 2 + random.below(3); s < parts; ++s) word += syllables[random.below(20)];
      words_.push_back(std::move(word));
      sums_.push_back(sum += std::pow(static_cast<double>(i + 1), -exponent));
    }
  }
  const std::string& draw(Random& random) const {
    const double at = random.unit() * sums_.back();
    return words_[static_cast<std::size_t>(std::lower_bound(sums_.begin(), sums_.end(), at) - sums_.begin())];
  }

 private:
  std::vector<std::string> words_;
  std::vector<double> sums_;
};

struct Person {
  std::string given, surname, street, town, postcode, phone, email;
  int number = 0, year = 0, month = 0, day = 0;
};

std::string digits(Random& random, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out.push_back(static_cast<char>('0' + random.below(10)));
  return out;
}
void typo(std::string& s, Random& random) {
  if (s.size() < 2) return;
  const std::size_t at = random.below(s.size() - 1);
  const bool digit = s[at] >= '0' && s[at] <= '9';
  const char c = static_cast<char>(digit ? '0' + random.below(10) : 'a' + random.below(26));
  switch (random.below(4)) {
    case 0:
      s[at] = c;
      return;
    case 1:
      s.erase(at, 1);
      return;
    case 2:
      s.insert(at, 1, c);
      return;
    default:
      std::swap(s[at], s[at + 1]);
  }
}

class Corpus {
 public:
  explicit Corpus(std::uint64_t seed)
      : random_(seed), given_(2000, 0.8, 1), surname_(40'000, 0.85, 2), street_(30'000, 0.3, 3), town_(3'000, 0.7, 4) {}

  void write(long records) {
    std::puts("id,given_name,surname,dob,street_number,street,town,postcode,phone,email,person");
    long row = 0;
    Person before;
    for (long p = 0; row < records; ++p) {
      Person person = make();
      if (p > 0 && random_.chance(0.125)) {
        person.surname = before.surname, person.street = before.street, person.town = before.town;
        person.postcode = before.postcode, person.number = before.number, person.phone = before.phone;
      }
      print(++row, p, person);
      const double luck = random_.unit();
      const int more = luck < 2.0 / 3 ? 0 : luck < 11.0 / 12 ? 1 : 2;
      for (int i = 0; i < more && row < records; ++i) print(++row, p, changed(person));
      before = std::move(person);
    }
  }

 private:
  void place(Person& p) {
    p.street = street_.draw(random_) + (random_.chance(0.5) ? " street" : " road");
    p.town = town_.draw(random_);
    // A town has up to four postcodes, the same in every file.
    Random of_town(std::hash<std::string>{}(p.town) + random_.below(4));
    p.postcode = digits(of_town, 5);
    p.number = 1 + static_cast<int>(random_.below(200));
  }
  Person make() {
    Person p;
    p.given = given_.draw(random_);
    p.surname = surname_.draw(random_);
    p.year = 1930 + static_cast<int>(random_.below(90));
    p.month = 1 + static_cast<int>(random_.below(12));
    p.day = 1 + static_cast<int>(random_.below(28));
    place(p);
    p.phone = "09" + digits(random_, 8);
    p.email = p.given + "." + p.surname + digits(random_, 2) + "@mail.example";
    return p;
  }
  Person changed(Person p) {
    if (random_.chance(0.06)) typo(p.given, random_);
    if (random_.chance(0.06)) typo(p.surname, random_);
    if (random_.chance(0.04)) typo(p.street, random_);
    if (random_.chance(0.03)) p.day = 1 + static_cast<int>(random_.below(28));
    if (random_.chance(0.03)) typo(p.phone, random_);
    if (random_.chance(0.12)) place(p);
    if (random_.chance(0.15)) p.phone = "09" + digits(random_, 8);
    if (random_.chance(0.03)) p.surname = surname_.draw(random_);
    if (random_.chance(0.01)) std::swap(p.given, p.surname);
    if (random_.chance(0.01) && p.day <= 12) std::swap(p.day, p.month);
    if (random_.chance(0.04)) p.given.clear();
    if (random_.chance(0.02)) p.surname.clear();
    if (random_.chance(0.05)) p.year = 0;
    if (random_.chance(0.15)) p.phone.clear();
    if (random_.chance(0.10)) p.email.clear();
    return p;
  }
  static void print(long row, long person, const Person& p) {
    char born[16] = "";
    if (p.year != 0) std::snprintf(born, sizeof born, "%04d-%02d-%02d", p.year % 10000, p.month % 100, p.day % 100);
    std::printf("%ld,%s,%s,%s,%d,%s,%s,%s,%s,%s,%ld\n", row, p.given.c_str(), p.surname.c_str(), born, p.number,
                p.street.c_str(), p.town.c_str(), p.postcode.c_str(), p.phone.c_str(), p.email.c_str(), person);
  }

  Random random_;
  Words given_, surname_, street_, town_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: anwang_link_corpus RECORDS SEED\n", stderr), 2;
  Corpus(std::strtoull(argv[2], nullptr, 10)).write(std::strtol(argv[1], nullptr, 10));
  return 0;
}
