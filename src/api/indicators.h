// Figures of the county and the records behind them.
#pragma once

#include "api/context.h"
#include "indicator/projection.h"

namespace anwang::api {

void bind_indicators(Router& router, const indicator::FactsProjection& facts);

}  // namespace anwang::api
