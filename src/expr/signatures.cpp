#include "expr/signatures.h"

namespace anwang::expr {
namespace {

using K = TypeKind;
using Overloads = std::map<std::string, std::vector<Signature>, std::less<>>;

const Type kA = Type::free(0), kB = Type::free(1);

void function(Overloads& t, const std::string& name, std::vector<Type> parameters, Type result) {
  t[name].push_back({false, std::move(parameters), std::move(result)});
}
void member(Overloads& t, const std::string& name, std::vector<Type> parameters, Type result) {
  t[name].push_back({true, std::move(parameters), std::move(result)});
}

void operators(Overloads& t) {
  for (const K k : {K::integer, K::unsigned_integer, K::number}) {
    for (const auto* op : {"+", "-", "*", "/"}) function(t, op, {k, k}, k);
    if (k != K::number) function(t, "%", {k, k}, k);
    if (k != K::unsigned_integer) function(t, "-_", {k}, k);
  }
  function(t, "+", {K::string, K::string}, K::string);
  function(t, "+", {K::bytes, K::bytes}, K::bytes);
  function(t, "+", {Type::list(kA), Type::list(kA)}, Type::list(kA));
  function(t, "+", {K::timestamp, K::duration}, K::timestamp);
  function(t, "+", {K::duration, K::timestamp}, K::timestamp);
  function(t, "+", {K::duration, K::duration}, K::duration);
  function(t, "-", {K::timestamp, K::timestamp}, K::duration);
  function(t, "-", {K::timestamp, K::duration}, K::timestamp);
  function(t, "-", {K::duration, K::duration}, K::duration);
  function(t, "!", {K::boolean}, K::boolean);
  for (const auto* op : {"==", "!="}) function(t, op, {kA, kA}, K::boolean);
  for (const auto* op : {"<", "<=", ">", ">="}) {
    for (const K k : {K::boolean, K::string, K::bytes, K::timestamp, K::duration}) function(t, op, {k, k}, K::boolean);
    for (const K a : {K::integer, K::unsigned_integer, K::number})
      for (const K b : {K::integer, K::unsigned_integer, K::number}) function(t, op, {a, b}, K::boolean);
  }
  function(t, "in", {kA, Type::list(kA)}, K::boolean);
  function(t, "in", {kA, Type::map(kA, kB)}, K::boolean);
  function(t, "[]", {Type::list(kA), K::integer}, kA);
  function(t, "[]", {Type::map(kA, kB), kA}, kB);
  function(t, "?:", {K::boolean, kA, kA}, kA);
}

void conversions(Overloads& t) {
  const auto from = [&](const char* name, K to, std::initializer_list<K> kinds) {
    for (const K k : kinds) function(t, name, {k}, to);
  };
  from("int", K::integer, {K::integer, K::unsigned_integer, K::number, K::string, K::timestamp});
  from("uint", K::unsigned_integer, {K::unsigned_integer, K::integer, K::number, K::string});
  from("double", K::number, {K::number, K::integer, K::unsigned_integer, K::string});
  from("string", K::string,
       {K::string, K::integer, K::unsigned_integer, K::number, K::boolean, K::bytes, K::timestamp, K::duration});
  from("bytes", K::bytes, {K::bytes, K::string});
  from("bool", K::boolean, {K::boolean, K::string});
  from("timestamp", K::timestamp, {K::timestamp, K::string, K::integer});
  from("duration", K::duration, {K::duration, K::string});
  function(t, "type", {kA}, Type::type(kA));
  function(t, "dyn", {kA}, K::dyn);
}

void texts_and_lists(Overloads& t) {
  for (const auto* name : {"contains", "startsWith", "endsWith", "matches"})
    member(t, name, {K::string, K::string}, K::boolean);
  function(t, "matches", {K::string, K::string}, K::boolean);
  for (const Type& sized : {Type(K::string), Type(K::bytes), Type::list(kA), Type::map(kA, kB)}) {
    function(t, "size", {sized}, K::integer);
    member(t, "size", {sized}, K::integer);
  }
}

void times(Overloads& t) {
  for (const auto* name : {"getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
                           "getHours", "getMinutes", "getSeconds", "getMilliseconds"}) {
    member(t, name, {K::timestamp}, K::integer);
    member(t, name, {K::timestamp, K::string}, K::integer);
  }
  for (const auto* name : {"getHours", "getMinutes", "getSeconds", "getMilliseconds"})
    member(t, name, {K::duration}, K::integer);
  function(t, "date", {K::string}, K::timestamp);
  for (const K a : {K::timestamp, K::string})
    for (const K b : {K::timestamp, K::string})
      for (const auto* name : {"age_on", "workdays"}) function(t, name, {a, b}, K::integer);
  function(t, "hours_between", {K::timestamp, K::timestamp}, K::integer);
}

Overloads all() {
  Overloads t;
  operators(t);
  conversions(t);
  texts_and_lists(t);
  times(t);
  return t;
}

}  // namespace

const std::vector<Signature>* signatures(std::string_view name) {
  static const Overloads kAll = all();
  const auto found = kAll.find(name);
  return found == kAll.end() ? nullptr : &found->second;
}

}  // namespace anwang::expr
