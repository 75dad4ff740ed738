// The pieces that operations() is put together from.
#pragma once

#include <array>

#include "api/openapi.h"

namespace anwang::api {
std::span<const Operation> operations_intake();
std::span<const Operation> operations_after();
}  // namespace anwang::api
