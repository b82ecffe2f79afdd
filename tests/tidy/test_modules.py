"""House rules of every module: short, one subject, said in one sentence, with a test beside it."""

from __future__ import annotations

import ast
import functools
import re
import statistics
from pathlib import Path

from tests.tidy import tree

MOST_LINES = 400
MEDIAN_LINES = 150
MOST_FUNCTION_LINES = 50
VAGUE = frozenset(
    "base common core helper helpers lib manager managers misc mixin mixins service services util utils".split()
)
"""Words that name no thing of the field."""

UNTESTED = frozenset(
    {
        "settings.py",  # values; every test runs under them
        "urls.py",  # a list of addresses
        "web/urls.py",  # another
        "wsgi.py",  # one call of Django
        "cli/__main__.py",  # one call of cli.main
        "books/apps.py",  # Django's registration
        "books/models.py",  # imports that make Django see the tables
        "books/attachments.py",
        "books/batches.py",
        "books/statements.py",
        "books/banking.py",  # tables; tests/tidy/test_schema.py holds what all tables must keep
        "books/activity.py",
        "books/letters.py",
        "books/links.py",
        "books/catalogue.py",
        "books/collecting.py",
        "books/inbox.py",
        "books/informing.py",
        "books/grading.py",
        "books/insolvencies.py",
        "books/lateness.py",
        "books/deliveries.py",
        "books/deposits.py",
        "books/dossiers.py",
        "books/drafts.py",
        "books/dunning.py",
        "books/leaving.py",
        "books/ledger.py",
        "books/papers.py",
        "books/parties.py",
        "books/people.py",
        "books/work.py",
        "actions/practice_dunning.py",  # pieces of the practice company; its own test loads all of it
        "actions/practice_files.py",
        "actions/practice_informed.py",
        "actions/practice_names.py",
        "actions/practice_papers.py",
        "actions/practice_story.py",
    }
)
"""Modules without a mirrored test, and why."""

MONEY = frozenset("allocation currency discount fx interest ledger money tax terms totals writeoff".split())
"""Rules in which amounts are computed."""

CLOCK = frozenset(
    {
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
        ("time", "time"),
        ("time", "time_ns"),
        ("timezone", "now"),
    }
)
CLOCKS = frozenset({"actions/identity.py", "books/keys.py"})
"""The modules that read the clock: the face's moment, and the time in an id."""


def source(path: Path) -> str:
    """A source module below the package, such as rules/money.py."""
    return str(path.relative_to(tree.SOURCE))


@functools.cache
def functions(path: Path) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """Every function of a module, nested ones too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return tuple(node for node in ast.walk(tree.parsed(path)) if isinstance(node, kinds))


def test_modules_stay_short() -> None:
    sizes = {tree.named(path): tree.lines(path) for path in (*tree.modules(), *tree.checks())}
    assert {name: size for name, size in sizes.items() if size >= MOST_LINES} == {}
    own = [tree.lines(path) for path in tree.modules() if path.name != "__init__.py"]
    assert statistics.median(own) < MEDIAN_LINES


def test_functions_stay_short() -> None:
    long = [
        f"{tree.named(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in (*tree.modules(), *tree.checks())
        for node in functions(path)
        if node.end_lineno is not None and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_every_module_begins_with_one_sentence() -> None:
    wrong = []
    for path in (*tree.modules(), *tree.checks()):
        said = ast.get_docstring(tree.parsed(path)) or ""
        first = said.split("\n\n", maxsplit=1)[0]
        if not first.endswith((".", "…")) or "\n" in first:
            wrong.append(tree.named(path))
    assert wrong == []


def test_every_public_function_and_class_says_what_it_is() -> None:
    silent = [
        f"{tree.named(path)}: {node.name}"
        for path in tree.modules()
        for node in tree.parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_names_are_words_of_the_field() -> None:
    vague = [
        tree.named(path)
        for path in (*tree.modules(), *tree.checks())
        if VAGUE & set(re.split(r"[_/.]", str(path.relative_to(tree.ROOT)).removesuffix(".py")))
    ]
    vague += [
        f"{tree.named(path)}: {node.name}"
        for path in tree.modules()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ClassDef) and VAGUE & {word.lower() for word in re.findall("[A-Z][a-z]*", node.name)}
    ]
    assert vague == []


def test_every_module_has_its_test_in_the_same_place() -> None:
    missing = []
    for path in tree.modules():
        here = source(path)
        if path.name == "__init__.py" or here in UNTESTED:
            continue
        if not (tree.TESTS / Path(here).parent / f"test_{path.name}").is_file():
            missing.append(here)
    assert missing == []


def test_what_is_untested_is_still_there() -> None:
    assert {name for name in UNTESTED if not (tree.SOURCE / name).is_file()} == set()


def test_every_test_is_a_sentence_and_asserts() -> None:
    wrong = []
    for path in tree.checks():
        for node in functions(path):
            if not node.name.startswith("test"):
                continue
            if node.name.count("_") < 3 or not _asserts(node, path):
                wrong.append(f"{tree.named(path)}: {node.name}")
    assert wrong == []


def test_nobody_reads_the_clock_but_the_face() -> None:
    reading = [
        f"{tree.named(path)}:{node.lineno}"
        for path in tree.modules()
        if source(path) not in CLOCKS
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_clock(node.func)
    ]
    assert reading == []


def test_no_floats_near_money() -> None:
    floats = [
        f"{tree.named(path)}:{node.lineno}"
        for path in (tree.SOURCE / "rules").glob("*.py")
        if path.stem.split("_", maxsplit=1)[0] in MONEY
        for node in ast.walk(tree.parsed(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert floats == []


def test_tables_have_no_behaviour() -> None:
    behaving = [
        f"{tree.named(path)}: {node.name}"
        for path in (tree.SOURCE / "books").glob("*.py")
        for node in functions(path)
        if node.name in ("save", "delete", "clean", "full_clean", "ready")
    ]
    behaving += [path for path, text in tree.texts() if path.startswith("src/") and "django.db.models.signals" in text]
    assert behaving == []


def _asserts(test: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> bool:
    """It holds an assertion itself, or calls a function of the same module that does."""
    helpers = {node.name: node for node in functions(path)}
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("raises", "warns", "fail", "expect", "run_state_machine_as_test") or name.startswith(
                ("check", "assert")
            ):
                return True
            inner = helpers.get(name)
            if inner is not None and inner is not test and any(isinstance(one, ast.Assert) for one in ast.walk(inner)):
                return True
    return False


def _is_clock(called: ast.Attribute) -> bool:
    owner = called.value.attr if isinstance(called.value, ast.Attribute) else getattr(called.value, "id", "")
    return (owner, called.attr) in CLOCK and not (owner == "time" and isinstance(called.value, ast.Attribute))
