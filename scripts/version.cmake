# Writes nakodo_version.hpp from experiment/version.hpp.in; leaves it alone when nothing changed.
# Called by the build:
#   cmake -DSOURCE=<root> -DVERSION=<x.y.z> -DOUTPUT=<header> -P scripts/version.cmake
#
# The revision is that of this tree (a tarball unpacked inside somebody else's repository is
# "unknown"), with "-dirty" when a file that goes into the program differs from it. A changed
# configuration or test leaves the program, and so its results, what they were.
find_program(GIT git)
function(git output)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env --unset=GIT_DIR --unset=GIT_WORK_TREE --unset=GIT_INDEX_FILE
            ${GIT} --no-optional-locks -c safe.directory=${SOURCE} -C ${SOURCE} ${ARGN}
    OUTPUT_VARIABLE text RESULT_VARIABLE status ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    set(text "")
  endif()
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

set(GIT_REVISION unknown)
if(GIT)
  git(place rev-parse --show-toplevel)
  file(REAL_PATH ${SOURCE} root)
  if(place STREQUAL root)
    git(commit rev-parse --verify HEAD)
    if(commit)
      git(changes status --porcelain -- CMakeLists.txt CMakePresets.json kernel models experiment)
      set(GIT_REVISION ${commit})
      if(changes)
        string(APPEND GIT_REVISION -dirty)
      endif()
    endif()
  endif()
endif()
configure_file(${SOURCE}/experiment/version.hpp.in ${OUTPUT} @ONLY)
