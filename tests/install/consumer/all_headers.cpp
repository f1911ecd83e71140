// Every installed header must find what it includes; all_headers.hpp is written by CMakeLists.txt.
#include "all_headers.hpp"

int main() { return static_cast<int>(nakodo::kernel::Simulation().pending_count()); }
