// One batch through the pipeline, inside an open transaction.
#pragma once

#include <vector>

#include "store/postgres/pg_connection.h"
#include "store/unit_runner.h"

namespace anwang::store {

// Sets every unit's outcome, valid once the caller has committed. Otherwise an error: with `suspects` filled, roll back
// and try again without them; with none, the transaction as a whole failed.
Status run_pipelined(PgConnection& db, const seal::KeyRing& keys, const Clock& clock, const std::vector<Unit*>& units,
                     std::vector<Unit*>& suspects);

}  // namespace anwang::store
