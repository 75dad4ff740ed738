// `anwang demo --export`: what two runs with the same seed and moment have in common, record by record.
#include <ostream>

#include "access/account.h"
#include "casework/model.h"
#include "clock/model.h"
#include "codec/json.h"
#include "intake/dispatch_model.h"
#include "intake/model.h"
#include "intake/shift_model.h"
#include "synth/demo.h"
#include "synth/rows.h"

namespace anwang::synth {
namespace {

using codec::Json;
using codec::JsonObject;

class Exporter {
 public:
  Exporter(store::Reader& reader, const seal::KeyRing& keys, const std::string& county, std::ostream& out)
      : reader_(reader), keys_(keys), county_(county), out_(out) {}

  template <class T>
  Status table() {
    store::record_detail::Names names;
    T sample{};
    T::visit(sample, names);
    return columns(T::kTable, names.list);
  }
  // `list`: "id, version, …".
  Status columns(const std::string& table, const std::string& list) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find(',', at), list.size());
      const std::size_t from = list.find_first_not_of(' ', at);
      names.push_back(list.substr(from, end - from));
      at = end + 1;
    }
    Status opened;
    ANWANG_CHECK(reader_.each("demo.export", "SELECT " + list + " FROM " + table + " WHERE county = ?1 ORDER BY id",
                              {county_},
                              [&](const store::Row& row) {
                                opened = line(table, names, row);
                                return opened.has_value();
                              },
                              {600'000, 0}));
    return opened;
  }

 private:
  Status line(const std::string& table, const std::vector<std::string>& names, const store::Row& row) {
    JsonObject record;
    record.set("table", table);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string& name = names[i];
      if (name == "password_hash" || name.ends_with("_hash") || row.is_null(i)) continue;
      const store::Value& value = row[i];
      if (const auto* n = std::get_if<std::int64_t>(&value))
        record.set(name, *n);
      else if (const auto* real = std::get_if<double>(&value))
        record.set(name, *real);
      else if (const auto* text = std::get_if<std::string>(&value))
        record.set(name, *text);
      else if (name.ends_with("_sealed")) {
        const std::string field = name.substr(0, name.size() - std::string_view("_sealed").size());
        ANWANG_TRY(const PersonalText plain, keys_.open({county_, table, row.i64(0), field}, row.blob(i)));
        record.set(name, plain.reveal());
      }
    }
    out_ << codec::canonical_json(Json(std::move(record))) << '\n';
    return {};
  }

  store::Reader& reader_;
  const seal::KeyRing& keys_;
  const std::string& county_;
  std::ostream& out_;
};

}  // namespace

Status export_county(store::Store& store, const seal::KeyRing& keys, const std::string& county, std::ostream& out) {
  if (!store.is_demo()) return fail(Errc::conflict, "not_a_demo");
  ANWANG_TRY(auto reader, store.read());
  Exporter e(*reader, keys, county, out);
  ANWANG_CHECK(e.table<access::Account>());
  ANWANG_CHECK(e.table<PersonRow>());
  ANWANG_CHECK(e.table<NameRow>());
  ANWANG_CHECK(e.table<IdentifierRow>());
  ANWANG_CHECK(e.table<HouseholdRow>());
  ANWANG_CHECK(e.table<MemberRow>());
  ANWANG_CHECK(e.table<TieRow>());
  ANWANG_CHECK(e.table<PopulationRow>());
  ANWANG_CHECK(e.columns("report", intake::report_columns()));
  ANWANG_CHECK(e.columns("report_subject", intake::subject_columns()));
  ANWANG_CHECK(e.table<intake::Incident>());
  ANWANG_CHECK(e.table<intake::Decision>());
  ANWANG_CHECK(e.table<intake::Assignment>());
  ANWANG_CHECK(e.table<intake::Transition>());
  ANWANG_CHECK(e.table<intake::Shift>());
  ANWANG_CHECK(e.table<intake::Roster>());
  ANWANG_CHECK(e.table<casework::CaseFile>());
  ANWANG_CHECK(e.table<casework::Participant>());
  ANWANG_CHECK(e.table<casework::CaseLink>());
  ANWANG_CHECK(e.table<casework::Contact>());
  ANWANG_CHECK(e.table<casework::Goal>());
  ANWANG_CHECK(e.table<casework::Note>());
  return e.table<clock::Clock>();
}

}  // namespace anwang::synth
