// What agreement and disagreement are worth, in bits: log2 of how much likelier it is among records of one person than
// among records of two. Thread-safety: pure functions.
#pragma once

#include "linkage/person_index.h"

namespace anwang::linkage {

// `bearers` of the folded name among `persons`; a name nobody else bears is worth most.
double name_weight(EvidenceLevel level, std::uint32_t bearers, std::size_t persons);
EvidenceLevel compare_birth(Date query, bool estimated, Date record);
// Every record date that compare_birth() does not call different from an exact `query`: the same, the similar, unknown.
std::vector<Date> births_like(Date query);
double birth_weight(EvidenceLevel level, bool estimated);
double sex_weight(EvidenceLevel level);
double id_weight(EvidenceLevel level);
double phone_weight(EvidenceLevel level, std::size_t sharers);
double address_weight(EvidenceLevel level, std::size_t occupants);
Band band_of(const std::vector<Evidence>& evidence, double score);

}  // namespace anwang::linkage
