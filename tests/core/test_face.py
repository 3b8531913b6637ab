"""A package's front: what it offers loads on first use and is found under its own name."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "cic_desktop"
FACES = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if "= face(" in path.read_text("utf-8")
)  # fmt: skip


@pytest.mark.parametrize("package", FACES)
def test_the_types_and_the_front_name_the_same_modules(package: str) -> None:
    """Type checkers read the star imports, programs the call: they must not drift apart."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text("utf-8"))
    stars = {node.module.removeprefix(f"cic_desktop.{package}.") for node in ast.walk(tree)
             if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and node.module}  # fmt: skip
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "face")
    named = {arg.value for arg in next(calls).args[1:] if isinstance(arg, ast.Constant)}
    assert stars == named


@pytest.mark.parametrize("package", FACES)
def test_all_that_is_offered_is_there_and_offered_once(package: str) -> None:
    front = import_module(f"cic_desktop.{package}")
    tree = ast.parse((ROOT / package / "__init__.py").read_text("utf-8"))
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"]
    offered = [name for module in modules for name in import_module(str(module)).__all__]
    assert sorted(offered) == sorted(set(offered))
    for module in modules:
        for name in import_module(str(module)).__all__:
            if find_spec(f"{front.__name__}.{name}") is None:  # a module's own name stays the module's
                assert getattr(front, name) is getattr(import_module(str(module)), name), name


def test_unknown_names_are_refused_like_anywhere() -> None:
    from cic_desktop import clients

    for name in ("no_such_thing", "_private"):
        with pytest.raises(AttributeError, match=name):
            getattr(clients, name)


def test_importing_a_front_loads_nothing_behind_it() -> None:
    script = (
        "import sys\n"
        + "".join(f"import cic_desktop.{package}\n" for package in FACES)
        + "print([name for name in ('sqlmodel', 'sqlalchemy', 'reportlab', 'argon2') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT.parent, check=True)
    assert said.stdout.strip() == "[]"
