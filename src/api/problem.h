// Error → RFC 9457 problem+json in the reader's language. One table from Errc to HTTP, one from reasons and field codes
// to words (problem_words.cpp). Internal text never leaves. Thread-safe: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/json.h"
#include "http/message.h"

namespace anwang::api {

int http_status(Errc code);
// `language`: "zh-TW" or "en". `extra` members (yours, current) are added to the document as they are.
http::Response problem(const Error& error, std::string_view language, std::string_view request_id,
                       const codec::JsonObject& extra = {});

struct Words {
  std::string_view zh;
  std::string_view en;
};
// Title or field message for a reason or field code; falls back to the words of `code` itself. A test asserts that
// every reason in the source has words here.
Words reason_words(std::string_view reason, Errc code);
Words field_words(std::string_view code);
// The message of one field's fault or warning, its arguments filled in.
std::string field_message(const FieldError& field, std::string_view language);

}  // namespace anwang::api
