// The reference tables of data/, compiled in (synth/csv.cpp gives them names).
#define TABLE(name, file)             \
  .global anwang_##name##_begin;      \
  .global anwang_##name##_end;        \
  anwang_##name##_begin: .incbin file; \
  anwang_##name##_end: .byte 0;

  .section .rodata
TABLE(population, "population_hsinchu_county_112.csv")
TABLE(villages, "villages_10004.csv")
TABLE(surnames, "population_model/surnames.csv")
TABLE(given_names, "population_model/given_names.csv")
TABLE(given_chars, "population_model/given_name_chars.csv")
TABLE(modern_chars, "population_model/given_chars_modern.csv")
TABLE(indigenous_names, "population_model/indigenous_names.csv")
TABLE(new_resident_names, "population_model/new_resident_names.csv")
TABLE(new_residents, "population_model/new_residents.csv")
TABLE(calendar, "population_model/calendar.csv")
TABLE(streets, "population_model/streets.csv")
  .section .note.GNU-stack, "", @progbits
