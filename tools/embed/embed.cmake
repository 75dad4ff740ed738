# anwang_embed(TARGET name DIR folder): a static library that holds every file of `folder` (the built web UI, with its
# .br and .gz forms beside the files) and defines anwang::http::embedded_files() of http/static_files.h. Bytes go in by
# .incbin, so nothing is compiled twice and nothing is copied at run time. Without the folder the library holds one page
# that says how to build the UI: for developers of the server.
set(ANWANG_EMBED_DIR ${CMAKE_CURRENT_LIST_DIR})

function(anwang_embed)
  cmake_parse_arguments(E "" "TARGET;DIR" "" ${ARGN})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${E_DIR}/*)
  if(NOT files)
    message(WARNING "${E_DIR} is empty: the server will say that the web UI has not been built (make build builds it)")
  endif()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${E_TARGET})
  add_custom_command(
    OUTPUT ${out}.cpp ${out}.S
    COMMAND ${CMAKE_COMMAND} -DDIR=${E_DIR} -DOUT=${out} -P ${ANWANG_EMBED_DIR}/generate.cmake
    DEPENDS ${files} ${ANWANG_EMBED_DIR}/generate.cmake ${ANWANG_EMBED_DIR}/not_built.html
    COMMENT "embedding ${E_DIR}" VERBATIM)
  # .incbin is invisible to the dependency scanner: the assembler file is a product of the files, so it is rewritten.
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS "${files}")
  add_library(${E_TARGET} STATIC ${out}.cpp ${out}.S)
  target_link_libraries(${E_TARGET} PUBLIC anwang_http)
endfunction()
