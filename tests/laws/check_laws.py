"""Checks the laws of the house that a compiler does not: who may include what, a README.md in every
room, and no file that names a path of the machine it was written on.

usage: check_laws.py ROOT         prints every violation, `file:line: what`; exit code 1 if any
       check_laws.py --self-test  plants each kind of violation in a sample tree and must find it
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from checker import run_check

NOT_OURS = {".git", "build", ".venv", "__pycache__", "node_modules"}
SOURCES = {".hpp", ".cpp", ".in"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT = re.compile(r"//.*$")

# Which rooms a file may include from, by where it is (the longest prefix counts).
MAY_INCLUDE = {
    "kernel": {"kernel"},
    "models": {"models", "kernel"},
    "experiment": {"experiment", "models", "kernel"},
    "tests": {"tests", "experiment", "models", "kernel"},
    "tests/kernel": {"tests", "kernel"},
    "tests/models": {"tests", "models", "kernel"},
}
ROOMS = {"kernel", "models", "experiment", "tests", "python", "scripts", "configs"}
# Where the libraries of experiment/ may be included.
EXPERIMENT_ROOMS = ("experiment", "tests/experiment", "tests/validation")
EXPERIMENT_LIBRARIES = re.compile(r"^(yaml-cpp/|boost/|hdf5|H5|isa-l/)")
# Besides the C++ standard library, the kernel may use the compiler's own vector intrinsics.
COMPILER_HEADERS = {"immintrin.h"}
# And one file of it asks the system for huge pages, where there is such a wish.
SYSTEM_HEADERS = {("kernel/huge_pages.cpp", "sys/mman.h")}
STANDARD_HEADER = re.compile(r"^c?[a-z_0-9]+$")
NOT_IN_MODELS = {
    "atomic": "models/ knows no threads",
    "barrier": "models/ knows no threads",
    "condition_variable": "models/ knows no threads",
    "future": "models/ knows no threads",
    "latch": "models/ knows no threads",
    "mutex": "models/ knows no threads",
    "semaphore": "models/ knows no threads",
    "shared_mutex": "models/ knows no threads",
    "stop_token": "models/ knows no threads",
    "thread": "models/ knows no threads",
    "cstdio": "models/ knows no files",
    "filesystem": "models/ knows no files",
    "fstream": "models/ knows no files",
    "iostream": "models/ prints nothing",
    "print": "models/ prints nothing",
    "syncstream": "models/ prints nothing",
    "ctime": "models/ knows no wall clock",
    "random": "the distributions of std:: differ between libraries: use kernel/random.hpp",
}
NOT_SAID_IN_MODELS = {
    re.compile(r"\b(system|steady|high_resolution|utc)_clock\b"): "models/ knows no wall clock",
    re.compile(r"\bstd::(cout|cerr|clog|printf|puts)\b|\bf?printf\s*\("): "models/ prints nothing",
}

Violation = tuple[str, int, str]


def files(root: Path) -> Iterator[Path]:
    """All files of the tree but what git ignores: builds, environments, results."""
    for folder, names, leaves in os.walk(root):
        inside = Path(folder).relative_to(root)
        names[:] = [
            name
            for name in names
            if name not in NOT_OURS
            and not name.endswith((".egg-info", "_cache"))
            and inside.parts[:1] != ("results",)
        ]
        for leaf in leaves:
            if inside.parts[:1] != ("results",) or leaf == "README.md":
                yield root / inside / leaf


def room_of(path: str) -> str:
    """The longest known prefix, "" for a file of no room."""
    fitting = [room for room in MAY_INCLUDE if path.startswith(room + "/")]
    return max(fitting, key=len, default="")


def include_violation(path: str, bracket: str, header: str) -> str | None:
    """Why this file may not include this header."""
    room = room_of(path)
    first = header.split("/")[0]
    if header.startswith("."):
        return f'"{header}": include paths are from the root of the project'
    if "/" in header and first in ROOMS:
        if first not in MAY_INCLUDE[room]:
            return f"{room}/ may not include {first}/ ({header})"
        return None
    if EXPERIMENT_LIBRARIES.match(header) and not path.startswith(
        tuple(allowed + "/" for allowed in EXPERIMENT_ROOMS)
    ):
        return f"only experiment/ may include {header}"
    standard = bracket == "<" and (STANDARD_HEADER.match(header) or header in COMPILER_HEADERS)
    standard = standard or (path, header) in SYSTEM_HEADERS
    if room in ("kernel", "models") and not standard:
        return f"{room}/ may use the standard library only, not {header}"
    if room == "models" and header in NOT_IN_MODELS:
        return f"{NOT_IN_MODELS[header]} (<{header}>)"
    return None


def source_violations(path: str, text: str) -> Iterator[Violation]:
    for number, line in enumerate(text.splitlines(), 1):
        if include := INCLUDE.match(line):
            if why := include_violation(path, *include.groups()):
                yield path, number, why
        elif room_of(path) == "models":
            for pattern, why in NOT_SAID_IN_MODELS.items():
                if pattern.search(COMMENT.sub("", line)):
                    yield path, number, why


def machine_paths(root: Path) -> re.Pattern[str]:
    """Where this tree and its owner live, and homes in general."""
    ordinary = {"/", "/tmp", "/usr", "/usr/src", "/opt", "/srv", "/var", "/mnt", "/home", "/builds"}
    here = [str(place) for place in (root, root.parent, Path.home()) if str(place) not in ordinary]
    homes = [r"/home/\w+/", r"/Users/\w+/", "/" + r"root/"]
    return re.compile(
        r"(?<![\w.~$}{)/-])(" + "|".join([re.escape(place) + r"\b" for place in here] + homes) + ")"
    )


def violations(root: Path) -> list[Violation]:
    root = root.resolve()
    machine = machine_paths(root)
    found: list[Violation] = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a golden result
        if path.suffix in SOURCES and room_of(name):
            found.extend(source_violations(name, text))
        for number, line in enumerate(text.splitlines(), 1):
            if names := machine.search(line):
                found.append((name, number, f"names a path of one machine: {names.group(1)}"))
    for folder in root.iterdir():
        room = folder.is_dir() and folder.name not in NOT_OURS
        if room and folder.name.startswith(".") and folder.name != ".ci":
            room = False  # caches and the like
        if room and not (folder / "README.md").is_file():
            found.append((folder.name, 0, "every folder of the top level has a README.md"))
    return sorted(found)


LAWFUL = {
    "kernel/README.md": "# kernel\n",
    "kernel/time.hpp": "#include <cstdint>\n#include <immintrin.h>\n",
    "kernel/time.cpp": '#include "kernel/time.hpp"\n',
    "kernel/huge_pages.cpp": "#include <sys/mman.h>\n",
    "models/README.md": "# models\n",
    "models/deal.cpp": '#include "kernel/time.hpp"\n// no std::cout here\n',
    "experiment/README.md": "# experiment\n",
    "experiment/config.cpp": '#include <yaml-cpp/yaml.h>\n#include "models/deal.hpp"\n',
    "experiment/runner.cpp": "#include <thread>\n",
    "scripts/README.md": "# scripts\n",
    "tests/README.md": "# tests\n",
    "tests/models/test_deal.cpp": '#include "tests/catch.hpp"\n#include "models/deal.hpp"\n',
    "build/README": "{home}/is/not/looked/at/here\n",
}
UNLAWFUL = {
    "kernel/a.hpp": '#include "models/deal.hpp"\n',
    "kernel/b.hpp": "#include <boost/heap/d_ary_heap.hpp>\n",
    "kernel/c.hpp": "#include <sys/mman.h>\n",
    "kernel/d.hpp": '#include "time.hpp"\n',
    "models/a.cpp": '#include "experiment/config.hpp"\n',
    "models/b.cpp": "#include <thread>\n",
    "models/c.cpp": "  #  include <filesystem>\n",
    "models/d.cpp": "#include <yaml-cpp/yaml.h>\n",
    "models/e.cpp": "#include <hdf5.h>\n",
    "models/f.cpp": "auto t = std::chrono::system_clock::now();\n",
    "models/g.cpp": 'void f() { std::cout << "signed"; }\n',
    "models/h.cpp": "#include <random>\n",
    "experiment/a.cpp": '#include "tests/catch.hpp"\n',
    "experiment/b.cpp": '#include "../models/deal.hpp"\n',
    "tests/kernel/a.cpp": '#include "models/deal.hpp"\n',
    "tests/models/b.cpp": "#include <boost/program_options.hpp>\n",
    "models/notes.md": "see {home}/notes\n",
    "scripts/a": "cd {root}/build\n",
    "cellar/a.txt": "a room without README.md\n",
}


def self_test() -> None:
    """Raises AssertionError if a violation goes unseen or a lawful tree is blamed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "sample" / "tree"

        def plant(name: str, text: str) -> Path:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = text.replace("{root}", str(root)).replace("{home}", "/" + "home/somebody")
            path.write_text(text, encoding="utf-8")
            return path

        for name, text in LAWFUL.items():
            plant(name, text)
        assert violations(root) == [], violations(root)
        for name, text in UNLAWFUL.items():
            path = plant(name, text)
            found = violations(root)
            blamed = [violation[0] for violation in found]
            expected = "cellar" if name.startswith("cellar/") else name
            assert blamed == [expected], f"{name}: found {found}"
            path.unlink()
    print(f"all {len(UNLAWFUL)} kinds of violation were found, and a lawful tree was not blamed")


def faults(root: Path) -> list[str]:
    return [
        f"{name}:{line}: {why}" if line else f"{name}: {why}"
        for name, line, why in violations(root)
    ]


if __name__ == "__main__":
    sys.exit(run_check(__doc__, faults, self_test))
