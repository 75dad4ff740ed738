// The answers to a form's questions: each must be a question of the common form or of one of the report's kinds, and an
// answer that question can have. Sealed ones stay answers, coded ones become facts that rules may read. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "pack/pack.h"

namespace anwang::intake {

using AnswerFaults = std::vector<FieldError>;
// Moves between the two objects in place; null answers (不明) disappear.
AnswerFaults sort_answers(const pack::PackSet& packs, const std::vector<std::string>& kinds, codec::JsonObject& answers,
                          codec::JsonObject& facts);
// The question with this code in the common form or a form of these kinds; nullptr when nobody asks it.
const pack::Field* question(const pack::PackSet& packs, const std::vector<std::string>& kinds, std::string_view code);

}  // namespace anwang::intake
