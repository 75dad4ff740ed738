// The table of routes against the policy table and the OpenAPI document.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "access/policy.h"
#include "api/api_fixture.h"

namespace anwang::api::testing {
namespace {

class RoutesTest : public ApiTest {};

std::string name_of(const http::Route& route) {
  return std::string(method_word(route.method)) + " " + std::string(route.pattern);
}

TEST_P(RoutesTest, EveryRouteNamesAPolicyOfTheTableAndEveryPolicyIsUsed) {
  up();
  std::set<std::string_view> used;
  for (const auto& entry : routes_.entries()) {
    EXPECT_NE(access::route_policy(entry.route.policy), nullptr)
        << name_of(entry.route) << " names " << entry.route.policy;
    used.insert(entry.route.policy);
  }
  for (const auto& policy : access::route_policies())
    EXPECT_TRUE(used.contains(policy.name)) << "no route uses " << policy.name;
}

TEST_P(RoutesTest, TheApiDocumentHoldsExactlyTheRoutes) {
  up();
  std::set<std::string> bound, documented;
  for (const auto& entry : routes_.entries()) bound.insert(name_of(entry.route));
  for (const auto& op : operations())
    documented.insert(std::string(method_word(op.method)) + " " + std::string(op.pattern));
  for (const auto& name : bound) EXPECT_TRUE(documented.contains(name)) << name << " is not in the document";
  for (const auto& name : documented) EXPECT_TRUE(bound.contains(name)) << name << " is documented, but no route";
}

TEST_P(RoutesTest, TheApiDocumentIsWhole) {
  up();
  const auto document = openapi_document(routes_, "1");
  std::set<std::string> components;
  for (const auto& component : document.get("components")->get("schemas")->object()->members())
    components.insert(component.first);
  const auto text = codec::write_json(document);
  const std::string mark = "\"$ref\":\"#/components/schemas/";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const auto from = at + mark.size();
    EXPECT_TRUE(components.contains(text.substr(from, text.find('"', from) - from)));
  }
  for (const auto& [path, methods] : document.get("paths")->object()->members())
    for (const auto& [method, op] : methods.object()->members()) {
      EXPECT_NE(op.get("responses"), nullptr) << method << " " << path;
      EXPECT_FALSE(op.get("summary")->string()->empty());
      EXPECT_FALSE(op.get("x-summary-zh")->string()->empty());
    }
  EXPECT_EQ(send(browsers_[access::Role::public_visitor], Method::get, "/api/v1/openapi.json").status, 200);
}

// Every `file` and every `test` that the table of SECURITY.md names.
TEST(PapersTest, TheTableOfDecisionsNamesWhatExists) {
  const std::filesystem::path root = ANWANG_SOURCE_DIR;
  const auto text_of = [](const std::filesystem::path& path) {
    std::ifstream file(path);
    return std::string((std::istreambuf_iterator<char>(file)), {});
  };
  std::string tests;
  for (const auto* folder : {"src", "tests", "web/e2e"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
      if (entry.path().filename().string().find("test.cpp") != std::string::npos || entry.path().extension() == ".ts")
        tests += text_of(entry.path());
  std::istringstream paper(text_of(root / "SECURITY.md"));
  int rows = 0;
  for (std::string line; std::getline(paper, line);) {
    if (line.size() < 4 || line[0] != '|' || line[2] < '1' || line[2] > '9') continue;
    ++rows;
    const auto last = line.rfind(" | "), code = line.rfind(" | ", last - 1);
    int named = 0;
    for (auto at = line.find('`', code); at != std::string::npos; at = line.find('`', line.find('`', at + 1) + 1)) {
      const auto word = line.substr(at + 1, line.find('`', at + 1) - at - 1);
      if (at < last)
        EXPECT_TRUE(std::filesystem::exists(root / word)) << word;
      else
        named += tests.find(word) != std::string::npos ? 1 : (ADD_FAILURE() << "no test " << word, 0);
    }
    EXPECT_GT(named, 0) << line;
  }
  EXPECT_EQ(rows, 19);
}

TEST_P(RoutesTest, TheDocsPageNeedsNothingThatTheStrictPolicyForbids) {
  up();
  Browser nobody;
  const auto page = send(nobody, Method::get, "/api/v1/docs").body;
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_EQ(page.find("style="), std::string::npos);
  EXPECT_EQ(page.find("://"), std::string::npos);
  const auto script = send(nobody, Method::get, "/api/v1/docs.js").body;
  EXPECT_EQ(script.find("innerHTML"), std::string::npos);
  EXPECT_EQ(script.find("eval("), std::string::npos);
}

ANWANG_ON_BOTH_STORES(RoutesTest);

TEST(Shape, ReadsTheNotationAndRefusesWhatIsWrong) {
  EXPECT_EQ(
      codec::write_json(schema_of("{a:id,?b:[text]|null}")),
      R"({"type":"object","properties":{"a":{"type":"string","pattern":"^[0-9]{1,19}$"},"b":{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"null"}]}},"required":["a"]})");
  EXPECT_THROW(schema_of("{a}"), std::invalid_argument);
  EXPECT_THROW(schema_of("{a:nothing}"), std::invalid_argument);
  EXPECT_THROW(schema_of("[text"), std::invalid_argument);
}

}  // namespace
}  // namespace anwang::api::testing
