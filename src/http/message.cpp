#include "http/message.h"

#include <algorithm>

namespace anwang::http {

std::string_view name_of(Method m) {
  switch (m) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      break;
  }
  return "OTHER";
}

std::optional<std::string_view> Headers::get(std::string_view lower_name) const {
  for (const auto& [name, value] : list)
    if (name == lower_name) return value;
  return std::nullopt;
}

void Headers::set(std::string lower_name, std::string value) {
  const auto first = std::find_if(list.begin(), list.end(), [&](const auto& h) { return h.first == lower_name; });
  if (first == list.end()) {
    add(std::move(lower_name), std::move(value));
    return;
  }
  first->second = std::move(value);
  list.erase(std::remove_if(first + 1, list.end(), [&](const auto& h) { return h.first == lower_name; }), list.end());
}

void Headers::add(std::string lower_name, std::string value) {
  list.emplace_back(std::move(lower_name), std::move(value));
}

}  // namespace anwang::http
