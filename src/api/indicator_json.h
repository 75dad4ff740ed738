// The figures page as JSON: counts first, small ones suppressed for those who may not see them.
#pragma once

#include "access/viewer.h"
#include "codec/json.h"
#include "flow/app.h"
#include "indicator/evaluate.h"
#include "pack/pack.h"

namespace anwang::api {

struct FigurePage {
  const indicator::Facts& facts;
  std::vector<indicator::Figures> figures;  // [0] the period, [1] the one before, [2…] twelve months
  indicator::Standing standing;
  std::vector<indicator::Period> periods;
  std::optional<std::uint16_t> township;
  Instant now;
};
codec::Json figure_page_json(const FigurePage& page, const access::Viewer& viewer, const flow::App& app);
// Puts the names of staff in the place of the account ids of the page (owners of serious incidents).
Status name_owners(const flow::App& app, codec::Json& page);

}  // namespace anwang::api
