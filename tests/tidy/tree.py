"""The project's own files, as text and as syntax trees."""

from __future__ import annotations

import ast
import functools
import gc
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quittance"
TESTS = ROOT / "tests"
LEFT_OUT = (".git", ".venv", ".tools", "var", "node_modules")
"""Folders of a checkout that are not the project's, where git cannot say so."""


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; all files of the folder where there is no git."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
        found = [ROOT / name for name in said.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if path.relative_to(ROOT).parts[0] not in LEFT_OUT]
    return tuple(sorted(path for path in found if path.is_file()))


@functools.cache
def texts() -> tuple[tuple[str, str], ...]:
    """(path, text) of every file that is text."""
    found = []
    for path in files():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(found)


@functools.cache
def modules() -> tuple[Path, ...]:
    """Source modules, without migrations."""
    return tuple(path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


@functools.cache
def checks() -> tuple[Path, ...]:
    """Modules of the tests."""
    return tuple(sorted(TESTS.rglob("*.py")))


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module; all its nodes stay, so that looking for garbage among them is time lost."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    finally:
        gc.enable()


def lines(path: Path) -> int:
    """How long a file is."""
    return len(path.read_text(encoding="utf-8").splitlines())


def named(path: Path) -> str:
    """A path as people write it in this project."""
    return str(path.relative_to(ROOT))
