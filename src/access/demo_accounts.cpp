#include "access/demo_accounts.h"

#include "store/record.h"

namespace anwang::access {

std::string demo_password(const seal::KeyRing& keys, const std::string& county, const std::string& login) {
  constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto hash = keys.keyed_hash("demo.password", county + "\n" + login);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i != 0 && i % 4 == 0) out += '-';
    out += kSymbols[hash[i] & 31U];
  }
  return out;
}

Result<std::vector<Account>> demo_accounts(store::Reader& reader, const std::string& county) {
  return store::find<Account>(reader, "demo.accounts",
                              "WHERE county = ?1 AND active = 1 AND password_hash <> '' ORDER BY id LIMIT 40",
                              {county});
}

}  // namespace anwang::access
