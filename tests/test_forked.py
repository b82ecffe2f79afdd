"""Tests in forks: each runs once on each of its databases, and failures are told by name, of a fork itself too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIGHT = ("django", "schemathesis", "hypothesispytest", "anyio", "xdist", "cacheprovider", "time_machine")
"""Plugins that these tests do without."""

CONFTEST = """
from tests import forked

def chosen(database, items):
    return [item for item in items if database == "one" or "shared" in item.name]

def begin(database, name):
    with open("begun", "a") as file:
        print(name, file=file)

def pytest_configure(config):
    config.pluginmanager.register(forked.Forks(2, ["one", "two"], chosen, begin))
"""


def told(folder: Path, **files: str) -> tuple[int, str]:
    """The exit code and the last lines of a run over files of tests."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text("[pytest]\n")
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text)
    words = [sys.executable, "-m", "pytest", "-q", *(word for name in LIGHT for word in ("-p", f"no:{name}"))]
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_each_test_runs_once_on_each_of_its_databases_and_a_failure_names_its_own(tmp_path: Path) -> None:
    good = "import pathlib\ndef test_shared(): pathlib.Path('ran').open('a').write('x')\ndef test_alone(): pass\n"
    bad = "def test_shared_too(): assert False, 'here'\n"
    code, said = told(
        tmp_path, good=good, bad=bad, never="import pytest\n@pytest.mark.skip\ndef test_skipped(): pass\n"
    )
    assert (tmp_path / "ran").read_text() == "xx"
    assert sorted((tmp_path / "begun").read_text().split()) == ["one0", "one1", "two0", "two1"]
    assert code == 1 and "2 failed, 3 passed, 1 skipped" in said, said
    assert "FAILED test_bad.py::test_shared_too - AssertionError: here" in said
    assert "FAILED test_bad.py::test_shared_too on two - AssertionError: here" in said


def test_a_fork_that_falls_over_fails_the_run_and_names_its_test(tmp_path: Path) -> None:
    code, said = told(tmp_path, bad="import os\ndef test_that_ends_all(): os._exit(7)\n")
    assert code != 0 and "a fork ended with code 7 at test_bad.py::test_that_ends_all" in said, said
