cmake_minimum_required(VERSION 3.25)
# Writes a .cpp that holds every *.yaml of packs/ as a raw string:
#   cmake -DDIR=packs -DOUT=embedded_packs.cpp -P embed_packs.cmake
file(GLOB_RECURSE files RELATIVE ${DIR} ${DIR}/*.yaml)
list(SORT files)
set(entries "")
foreach(file ${files})
  file(READ ${DIR}/${file} text)
  string(APPEND entries "      {\"${file}\", R\"anwang_pack(${text})anwang_pack\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT "#include \"pack/load.h\"

namespace anwang::pack {
const Files& embedded_files() {
  static const Files kAll{
@entries@  };
  return kAll;
}
}  // namespace anwang::pack
")
