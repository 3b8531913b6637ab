"""The house stays as it was planned, and every explicit list names all there is."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

from cic_desktop.assistance.kinds import KINDS
from cic_desktop.db import migrate
from cic_desktop.db.tables import MODULES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cic_desktop"
HOUSE = {"cic_desktop", "resources", "translations", "tests", "pyproject.toml", "build.spec", "README.md"}
BESIDE = {"Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "requirements-dev.lock"}
MADE = {"build", "dist", "__pycache__"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}


def test_the_top_level_holds_what_tools_and_people_expect() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - MADE
    assert there >= HOUSE
    assert there <= HOUSE | BESIDE | {path.name for path in ROOT.glob("*.egg-info")}


def test_every_package_is_a_package_and_has_its_tests() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts}
    assert all((folder / "__init__.py").exists() for folder in folders)
    tested = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    packages = {folder.name for folder in folders if folder.parent == PACKAGE}
    assert packages - {"tour"} <= tested, "the tour is a test itself"


def test_every_tests_folder_is_a_package() -> None:
    """Two files of one name would else be one module."""
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_every_kind_of_help_is_named() -> None:
    folder = PACKAGE / "assistance" / "kinds"
    declared = {name for name in modules(folder) if "\nKIND" in (folder / f"{name}.py").read_text("utf-8")}
    named = {name for name in declared if import_module(f"cic_desktop.assistance.kinds.{name}").KIND in KINDS}
    assert named == declared
    assert len(KINDS) == len(declared) == len({kind.code for kind in KINDS})


def test_every_module_with_tables_is_named() -> None:
    with_tables = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if "table=True" in path.read_text("utf-8") and path.name != "base.py"
    }
    assert {name for name in with_tables if name != "cic_desktop.db.migrations"} == set(MODULES)


def test_every_migration_is_reached() -> None:
    files = modules(PACKAGE / "db" / "migrations" / "versions")
    reached = {Path(script.path).stem for script in migrate._script().walk_revisions()}
    assert reached == files
    assert all(name.split("_")[0].isdigit() for name in files)


def test_every_indicator_is_named() -> None:
    from cic_desktop.reports.indicators import INDICATORS

    assert INDICATORS
    assert len({item.code for item in INDICATORS}) == len(INDICATORS)


def python_files() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts]


def test_files_and_functions_stay_small() -> None:
    long_files, long_functions, lengths = [], [], []
    for path in python_files():
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_FILE:
            long_files.append(str(path.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                lengths.append((node.end_lineno or 0) - node.lineno + 1)
                if lengths[-1] > LONGEST_FUNCTION:
                    long_functions.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not long_files
    assert not long_functions
    assert sorted(lengths)[len(lengths) // 2] < 10, "the median function"


def test_every_module_says_what_it_is_for() -> None:
    assert not [
        path
        for path in python_files()
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
