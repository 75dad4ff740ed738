// Golden bytes: these texts and codes lie in databases and in anchor files. A change here is a change of format.
#include "store/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/access_log.h"
#include "store/anchor.h"

namespace anwang::store {
namespace {

EntryBody body() {
  EntryBody b{"10004",
              "report.received",
              7,
              {"report", 42},
              42,
              "pack-1",
              "{\"channel\":\"public\",\"n\":\"3\"}",
              touched_text({{"report", 42, 1}, {"report_subject", 43, 1}}),
              {}};
  b.payload_hash = seal::digest("ciphertext");
  return b;
}

TEST(JournalFormatTest, EntryTextIsGolden) {
  EXPECT_EQ(entry_text(body(), 1, 1'795'305'600'000'000, {}),
            "{\"about\":{\"id\":\"42\",\"table\":\"report\"},\"actor\":\"7\",\"county\":\"10004\",\"header\":{"
            "\"channel\":\"public\",\"n\":\"3\"},"
            "\"key_owner\":\"42\",\"kind\":\"report.received\",\"pack\":\"pack-1\","
            "\"payload\":\"14e1acccbe57ed5ba853ba820d0a9d59b279a0405d34a367aa7af45caa8be3c3\","
            "\"previous\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"recorded_at\":"
            "\"1795305600000000\","
            "\"seq\":\"1\",\"touched\":[[\"report\",\"42\",\"1\"],[\"report_subject\",\"43\",\"1\"]]}");
}

TEST(JournalFormatTest, EntryTextIsCanonicalJson) {
  const std::string text = entry_text(body(), 1, 2, {});
  const auto parsed = codec::parse_json(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(codec::canonical_json(*parsed), text);
}

TEST(JournalFormatTest, ChainIsGolden) {
  const auto keys = seal::KeyRing::from_seed("golden");
  const seal::Hash first = keys->chain_code("journal", entry_text(body(), 1, 1'795'305'600'000'000, {}));
  const seal::Hash second = keys->chain_code("journal", entry_text(body(), 2, 1'795'305'600'000'001, first));
  EXPECT_EQ(seal::to_hex(first), "11ccc8662428973252d3613f8f242336ddfce15296a303cfd8ce00f443b6fb6d");
  EXPECT_EQ(seal::to_hex(second), "19577e8d59861b430d85648a1d930b6225aee3a0264122fea50bee1a8fd24a31");
}

TEST(JournalFormatTest, AfterImageIsGoldenAndReadsBack) {
  std::string payload = "{\"writes\":[";
  const Write write{
      "report",
      42,
      0,
      {{"z", std::int64_t{-5}}, {"a", std::string("\"安\n")}, {"b", Bytes{0, 255, 7, 9}}, {"n", Value{}}, {"r", 1.5}},
      0};
  const auto shape = shape_of(write);
  ASSERT_TRUE(shape);
  append_after_image(payload, write, **shape, 1);
  payload += "]}";
  EXPECT_EQ(payload,
            "{\"writes\":[{\"id\":\"42\",\"row\":{\"a\":\"\\\"安\\n\",\"b\":{\"bytes\":\"AP8HCQ==\"},\"n\":null,\"r\":{"
            "\"real\":1.5},"
            "\"z\":{\"int\":\"-5\"}},\"table\":\"report\",\"version\":\"1\"}]}");
  const auto json = codec::parse_json(payload);
  ASSERT_TRUE(json);
  std::int64_t version = 0;
  const auto row = image_of(*json, {"report", 42}, version);
  ASSERT_TRUE(row);
  EXPECT_EQ(version, 1);
  EXPECT_EQ(*row->find("z")->integer(), -5);
  EXPECT_EQ(*row->find("a")->string(), "\"安\n");
  EXPECT_EQ(*row->find("r")->number(), 1.5);
  EXPECT_TRUE(row->find("n")->is_null());
  EXPECT_EQ(image_of(*json, {"report", 41}, version).error().reason, "no_image");
}

TEST(JournalFormatTest, AccessTextIsGolden) {
  const PendingAccess record{"uid-1", "10004", 17, 3, "reveal.reporter", {"report", 42}, Bytes{1, 2}, "req-1"};
  EXPECT_EQ(access_text(record, 5, {}),
            "{\"account\":\"3\",\"action\":\"reveal.reporter\",\"county\":\"10004\",\"previous\":\"" +
                std::string(64, '0') + "\",\"read_at\":\"17\",\"reason\":\"" +
                seal::to_hex(seal::digest(std::string("\1\2"))) +
                "\",\"record\":{\"id\":\"42\",\"table\":\"report\"},\"request_id\":\"req-1\",\"seq\":\"5\",\"uid\":"
                "\"uid-1\"}");
}

TEST(AnchorFormatTest, LineReadsBackOnlyWithItsSignature) {
  const auto keys = seal::KeyRing::from_seed("golden");
  Anchor a{"journal", "10004", 9, 17, Bytes(32, 0xab), {}};
  a.signature = keys->sign(anchor_text(a));
  EXPECT_EQ(anchor_text(a), "anwang-anchor 1 journal 10004 9 17 " + seal::to_hex(a.hash));
  const std::string line = anchor_line(a, keys->anchor_public_key());
  const auto back = parse_anchor_line(line, keys->anchor_public_key());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->seq, 9);
  EXPECT_EQ(back->hash, a.hash);
  EXPECT_FALSE(parse_anchor_line(line, seal::KeyRing::from_seed("other")->anchor_public_key()));
  std::string changed = line;
  changed.replace(changed.find("\"seq\":\"9\""), 9, "\"seq\":\"8\"");
  EXPECT_FALSE(parse_anchor_line(changed, keys->anchor_public_key()));
  EXPECT_FALSE(parse_anchor_line("", keys->anchor_public_key()));
  EXPECT_FALSE(parse_anchor_line("{}", keys->anchor_public_key()));
}

}  // namespace
}  // namespace anwang::store
