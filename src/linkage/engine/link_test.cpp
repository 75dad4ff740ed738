#include "linkage/engine/link.h"

#include <gtest/gtest.h>

#include <sstream>

#include "linkage/engine/chart.h"
#include "linkage/engine/explain.h"
#include "linkage/engine/profile.h"
#include "linkage/engine/report.h"
#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

// Persons of invented names, each once or twice; the second record has one or two of: a typing error in the given name,
// another address, no birth date, day and month swapped. Numbers come from hash64, so every machine makes this file.
class Corpus {
 public:
  explicit Corpus(int persons) {
    text = "id,given,family,born,street,town,person\n";
    for (int p = 0; p < persons; ++p) {
      const std::string given = word(p, 1, 400), family = word(p, 2, 900), street = word(p, 3, 700) + " street";
      const int y = 1930 + pick(p, 4, 80), m = 1 + pick(p, 5, 12), d = 1 + pick(p, 6, 28);
      add(p, given, family, date(y, m, d), std::to_string(1 + pick(p, 7, 90)) + " " + street, word(p, 8, 40));
      if (pick(p, 9, 2) == 0) continue;
      std::string typo = given, born = date(y, m, d);
      if (pick(p, 10, 3) == 0) typo[1] = 'x';
      if (pick(p, 11, 6) == 0) born.clear();
      if (pick(p, 12, 9) == 0 && m != d) born = date(y, d <= 12 ? d : m, d <= 12 ? m : d);
      const bool moved = pick(p, 13, 4) == 0;
      add(p, typo, family, born,
          std::to_string(1 + pick(p, moved ? 14 : 7, 90)) + " " + (moved ? word(p, 15, 700) + " street" : street),
          word(p, moved ? 16 : 8, 40));
    }
  }
  std::string text;

 private:
  static int pick(int p, int what, int n) {
    return static_cast<int>(mix64(static_cast<std::uint64_t>(p) * 64 + static_cast<std::uint64_t>(what)) %
                            static_cast<std::uint64_t>(n));
  }
  static std::string word(int p, int what, int n) {
    static const char* const syllables[] = {"ma", "ro", "ti", "len", "sa", "vor", "ki", "dan", "pe", "lu", "gar", "no"};
    std::uint64_t h = mix64(static_cast<std::uint64_t>(pick(p, what, n)) + static_cast<std::uint64_t>(what) * 1000);
    std::string out;
    for (int i = 0; i < 3; ++i, h /= 12) out += syllables[h % 12];
    return out;
  }
  static std::string date(int y, int m, int d) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(y) + "-" + two(m) + "-" + two(d);
  }
  void add(int p, const std::string& given, const std::string& family, const std::string& born,
           const std::string& street, const std::string& town) {
    text += std::to_string(++rows_) + "," + given + "," + family + "," + born + "," + street + "," + town + "," +
            std::to_string(p) + "\n";
  }
  int rows_ = 0;
};

constexpr const char* kSpec =
    "columns:\n  id: row_id\n  given: given_name\n  family: surname\n  born: date\n  street: address\n  town: place\n"
    "  person: {type: truth}\n";

Result<Linked> run(const std::string& text, unsigned threads = 2, const std::string& spec = kSpec) {
  LinkOptions options;
  options.threads = threads;
  const auto parsed = parse_spec(spec);
  if (!parsed) return tl::unexpected<Error>(parsed.error());
  return link({{"test.csv", text}}, *parsed, options);
}
std::string clusters_of(const Linked& linked) {
  std::ostringstream out;
  write_clusters(linked, out);
  write_pairs(linked, out);
  return out.str();
}

TEST(Link, FindsPersonsWithoutTruth) {
  const Corpus corpus(6000);  // some 9,000 records: more pairs than are simply all compared
  const auto linked = run(corpus.text);
  ASSERT_TRUE(linked) << linked.error().internal;
  EXPECT_GT(linked->keys.keys.size(), 3U);
  EXPECT_GT(blocking_recall(*linked->data, *linked->table, false), 0.995);
  const Quality q = judge(*linked->data, linked->clusters, false);
  EXPECT_GT(q.precision, 0.995);
  EXPECT_GT(q.recall, 0.97);
  EXPECT_GT(q.b3_f1, 0.99);
}

TEST(Link, SameBytesWhateverTheThreads) {
  const Corpus corpus(4000);
  const auto one = run(corpus.text, 1), two = run(corpus.text, 2), three = run(corpus.text, 3);
  ASSERT_TRUE(one && two && three);
  EXPECT_EQ(clusters_of(*one), clusters_of(*two));
  EXPECT_EQ(clusters_of(*one), clusters_of(*three));
  EXPECT_EQ(write_model(one->model), write_model(two->model));
}

TEST(Link, ConstantAndEmptyColumnsDoNoHarm) {
  std::string text = Corpus(1500).text, out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += line + (out.empty() ? ",country,empty\n" : ",tw,\n");
  const auto linked = run(out, 2, std::string(kSpec) + "  country: category\n  empty: phone\n");
  ASSERT_TRUE(linked) << linked.error().internal;
  EXPECT_GT(judge(*linked->data, linked->clusters, false).f1, 0.97);
}

TEST(Link, RowsInAreRowsOutAndRejected) {
  const auto linked = run("id,given,family,born,street,town,person\n1,a,b,,,,1\n2,a\n\"3,x\n", 1);
  ASSERT_TRUE(linked) << linked.error().internal;
  EXPECT_EQ(linked->data->rows_in, linked->data->size() + linked->data->rejected.size());
  ASSERT_EQ(linked->data->rejected.size(), 2U);
  EXPECT_EQ(linked->data->rejected[0].code, "ragged");
  EXPECT_EQ(linked->data->rejected[0].line, 3);
  EXPECT_EQ(linked->data->rejected[1].code, "unterminated_quote");
}

TEST(Link, RefusalsAreInWords) {
  EXPECT_NE(run("").error().internal.find("the file is empty"), std::string::npos);
  EXPECT_NE(run("id,id\n").error().internal.find("occurs twice"), std::string::npos);
  EXPECT_NE(run("id,given\n1,a\n").error().internal.find("no column family (there are: id, given)"), std::string::npos);
  EXPECT_NE(run("", 1, "columns:\n  a: {type: text, comparator: best}\n")
                .error()
                .internal.find("line 2: unknown comparator best"),
            std::string::npos);
  EXPECT_NE(run("", 1, "columns:\n  a: {type: txt}\n").error().internal.find("line 2: unknown type txt"),
            std::string::npos);
  EXPECT_NE(run("", 1, "columns:\n  a: text\nthreshhold: 1\n").error().internal.find("line 3: unknown key"),
            std::string::npos);
  LinkOptions small;
  small.memory = 1000;
  const auto refused = link({{"test.csv", Corpus(10).text}}, *parse_spec(kSpec), small);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "memory_limit");
}

TEST(Link, ModelIsSavedReadAndShown) {
  const Corpus corpus(1000);
  const auto linked = run(corpus.text);
  ASSERT_TRUE(linked);
  const auto again = read_model(write_model(linked->model));
  ASSERT_TRUE(again) << again.error().internal;
  EXPECT_EQ(write_model(*again), write_model(linked->model));
  EXPECT_NE(model_table(*again).find("in the other column"), std::string::npos);
  EXPECT_GT(again->weight(2, kSame), 8);
  EXPECT_LT(again->weight(2, kDifferent), -3);
  EXPECT_FALSE(read_model("{}"));
  EXPECT_FALSE(read_model("{\"format\":\"anwang-linkage-model-1\"}"));
  LinkOptions options;
  options.model = *again;
  EXPECT_EQ(clusters_of(*link({{"test.csv", corpus.text}}, *parse_spec(kSpec), options)), clusters_of(*linked));
}

TEST(Link, ExplainsInWordsAndCharts) {
  const auto linked =
      run("id,given,family,born,street,town,person\n1,maro,vorki,1990-02-03,,,1\n2,maxo,vorki,1990-03-02,,,1\n"
          "3,tilen,sadan,1955-05-05,,,2\n",
          1);
  ASSERT_TRUE(linked);
  const auto words = explain(*linked, "1", "2");
  ASSERT_TRUE(words);
  EXPECT_NE(words->find("maro | maxo: one edit"), std::string::npos);
  EXPECT_NE(words->find("day and month swapped"), std::string::npos);
  EXPECT_FALSE(explain(*linked, "1", "9"));
  EXPECT_NE(weights_chart(linked->model).find("</svg>"), std::string::npos);
  EXPECT_NE(scores_chart(linked->edges, 0).find("threshold"), std::string::npos);
}

TEST(Link, ProfileProposesASpecThatRuns) {
  const std::string text = Corpus(300).text;
  const auto proposed = propose_spec("test.csv", text);
  ASSERT_TRUE(proposed);
  const auto spec = parse_spec(*proposed);
  ASSERT_TRUE(spec) << spec.error().internal << *proposed;
  EXPECT_EQ(spec->columns[0].type, FieldType::row_id);
  EXPECT_EQ(spec->columns[3].type, FieldType::date);
  EXPECT_EQ(spec->columns[4].type, FieldType::address);
}

// Brothers' numbers may be one letter apart; a typing error seldom leaves the check digit right.
TEST(Link, TwoValidNumbersOneEditApartAreDoubted) {
  const auto spec = parse_spec("columns:\n  id: identifier\n  name: full_name\n");
  const Dataset data =
      *Dataset::load({{"t.csv", "id,name\nD152609993,林承安\nO152609993,林承安\nD152609994,林承安\n"}}, *spec, 1);
  const Scorer scorer(starting_model(data), data.columns);
  Comparer comparer(data.columns);
  const auto score = [&](RecordId a, RecordId b) {
    const Pattern pattern = comparer.pattern(data, a, b);
    EXPECT_EQ(level_at(pattern, 0), 2);
    return scorer.score(pattern, data.row(a), data.row(b));
  };
  EXPECT_NEAR(score(0, 1), score(0, 2) - 4, 1e-3);
}

TEST(Link, LittleMemoryGivesTheSameBytes) {
  const Corpus corpus(4000);
  const auto spec = parse_spec(kSpec);
  const Dataset data = *Dataset::load({{"test.csv", corpus.text}}, *spec, 1);
  Model model = starting_model(data);
  const auto atoms = std::make_shared<const Atoms>(data, 1);
  const ChosenKeys keys = choose_keys(data, atoms, model, false, {}, 2);
  const Scorer scorer(model, data.columns);
  const auto edges = [&](std::uint32_t passes, bool lean) {
    KeyLimits limits = keys.limits;
    limits.passes = passes;
    limits.lean = lean;
    const KeyTable table(data, atoms, keys.keys, limits, 2);
    ScanOptions options;
    options.threads = 2;
    std::vector<std::pair<RecordId, RecordId>> out;
    for (const Edge& e : scan(data, table, scorer, options).edges) out.emplace_back(e.a, e.b);
    return out;
  };
  const auto plain = edges(1, false);
  ASSERT_GT(plain.size(), 1000U);
  EXPECT_EQ(edges(16, false), plain);
  EXPECT_EQ(edges(4, true), plain);
}

TEST(Link, TwoFilesBetweenFilesOnly) {
  const std::string head = "id,given,family,born,street,town,person\n";
  const std::string left = head + "1,maro,vorki,1990-02-03,5 luno street,kidan,1\n2,tilen,sadan,1955-05-05,,kidan,2\n";
  const std::string right =
      head + "1,maro,vorki,1990-02-03,5 luno street,kidan,1\n2,maro,vorki,1990-02-03,5 luno street,kidan,9\n";
  auto spec = parse_spec(kSpec);
  spec->between_files_only = true;
  const auto linked = link({{"l.csv", left}, {"r.csv", right}}, *spec, {});
  ASSERT_TRUE(linked) << linked.error().internal;
  EXPECT_EQ(linked->candidates, 4U);
  EXPECT_EQ(linked->data->id_of(2), "2:1");  // the identifiers occur in both files
}

}  // namespace
}  // namespace anwang::linkage
