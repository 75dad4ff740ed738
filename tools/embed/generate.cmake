# Writes ${OUT}.S (.incbin of every file below ${DIR}) and ${OUT}.cpp (the table). Run by embed.cmake at build time.
set(type_html "text/html; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_mjs "text/javascript; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_json "application/json")
set(type_webmanifest "application/manifest+json")
set(type_svg "image/svg+xml")
set(type_png "image/png")
set(type_ico "image/x-icon")
set(type_webp "image/webp")
set(type_woff2 "font/woff2")
set(type_txt "text/plain; charset=utf-8")
set(type_wasm "application/wasm")

file(GLOB_RECURSE files RELATIVE ${DIR} ${DIR}/*)
list(FILTER files EXCLUDE REGEX "\\.(br|gz|map)$|(^|/)\\.[^/]*$")
list(SORT files)
set(base ${DIR})
if(NOT files)
  get_filename_component(base ${CMAKE_CURRENT_LIST_FILE} DIRECTORY)
  set(files not_built.html)
endif()

set(assembly "    .section .rodata\n")
set(externs "")
set(rows "")

# One .incbin; `expression` becomes the C++ view of its bytes.
macro(embed symbol path)
  string(APPEND assembly "    .global ${symbol}\n    .global ${symbol}_end\n    .balign 16\n${symbol}:\n"
    "    .incbin \"${path}\"\n${symbol}_end:\n    .byte 0\n")
  string(APPEND externs "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  set(expression "view(${symbol}, ${symbol}_end)")
endmacro()

set(n 0)
foreach(file ${files})
  string(REGEX MATCH "[^.]*$" extension "${file}")
  if(NOT DEFINED type_${extension})
    message(FATAL_ERROR "no content type is known for ${file}: add it to tools/embed/generate.cmake")
  endif()
  file(SHA256 ${base}/${file} hash)
  string(SUBSTRING ${hash} 0 32 hash)
  set(path "/${file}")
  if(file STREQUAL "not_built.html")
    set(path "/index.html")
  endif()
  embed(anwang_embedded_${n} ${base}/${file})
  set(views "${expression}")
  foreach(coding br gz)
    if(EXISTS ${base}/${file}.${coding})
      embed(anwang_embedded_${n}_${coding} ${base}/${file}.${coding})
      string(APPEND views ", ${expression}")
    else()
      string(APPEND views ", {}")
    endif()
  endforeach()
  string(APPEND rows "    {\"${path}\", \"${type_${extension}}\", \"\\\"${hash}\\\"\", ${views}},\n")
  math(EXPR n "${n} + 1")
endforeach()

file(WRITE ${OUT}.S "${assembly}    .section .note.GNU-stack,\"\",@progbits\n")
file(WRITE ${OUT}.cpp "// Written by tools/embed/generate.cmake.
#include <vector>

#include \"http/static_files.h\"

extern \"C\" {
${externs}}

namespace anwang::http {
namespace {
std::string_view view(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }
}  // namespace

std::span<const EmbeddedFile> embedded_files() {
  static const std::vector<EmbeddedFile> files = {
${rows}  };
  return files;
}
}  // namespace anwang::http
")
