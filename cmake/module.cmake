# One static library a folder of src/, and one test program beside it (x.h, x.cpp, x_test.cpp stand together).
#   anwang_module(NAME store DEPS seal obs codec LIBS sqlite3)
# DEPS are modules of this project: the include rule of ARCHITECTURE.md (tools/check_includes proves it on the
# #include lines themselves); LIBS are libraries of the system.
find_package(Threads REQUIRED)

add_library(anwang_flags INTERFACE)
target_compile_options(anwang_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wconversion
  -Wno-sign-conversion -Wimplicit-fallthrough -Werror)
target_include_directories(anwang_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(anwang_flags INTERFACE Threads::Threads)
if(ANWANG_SANITIZE)
  target_compile_options(anwang_flags INTERFACE -fsanitize=${ANWANG_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(anwang_flags INTERFACE -fsanitize=${ANWANG_SANITIZE})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  target_link_options(anwang_flags INTERFACE -fuse-ld=mold)
endif()

if(ANWANG_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()

function(anwang_module)
  cmake_parse_arguments(M "" "NAME" "DEPS;LIBS;TEST_DEPS;TEST_LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$|/testing/")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  set(target anwang_${M_NAME})
  list(TRANSFORM M_DEPS PREPEND anwang_)
  list(TRANSFORM M_TEST_DEPS PREPEND anwang_)
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC anwang_flags ${M_DEPS} PRIVATE ${M_LIBS})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE anwang_flags ${M_DEPS} ${M_LIBS})
  endif()
  if(ANWANG_TESTS AND tests)
    add_executable(${M_NAME}_test ${tests})
    target_link_libraries(${M_NAME}_test PRIVATE ${target} ${M_TEST_DEPS} ${M_LIBS} ${M_TEST_LIBS} GTest::gtest GTest::gmock GTest::gtest_main)
    # Tests name their helpers alike; each file stays a unit of its own.
    set_target_properties(${M_NAME}_test PROPERTIES UNITY_BUILD OFF)
    target_compile_definitions(${M_NAME}_test PRIVATE ANWANG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${M_NAME} COMMAND ${M_NAME}_test)
    set_tests_properties(${M_NAME} PROPERTIES LABELS unit TIMEOUT 600)
  endif()
endfunction()
