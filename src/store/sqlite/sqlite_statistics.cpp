#include "store/sqlite/sqlite_statistics.h"

namespace anwang::store {

Status settle_statistics(Connection& db) {
  ANWANG_CHECK(db.script("PRAGMA analysis_limit=400; ANALYZE;"));
  ANWANG_CHECK(db.script(
      "DELETE FROM sqlite_stat1 WHERE tbl NOT IN (SELECT tbl FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) >= 5000);"));
  // The look at 400 rows takes a county for 401 rows: a walk over half a million household members seemed cheaper than
  // fifty searches. A store holds one county, or few: the county alone selects nothing.
  ANWANG_CHECK(
      db.script("UPDATE sqlite_stat1 SET stat = CAST(stat AS INTEGER) || ' ' || CAST(stat AS INTEGER) || "
                "substr(stat, length(stat) - length(ltrim(ltrim(ltrim(stat, '0123456789'), ' '), '0123456789')) + 1) "
                "WHERE stat GLOB '[0-9]* [0-9]* [0-9]*' AND EXISTS (SELECT 1 FROM pragma_table_info(tbl) c WHERE "
                "c.name = 'county' AND c.pk = 1);"));
  // Rows in all, then rows for each further key column that is given: a county's million, 20 of one key, 5, 2; a unique
  // key's last column leaves one. A table WITHOUT ROWID keeps its primary key under its own name.
  ANWANG_CHECK(
      db.script("INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT tbl, idx, CASE WHEN first <> 'county' THEN '1000000 "
                "1' ELSE '1000000 1000000' || "
                "CASE WHEN n < 2 THEN '' WHEN n = 2 AND is_unique THEN ' 1' ELSE ' 20' END || "
                "CASE WHEN n < 3 THEN '' WHEN n = 3 AND is_unique THEN ' 1' ELSE ' 5' END || "
                "CASE WHEN n < 4 THEN '' WHEN is_unique THEN ' 1' ELSE ' 2' END END FROM (SELECT t.name AS tbl, "
                "CASE WHEN t.wr = 1 AND i.origin = 'pk' THEN t.name ELSE i.name END AS idx, i.\"unique\" AS is_unique, "
                "(SELECT COUNT(*) FROM pragma_index_info(i.name)) AS n, (SELECT name FROM pragma_index_info(i.name) "
                "WHERE seqno = 0) AS first "
                "FROM pragma_table_list t, pragma_index_list(t.name) i WHERE t.schema = 'main' AND t.type = 'table' "
                "AND t.name NOT LIKE 'sqlite%' "
                "AND t.name NOT IN (SELECT tbl FROM sqlite_stat1)) WHERE n <= 4;"));
  return db.script("ANALYZE sqlite_schema;");
}

}  // namespace anwang::store
