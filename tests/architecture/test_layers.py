"""Arrows point down, Qt stays above, faces are not walked around; and the first window carries nothing heavy."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cic_desktop.i18n.catalogues import compile_all

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cic_desktop"
HEAVY = {
    "PIL", "alembic", "argon2", "babel", "cryptography", "numpy", "pikepdf", "pydantic", "pypdfium2", "rapidfuzz",
    "reportlab", "sqlalchemy", "sqlcipher3", "sqlmodel", "stdnum",
}  # fmt: skip

# Light, but not needed for the first paint: each would take it a millisecond or more.
NOT_YET = {
    "PySide6.QtSvg", "dataclasses", "datetime", "locale", "cic_desktop.app.context", "cic_desktop.app.lane",
    "cic_desktop.core.errors", "cic_desktop.ui.focus_ring", "cic_desktop.ui.icons", "cic_desktop.ui.widgets.cards",
}  # fmt: skip
# Qt's classes become Python's when they are first named; these two bring thousands of enumerated values.
NOT_NAMED = {"Qt", "QEvent"}

FIRST_WINDOW = """
import sys
from pathlib import Path
import cic_desktop.__main__
from cic_desktop import main
from cic_desktop.app.settings import Settings
main.later.hold()
app = main.make_app(Settings(None))
program = main.Program(Path(sys.argv[1]), Settings(None))
program.start()
app.processEvents()
from PySide6 import QtCore
print(type(program.first).__name__, *sys.modules, *vars(QtCore))
"""


def test_the_import_contracts_hold() -> None:
    """In a process of its own: the linter silences every logger there is."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_first_window_is_painted_before_anything_else_is_loaded(tmp_path: Path) -> None:
    compile_all()  # as the set-up does
    (tmp_path / "register.db").touch()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW, str(tmp_path)],
        capture_output=True, text=True, env=env, cwd=ROOT, check=True,
    )  # fmt: skip
    first, *loaded = said.stdout.split()
    assert first == "UnlockWindow"
    assert "PySide6.QtWidgets" in loaded
    assert "QTimer" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert not set(loaded) & (NOT_YET | NOT_NAMED)


def imports(path: Path) -> set[str]:
    """Top-level names of all imports of a file, those inside functions too."""
    tree = ast.parse(path.read_text("utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def test_only_app_and_ui_and_what_starts_them_know_qt() -> None:
    may = {"app", "ui", "main.py", "tour"}
    with_qt = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] in ("PySide6", "shiboken6") for name in imports(path))
    }
    assert with_qt <= may


def test_time_and_ids_have_one_source() -> None:
    """Everything else would escape the frozen clock and the seeds."""
    sources = {PACKAGE / "core" / "clock.py", PACKAGE / "core" / "ids.py"}
    for path in set(PACKAGE.rglob("*.py")) - sources:
        text = path.read_text("utf-8")
        for call in ("datetime.now(", "datetime.utcnow(", "date.today(", "uuid4(", "uuid1(", "uuid7("):
            assert call not in text, f"{path.relative_to(ROOT)}: {call}"


def test_sqlite_of_the_standard_library_is_used_nowhere() -> None:
    assert not [path for path in PACKAGE.rglob("*.py") if "sqlite3" in imports(path)]


@pytest.mark.parametrize("package", ["core", "i18n", "app", "ui"])
def test_light_packages_import_nothing_heavy_at_module_level(package: str) -> None:
    """A window that opens later may still be the first to be painted after a start."""
    for path in (PACKAGE / package).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        at_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {alias.name for node in at_top if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in at_top if isinstance(node, ast.ImportFrom) and node.module}
        assert not {name.split(".")[0] for name in names} & HEAVY, path.relative_to(ROOT)
