# Called by ctest, see CMakeLists.txt. Starts from nothing: a left-over would hide a missing file.
set(prefix ${SCRATCH}/prefix)
set(build ${SCRATCH}/consumer_build)
file(REMOVE_RECURSE ${prefix} ${build})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix}
                        --component nakodo_library
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${CONSUMER} -B ${build} -G ${GENERATOR}
                        -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS}
                        -DCMAKE_BUILD_TYPE=Release -DEXAMPLE=${EXAMPLE}
                        -Dnakodo_DIR=${prefix}/${LIBDIR}/cmake/nakodo
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${build}/all_headers COMMAND_ERROR_IS_FATAL ANY)
# Load 0.5: theory says 1 customer. The seed is fixed; 2 % is more than five standard errors.
execute_process(COMMAND ${build}/mm1 0.5 2e6 OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "simulated (0\\.9[89]|1\\.0[01])[0-9]* theory 1\\.0000")
  message(FATAL_ERROR "the example says: ${said}")
endif()
