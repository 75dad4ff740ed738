// What SQLite's planner knows of the tables. Every index here leads with county, and one county has every row of its
// shard: without statistics the planner takes "county = ?" for selective and walks whole tables (a queue page took 780
// ms instead of 1). Tables that hold something are measured; small and empty ones get the figures of a large county, so
// that a plan made on the first day is still right on the thousandth.
#pragma once

#include "store/connection.h"

namespace anwang::store {

// Outside a transaction, at the start, before readers open: they load what is written here.
Status settle_statistics(Connection& db);

}  // namespace anwang::store
