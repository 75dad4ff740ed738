#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace anwang::http {
namespace {

Handler says(std::string what) {
  return [what](Request& r) {
    Response out;
    out.body = what;
    for (const auto& [name, value] : r.params) out.body += " " + name + "=" + value;
    return out;
  };
}

std::string ask(const Router& router, Method method, std::string path) {
  Request r;
  r.method = method;
  r.path = std::move(path);
  const Response out = router.dispatch(r, router.match(r.method, r.path));
  return std::to_string(out.status) + " " + out.body;
}

TEST(Router, LiteralsWinOverParametersAndBranchesAreTriedBack) {
  Router r;
  r.add({Method::get, "/reports/{id}", "a"}, says("one"));
  r.add({Method::get, "/reports/mine", "a"}, says("mine"));
  r.add({Method::get, "/reports/{id}/subjects/{sid}", "a"}, says("subject"));
  r.add({Method::get, "/reports/mine/all", "a"}, says("all"));
  EXPECT_EQ(ask(r, Method::get, "/reports/7"), "200 one id=7");
  EXPECT_EQ(ask(r, Method::get, "/reports/mine"), "200 mine");
  EXPECT_EQ(ask(r, Method::get, "/reports/mine/subjects/3"), "200 subject id=mine sid=3");
  EXPECT_EQ(ask(r, Method::head, "/reports/mine"), "200 mine");
  for (const char* absent :
       {"/reports", "/reports/", "/reports/7/", "/reports/7/subjects", "/reports/7/subjects/", "/"})
    EXPECT_EQ(ask(r, Method::get, absent).substr(0, 3), "404") << absent;
}

TEST(Router, MatchCarriesPolicyLimitAndAllow) {
  Router r;
  r.add({Method::post, "/reports", "report.create", 42}, says("x"));
  r.add({Method::get, "/reports", "report.list"}, says("x"));
  const Match m = r.match(Method::post, "/reports");
  EXPECT_EQ(m.policy, "report.create");
  EXPECT_EQ(m.pattern, "/reports");
  EXPECT_EQ(m.body_limit, 42U);
  EXPECT_EQ(r.match(Method::put, "/reports").allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(ask(r, Method::put, "/reports").substr(0, 3), "405");
  EXPECT_EQ(ask(r, Method::other, "/reports").substr(0, 3), "405");
  EXPECT_EQ(ask(r, Method::options, "/reports").substr(0, 3), "204");
  EXPECT_EQ(r.routes().size(), 2U);
}

TEST(Router, AmbiguousWiringIsABug) {
  Router r;
  r.add({Method::get, "/a/{id}", "p"}, says("x"));
  EXPECT_THROW(r.add({Method::get, "/a/{id}", "p"}, says("x")), std::logic_error);
  EXPECT_THROW(r.add({Method::get, "/a/{other}/b", "p"}, says("x")), std::logic_error);
  EXPECT_THROW(r.add({Method::get, "a", "p"}, says("x")), std::logic_error);
}

TEST(Router, MiddlewareRunsOutsideInAlsoForUnknownPathsAndMayAnswerItself) {
  Router r;
  std::string order;
  r.use([&](Request& q, const Handler& next) {
    order += "1(";
    Response out = next(q);
    order += ")" + q.route;
    return out;
  });
  r.use([&](Request& q, const Handler& next) {
    order += "2";
    if (q.path == "/stop") return says("stopped")(q);
    return next(q);
  });
  r.add({Method::get, "/x", "p"}, says("x"));
  EXPECT_EQ(ask(r, Method::get, "/x"), "200 x");
  EXPECT_EQ(order, "1(2)/x");
  EXPECT_EQ(ask(r, Method::get, "/stop"), "200 stopped");
  order.clear();
  EXPECT_EQ(ask(r, Method::get, "/absent").substr(0, 3), "404");
  EXPECT_EQ(order, "1(2)");
}

TEST(Router, FallbackTakesGetsThatNoRouteTakes) {
  Router r;
  r.add({Method::get, "/x", "p"}, says("x"));
  r.fallback(says("ui"));
  EXPECT_EQ(ask(r, Method::get, "/anything/else"), "200 ui");
  EXPECT_EQ(ask(r, Method::post, "/anything").substr(0, 3), "404");
  EXPECT_EQ(r.match(Method::get, "/anything").policy, "public");
}

}  // namespace
}  // namespace anwang::http
