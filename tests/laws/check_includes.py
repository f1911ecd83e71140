"""Checks that every C++ file includes what it uses, itself or through a header of ours: what the
compiler does not see where it compiles several files as one.

It knows the names of the standard library that this project says, as `std::name`, and the types
that our headers define; not their functions. A type may also be declared ahead.

usage: check_includes.py ROOT         prints every miss, `file: name: header`; exit code 1 if any
       check_includes.py --self-test  must find each kind of miss, and not blame what is right
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from checker import run_check

ROOMS = ("kernel", "models", "experiment", "tests")

# Headers, any one of which brings the names.
STANDARD = {
    "algorithm": """adjacent_find all_of any_of binary_search clamp copy copy_n count count_if equal
        equal_range fill fill_n find find_if for_each is_sorted lower_bound max max_element merge
        min min_element mismatch none_of nth_element partition remove_if reverse rotate sort
        stable_partition stable_sort transform unique upper_bound""",
    "algorithm functional iterator memory numeric ranges": "ranges views",
    "algorithm utility": "move swap",
    "array": "array to_array",
    "array tuple utility": "tuple_size",
    "atomic": "atomic atomic_flag",
    "bit": """bit_cast bit_ceil bit_width countl_zero countr_zero endian has_single_bit popcount
        rotl rotr""",
    "bitset": "bitset",
    "charconv": "chars_format from_chars from_chars_result to_chars",
    "chrono": "chrono",
    "cmath": """ceil exp fabs floor fmod frexp isfinite isinf isnan ldexp llround log log10 log1p
        log2 lround nextafter pow round signbit sqrt""",
    "cmath cstdlib": "abs",
    "compare": "partial_ordering strong_ordering weak_ordering",
    "complex": "complex",
    "concepts": """convertible_to derived_from floating_point integral invocable same_as
        unsigned_integral""",
    "condition_variable": "condition_variable condition_variable_any",
    "csignal": "sig_atomic_t signal",
    "cstddef": "byte max_align_t ptrdiff_t",
    "cstddef cstdio cstdlib cstring string vector": "size_t",
    "cstdint": """int16_t int32_t int64_t int8_t intmax_t uint16_t uint32_t uint64_t uint8_t
        uintmax_t uintptr_t""",
    "cstdio": "FILE fclose fflush fopen fprintf fputs fread fwrite printf puts rename snprintf",
    "cstdlib": "abort exit free getenv malloc strtod strtol strtoul",
    "cstring": "memcmp memcpy memmove memset strcmp strerror strlen",
    "deque": "deque",
    "exception": "current_exception exception_ptr make_exception_ptr rethrow_exception terminate",
    "exception stdexcept": "exception",
    "filesystem": "filesystem",
    "fstream": "fstream ifstream ofstream",
    "functional": "cref function greater less ref reference_wrapper",
    "functional string string_view": "hash",
    "initializer_list string vector": "initializer_list",
    "iomanip": "put_time setfill setprecision setw",
    "iostream": "cerr cin clog cout",
    "fstream iostream istream sstream": "istream",
    "fstream iosfwd iostream ostream sstream": "ostream",
    "iterator": "advance back_inserter distance istreambuf_iterator make_move_iterator next prev",
    "limits": "numeric_limits",
    "list": "list",
    "locale": "locale",
    "map": "map multimap",
    "map tuple utility": "pair",
    "memory": "construct_at destroy_at make_shared make_unique shared_ptr unique_ptr weak_ptr",
    "mutex": "call_once lock_guard mutex once_flag scoped_lock unique_lock",
    "new": "align_val_t bad_alloc launder nothrow",
    "numbers": "numbers",
    "numeric": "accumulate gcd inner_product iota midpoint partial_sum reduce",
    "optional": "make_optional nullopt nullopt_t optional",
    "queue": "priority_queue queue",
    "random": """exponential_distribution mt19937 mt19937_64 uniform_int_distribution
        uniform_real_distribution""",
    "regex": "regex smatch",
    "set": "multiset set",
    "span": "as_bytes as_writable_bytes span",
    "sstream": "istringstream ostringstream stringstream",
    "stdexcept": """domain_error invalid_argument length_error logic_error out_of_range
        runtime_error""",
    "stop_token thread": "stop_source stop_token",
    "string": "getline stod stoi stoul string to_string",
    "string_view": "string_view",
    "charconv system_error": "errc",
    "filesystem system_error": "error_code",
    "system_error": "generic_category system_error",
    "thread": "jthread this_thread thread",
    "tuple": "apply make_tuple tie tuple",
    "type_traits": """conditional_t decay_t enable_if_t invoke_result_t is_enum_v
        is_floating_point_v is_integral_v is_nothrow_move_constructible_v is_same is_same_v
        is_trivially_copyable_v is_trivially_destructible_v remove_cvref_t underlying_type_t""",
    "typeinfo": "type_info",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "utility": """as_const declval exchange forward in_range index_sequence make_index_sequence
        make_pair""",
    "variant": "get_if holds_alternative monostate variant visit",
    "vector": "vector",
}
PROVIDERS = {
    name: frozenset(headers.split())
    for headers, names in STANDARD.items()
    for name in names.split()
}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
NOT_CODE = (
    re.compile(r'R"(\w*)\(.*?\)\1"', re.DOTALL),
    re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
)
TYPE = r"(?:class|struct|enum(?:\s+class)?)\s+(?:\[\[\w+\]\]\s+)?(\w+)"
DEFINED_IN_HEADER = re.compile(  # in a namespace: members of classes are indented
    rf"^(?:template <[^\n]*>\s*)?{TYPE}(?:\s+final)?\s*(?::[^:;{{]*)?{{|^using (\w+) =",
    re.MULTILINE,
)
SAID_HERE = re.compile(  # defined, declared ahead, an alias or the parameter of a template
    rf"\b{TYPE}\b|\busing (\w+) =|\b(?:typename|class|auto)(?:\.\.\.)? (\w+)"
)
STANDARD_NAME = re.compile(r"\bstd::(\w+)")
OUR_NAME = re.compile(r"(?<!::)\b([A-Z]\w*)\b")


def names(pattern: re.Pattern[str], text: str) -> set[str]:
    """What any group of the pattern matches anywhere."""
    return {group for match in pattern.finditer(text) for group in match.groups() if group}


def code_of(text: str) -> str:
    for pattern in NOT_CODE:
        text = pattern.sub('""', text)
    return text


class Tree:
    """Sources by their path from the root of the project."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.includes = {file: names(INCLUDE, text) for file, text in sources.items()}
        self.code = {file: code_of(INCLUDE.sub("", text)) for file, text in sources.items()}
        self.said = {file: names(SAID_HERE, code) for file, code in self.code.items()}
        self.definers: dict[str, set[str]] = defaultdict(set)
        for file, code in self.code.items():
            if file.endswith(".hpp"):
                for name in names(DEFINED_IN_HEADER, code):
                    self.definers[name].add(file)

    def reach(self, file: str) -> set[str]:
        """All headers that the file includes, itself or through ours."""
        reached: set[str] = set()
        waiting = [file]
        while waiting:
            for header in self.includes.get(waiting.pop(), set()) - reached:
                reached.add(header)
                waiting.append(header)
        return reached

    def misses(self) -> Iterator[tuple[str, str, str]]:
        """File, name, and the headers one of which would bring it."""
        for file, code in sorted(self.code.items()):
            reached = self.reach(file)
            for name in sorted(names(STANDARD_NAME, code)):
                headers = PROVIDERS.get(name)
                if headers and not headers & reached:
                    yield file, f"std::{name}", " or ".join(f"<{h}>" for h in sorted(headers))
            said = set().union(*(self.said.get(f, set()) for f in reached | {file}))
            for name in sorted(names(OUR_NAME, code) & set(self.definers) - said):
                if not self.definers[name] & (reached | {file}):
                    yield file, name, " or ".join(sorted(self.definers[name]))


def sources(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in (root / room).rglob("*.[ch]pp")
    }


RIGHT = {
    "kernel/time.hpp": "#include <cstdint>\nusing Time = double;\nclass Clock {\n};\n",
    "kernel/time.cpp": '#include "kernel/time.hpp"\nstd::uint8_t hours(Clock&, Time);\n',
    "kernel/ahead.hpp": "class Clock;\nvoid wind(Clock&);  // a std::vector of them\n",
    "kernel/said.cpp": 'const char* text = "std::vector Clock";\nenum class Clock { slow };\n',
    "models/clock.hpp": "template <typename Clock>\nvoid wind(Clock&);\n",
}
WRONG = {
    "kernel/a.cpp": "void f() { std::memcpy(0, 0, 0); }\n",
    "kernel/b.hpp": '#include "kernel/time.hpp"\nstd::vector<Time> times;\n',
    "models/c.cpp": "void wind(Clock&);\n",
    "models/d.cpp": "Time later(Time);\n",
}


def self_test() -> None:
    """Raises AssertionError if a miss goes unseen or a right tree is blamed."""
    assert list(Tree(RIGHT).misses()) == []
    for name, text in WRONG.items():
        blamed = [miss[0] for miss in Tree(RIGHT | {name: text}).misses()]
        assert blamed == [name], f"{name}: found {blamed}"
    print(f"all {len(WRONG)} kinds of miss were found, and a right tree was not blamed")


def faults(root: Path) -> list[str]:
    return [
        f"{file}: {name}: include {header}" for file, name, header in Tree(sources(root)).misses()
    ]


if __name__ == "__main__":
    sys.exit(run_check(__doc__, faults, self_test))
