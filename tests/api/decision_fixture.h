// What the tests of SECURITY.md's decisions share: bodies, a plain report, the journal's position.
#pragma once

#include <string>

#include "api/api_fixture.h"

namespace anwang::api::testing {

class Decision : public ApiTest {
 protected:
  static Send json(const std::string& body) {
    Send what;
    what.body = body;
    return what;
  }
  static std::string report(const std::string& extra = "") {
    return R"({"kinds":["domestic_violence"],"immediate_danger":false,"township":"10004020","place":"竹東鎮中興路","narrative":"夜裡有爭吵與哭聲",)" +
           extra + R"("reporter":{"name":"張老師"},"subjects":[{"role":"victim","name":"陳小美"}]})";
  }
  std::int64_t journal_position() {
    auto reader = store().read();
    return *(*reader)->position("10004");
  }
};

}  // namespace anwang::api::testing
