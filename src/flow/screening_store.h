// SQL of screening: what a decision needs to know, read from one snapshot. Internal to flow (screening, suggestion).
#pragma once

#include <string>
#include <vector>

#include "casework/model.h"
#include "clock/model.h"
#include "intake/dispatch_model.h"
#include "intake/model.h"
#include "store/record.h"

namespace anwang::flow {

// Error: not_found.
Result<intake::Report> load_report(store::Reader& reader, const std::string& county, std::int64_t id);
Result<std::vector<intake::Subject>> load_subjects(store::Reader& reader, const std::string& county,
                                                   std::int64_t report_id);
Result<std::vector<clock::Clock>> load_clocks(store::Reader& reader, const std::string& county, const char* table,
                                              std::int64_t record_id);
// "(1,2,3)", or "(0)" for none: ids are numbers, so this never carries input.
std::string id_list(const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> persons_of(const std::vector<intake::Subject>& subjects);
// Cases of these persons, or of their present households, closed at or after `since`.
Result<std::vector<casework::CaseFile>> load_closed(store::Reader& reader, const std::string& county,
                                                    const std::vector<std::int64_t>& persons, Instant since);
Result<std::vector<casework::CaseFile>> load_open_cases(store::Reader& reader, const std::string& county,
                                                        const std::vector<std::int64_t>& persons);

}  // namespace anwang::flow
