#include "http/static_files.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace anwang::http {
namespace {

constexpr EmbeddedFile kFiles[] = {
    {"/index.html", "text/html; charset=utf-8", "\"i\"", "<html>", "", "gz-html"},
    {"/assets/app-1a2B_c-4.js", "text/javascript", "\"a\"", "code", "br-code", "gz-code"},
    {"/assets/plain.js", "text/javascript", "\"p\"", "plain", "", ""},
};

Response ask(std::string path, std::initializer_list<std::pair<std::string, std::string>> headers = {}) {
  Request r;
  r.path = std::move(path);
  for (const auto& [name, value] : headers) r.headers.add(name, value);
  return static_files(kFiles)(r);
}

TEST(StaticFiles, ServesTheBestCoding) {
  EXPECT_EQ(ask("/assets/app-1a2B_c-4.js").static_body, "code");
  EXPECT_EQ(ask("/assets/app-1a2B_c-4.js", {{"accept-encoding", "gzip, br"}}).static_body, "br-code");
  const Response html = ask("/", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(html.static_body, "gz-html");
  EXPECT_EQ(html.headers.get("content-encoding"), "gzip");
  EXPECT_EQ(html.headers.get("vary"), "accept-encoding");
}

TEST(StaticFiles, HashedNamesAreImmutableAndOthersRevalidated) {
  EXPECT_EQ(ask("/assets/app-1a2B_c-4.js").headers.get("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask("/assets/plain.js").headers.get("cache-control"), "no-cache");
  EXPECT_EQ(ask("/").headers.get("cache-control"), "no-cache");
  const Response same = ask("/", {{"if-none-match", "\"i\""}});
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.static_body.empty());
}

TEST(StaticFiles, PagesOfTheUiGetTheIndexAndNothingElseDoes) {
  EXPECT_EQ(ask("/reports/7").static_body, "<html>");
  EXPECT_EQ(ask("/reports/7", {{"accept", "application/json"}}).status, 404);
  EXPECT_EQ(ask("/api/v1/absent").status, 404);
  EXPECT_EQ(ask("/assets/absent.js").status, 404);
}

TEST(Embedded, HoldsTheBytesOfEveryFileAndItsCompressedForms) {
  const auto read = [](std::string name) {
    std::ifstream in(std::string(ANWANG_SOURCE_DIR) + "/src/http/testdata/dist" + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const auto files = embedded_files();
  ASSERT_EQ(files.size(), 2U);
  const EmbeddedFile& script = files[0];
  EXPECT_EQ(script.path, "/assets/app-0a1b2c3d.js");
  EXPECT_EQ(script.type, "text/javascript; charset=utf-8");
  EXPECT_EQ(script.etag.size(), 34U);
  EXPECT_EQ(script.identity, read("/assets/app-0a1b2c3d.js"));
  EXPECT_EQ(script.br, read("/assets/app-0a1b2c3d.js.br"));
  EXPECT_EQ(script.gzip, read("/assets/app-0a1b2c3d.js.gz"));
  EXPECT_EQ(files[1].path, "/index.html");
  EXPECT_FALSE(files[1].identity.empty());
  EXPECT_TRUE(files[1].br.empty());
}

}  // namespace
}  // namespace anwang::http
