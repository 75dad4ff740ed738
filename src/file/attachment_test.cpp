#include "file/attachment.h"

#include <gtest/gtest.h>

#include "file/sniff.h"
#include "store/testing/fixture.h"

namespace anwang::file {
namespace {

using namespace std::string_literals;

TEST(Sniff, BytesDecideNotTheName) {
  EXPECT_EQ(sniff("\x89PNG\r\n\x1a\n...."s), "image/png");
  EXPECT_EQ(sniff("\xff\xd8\xff\xe0...."s), "image/jpeg");
  EXPECT_EQ(sniff("%PDF-1.7 ..."), "application/pdf");
  EXPECT_EQ(sniff("\0\0\0\x18"s + "ftypheic...."), "image/heic");
  EXPECT_EQ(sniff("普通文字\n"), "text/plain");
  EXPECT_EQ(sniff("<html><script>"), "");
  EXPECT_EQ(sniff("  <svg xmlns="), "");
  EXPECT_EQ(sniff("PK\x03\x04"s), "");
  EXPECT_EQ(sniff("MZ\x90\0"s), "");
  EXPECT_EQ(sniff("text\0nul"s), "");
  EXPECT_EQ(sniff(""), "");
}

class AttachmentTest : public store::testing::BothStores {
 protected:
  Result<Added> put(std::int64_t report, std::string_view content, const std::string& name = "照片.png",
                    const std::string& key = "") {
    return add(*store_, *keys_, clock_, "10004",
               {{"report", report}, PersonalText(name), content, 3, {"test", key, "hash"}});
  }
  std::unique_ptr<store::Store> store_;
};

TEST_P(AttachmentTest, ComesBackAsItWasAndIsEncryptedInPieces) {
  store_ = open();
  std::string png = "\x89PNG\r\n\x1a\n";
  for (std::size_t i = 0; png.size() < 2 * kPiece + 17; ++i) png += static_cast<char>(i * 31 + i / 251);
  const auto added = put(5, png, "../../etc/受傷照片\n.png");
  ASSERT_TRUE(added) << added.error().reason << added.error().internal;
  EXPECT_EQ(added->attachment.chunks, 3);
  auto reader = store_->read();
  const auto found = find(**reader, "10004", added->attachment.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(name_of(*keys_, "10004", *found)->reveal(), "受傷照片.png");
  EXPECT_EQ(*content(**reader, *keys_, "10004", *found), png);
  const auto pieces = (*reader)->query("test", "SELECT data_sealed FROM attachment_chunk");
  for (const auto& row : *pieces)
    EXPECT_EQ(std::string(row.blob(0).begin(), row.blob(0).end()).find("\x89PNG"), std::string::npos);
}

TEST_P(AttachmentTest, TheSameFileInTwoReportsIsNotRecognised) {
  store_ = open();
  const auto a = put(5, "%PDF-1.7 x"), b = put(6, "%PDF-1.7 x"), c = put(5, "%PDF-1.7 x");
  ASSERT_TRUE(a && b && c);
  EXPECT_NE(a->attachment.content_hash, b->attachment.content_hash);
  EXPECT_NE(a->attachment.id, c->attachment.id);
}

TEST_P(AttachmentTest, RefusesWhatIsNotOnTheList) {
  store_ = open();
  EXPECT_EQ(put(5, "<svg onload=alert(1)>", "a.png").error().reason, "file_type_refused");
  EXPECT_EQ(put(5, "").error().code, Errc::invalid);
  EXPECT_EQ(put(5, std::string(kMaxBytes + 1, 'x')).error().reason, "file_too_large");
}

TEST_P(AttachmentTest, AReplayedKeyAddsNothingAndThirtyAreEnough) {
  store_ = open();
  const auto first = put(5, "%PDF-1", "a", "k"), again = put(5, "%PDF-1", "a", "k");
  ASSERT_TRUE(first && again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(first->attachment.id, again->attachment.id);
  for (int i = 1; i < 30; ++i) ASSERT_TRUE(put(5, "%PDF-1"));
  EXPECT_EQ(put(5, "%PDF-1").error().reason, "too_many_files");
  auto reader = store_->read();
  EXPECT_EQ(list(**reader, "10004", {"report", 5})->size(), 30U);
}

ANWANG_ON_BOTH_STORES(AttachmentTest);

}  // namespace
}  // namespace anwang::file
