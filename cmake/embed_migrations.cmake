cmake_policy(VERSION 3.25)
# Writes a .cpp that holds every file of migrations/ as a raw string:
#   cmake -DDIR=migrations -DOUT=embedded_migrations.cpp -P embed_migrations.cmake
file(GLOB files ${DIR}/[0-9][0-9][0-9][0-9]_*.sql)
list(SORT files)
set(entries "")
set(expected 1)
foreach(file ${files})
  get_filename_component(name ${file} NAME_WE)
  string(SUBSTRING ${name} 0 4 digits)
  string(REGEX REPLACE "^0+" "" number ${digits})
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "migrations/: expected number ${expected}, found ${name}")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${file} text)
  string(APPEND entries "      {${number}, \"${name}\", R\"anwang_sql(${text})anwang_sql\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT "#include \"store/migrations.h\"

namespace anwang::store {
const std::vector<Migration>& embedded_migrations() {
  static const std::vector<Migration> kAll{
@entries@  };
  return kAll;
}
}  // namespace anwang::store
")
