// What a run writes and says: clusters, pairs, figures. Thread-safety: const inputs.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "codec/json.h"
#include "linkage/engine/link.h"

namespace anwang::linkage {

// row_id,cluster_id: one line a record, in the order read; a cluster is called after its first record.
void write_clusters(const Linked& linked, std::ostream& out);
// left,right,score,weight,levels: pairs down to the review threshold; score is the probability, weight its log2 odds,
// levels COLUMN=LEVEL joined by spaces.
void write_pairs(const Linked& linked, std::ostream& out);
// records, candidate_pairs, seconds …; with a truth column also true_pairs, blocking_recall, fixed and best.
codec::Json report_of(const Linked& linked, const std::vector<std::string>& files, std::uint64_t peak_rss_bytes);
std::string report_words(const Linked& linked);

}  // namespace anwang::linkage
