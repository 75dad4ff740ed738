#include "codec/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace anwang::codec {
namespace {

std::string reason(std::string_view text, JsonLimits limits = {}) {
  const auto r = parse_json(text, limits);
  return r ? "" : r.error().reason;
}

std::string place(std::string_view text) {
  const auto r = parse_json(text);
  if (r || r.error().fields.empty()) return "";
  const auto& args = r.error().fields[0].args;
  return args.at("line") + ":" + args.at("column");
}

TEST(Json, ReadsEveryKindOfValue) {
  const auto r =
      parse_json(R"( {"a":null,"b":true,"c":-9223372036854775808,"d":1.5,"e":"張\n\u5f35","f":[1,[]],"g":{}} )");
  ASSERT_TRUE(r);
  EXPECT_TRUE(r->get("a")->is_null());
  EXPECT_TRUE(*r->get("b")->boolean());
  EXPECT_EQ(*r->get("c")->integer(), INT64_MIN);
  EXPECT_EQ(*r->get("d")->number(), 1.5);
  EXPECT_EQ(*r->get("e")->string(), "張\n張");
  EXPECT_EQ(r->get("f")->array()->size(), 2U);
  EXPECT_TRUE(r->get("g")->object()->empty());
  EXPECT_EQ(r->get("absent"), nullptr);
  EXPECT_EQ(*parse_json("9223372036854775807")->integer(), INT64_MAX);
}

TEST(Json, RefusesWhatRfc8259LeavesOpen) {
  EXPECT_EQ(reason(R"({"a":1,"b":2,"a":3})"), "duplicate_key");
  EXPECT_EQ(reason(R"({"\u0061":1,"a":3})"), "duplicate_key");
  EXPECT_EQ(reason(R"({"a":1} x)"), "bad_json");
  EXPECT_EQ(reason(R"({"a":1,})"), "bad_json");
  EXPECT_EQ(reason("{\"a\":1 /* c */}"), "bad_json");
  EXPECT_EQ(reason(""), "bad_json");
  EXPECT_EQ(reason("{\"a\":"), "bad_json");
  EXPECT_EQ(reason("NaN"), "bad_json");
  EXPECT_EQ(reason("01"), "bad_json");
  EXPECT_EQ(reason("\"a\tb\""), "bad_json");
  EXPECT_EQ(reason("\"\\u0000\""), "nul_character");
  EXPECT_EQ(reason(std::string_view("\"a\0b\"", 5)), "nul_character");
  EXPECT_EQ(reason("{\"\\u0000\":1}"), "nul_character");
  EXPECT_EQ(reason("\"\\ud800\""), "bad_json");
  EXPECT_EQ(reason("\"\\udc00\""), "bad_utf8");
  EXPECT_EQ(reason("\"\\ud800\\u0041\""), "bad_utf8");
  EXPECT_EQ(reason("\"\xc0\xaf\""), "bad_utf8");
  EXPECT_EQ(reason("\"\xed\xa0\x80\""), "bad_utf8");
  EXPECT_EQ(reason("9223372036854775808"), "number_range");
  EXPECT_EQ(reason("-9223372036854775809"), "number_range");
  EXPECT_EQ(reason("123456789012345678901234567890"), "number_range");
  EXPECT_EQ(reason("1e400"), "number_range");
}

TEST(Json, DepthAndSizeAreBounded) {
  const std::string deep(40, '[');
  EXPECT_EQ(reason(deep + std::string(40, ']')), "too_deep");
  EXPECT_EQ(reason("[[[]]]", {.max_depth = 3}), "");
  EXPECT_EQ(reason("[[[[]]]]", {.max_depth = 3}), "too_deep");
  const auto big = parse_json("\"0123456789\"", {.max_bytes = 8});
  ASSERT_FALSE(big);
  EXPECT_EQ(big.error().code, Errc::too_large);
}

TEST(Json, ManyKeysCostLinearTimeAndDuplicatesAreStillFound) {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_EQ(reason(text + "\"last\":0}"), "");
  EXPECT_EQ(reason(text + "\"k49999\":0}"), "duplicate_key");
  EXPECT_EQ(reason(text + "\"k3\":0}"), "duplicate_key");
}

TEST(Json, ErrorsCarryLineColumnAndPointer) {
  EXPECT_EQ(place("{\n  \"姓名\": tru\n}"), "2:9");
  EXPECT_EQ(place("{\n  \"姓名\": \"\xff\"\n}"), "2:10");
  const auto r = parse_json(R"({"subjects":[{"name":1},{"a/b":1e999}]})");
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().code, Errc::malformed);
  EXPECT_EQ(r.error().fields.at(0).pointer, "/subjects/1/a~1b");
}

TEST(Json, DoublesReadExactlyAndWriteShortest) {
  const auto round = [](const char* t) { return write_json(*parse_json(t)); };
  EXPECT_EQ(round("1.5"), "1.5");
  EXPECT_EQ(round("1e21"), "1e+21");
  EXPECT_EQ(round("1e20"), "100000000000000000000.0");
  EXPECT_EQ(round("0.000001"), "0.000001");
  EXPECT_EQ(round("1e-7"), "1e-7");
  EXPECT_EQ(round("-0.0"), "0.0");
  EXPECT_EQ(round("5e-324"), "5e-324");
  EXPECT_EQ(round("1.7976931348623157e308"), "1.7976931348623157e+308");
  EXPECT_EQ(round("333333333.33333329"), "333333333.3333333");
  EXPECT_EQ(round("9007199254740993.0"), "9007199254740992.0");
  EXPECT_EQ(round("1e19"), "10000000000000000000.0");
  EXPECT_EQ(*parse_json(round("77e0")), Json(77.0));  // found by the fuzzer: it came back as an integer
  EXPECT_THROW(write_json(Json(std::nan(""))), std::invalid_argument);
}

// Golden bytes: the journal's chain is computed over them, so they may never change.
TEST(Json, CanonicalFormIsGolden) {
  const Json v(JsonObject{{"\u20ac", 1},
                          {"\r", "CR"},
                          {"\ufb33", JsonArray{Json(nullptr), Json(false)}},
                          {"1", std::int64_t{9007199254740993}},
                          {"\U0001f600", "é\x01\"\\"},
                          {"\u00f6", 4.5},
                          {"案", JsonObject{{"b", "2"}, {"a", -1}}}});
  EXPECT_EQ(canonical_json(v),
            "{\"\\r\":\"CR\",\"1\":\"9007199254740993\",\"ö\":4.5,\"€\":\"1\",\"案\":{\"a\":\"-1\",\"b\":\"2\"},"
            "\"😀\":\"é\\u0001\\\"\\\\\",\"\ufb33\":[null,false]}");
}

TEST(Json, CanonicalOrderIsThatOfUtf16Units) {
  const Json v(JsonObject{{"\uffff", 0},
                          {"\ue000", 0},
                          {"\U0010ffff", 0},
                          {"\U00010000", 0},
                          {"\ud7ff", 0},
                          {"ab", 0},
                          {"a", 0},
                          {"", 0},
                          {"a\U00010000", 0},
                          {"a\ue000", 0}});
  const auto read = parse_json(canonical_json(v));
  ASSERT_TRUE(read);
  std::vector<std::string> keys;
  for (const JsonMember& m : read->object()->members()) keys.push_back(m.first);
  EXPECT_EQ(keys, (std::vector<std::string>{"", "a", "ab", "a\U00010000", "a\ue000", "\ud7ff", "\U00010000",
                                            "\U0010ffff", "\ue000", "\uffff"}));
}

TEST(Json, WriteKeepsInsertionOrderAndSetReplaces) {
  JsonObject o{{"z", 1}, {"a", "x"}};
  o.set("z", true);
  o.set("m", JsonArray{});
  EXPECT_EQ(write_json(Json(o)), R"({"z":true,"a":"x","m":[]})");
  EXPECT_EQ(*parse_json(write_json(Json(o))), Json(o));
}

}  // namespace
}  // namespace anwang::codec
