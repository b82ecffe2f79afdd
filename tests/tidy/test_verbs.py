"""Every verb is there on every face: its function, its command, its route and its line in the docs."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re

from quittance import actions
from quittance.actions import command
from quittance.api import desk as routes
from quittance.cli import app, desk
from quittance.rules import duties
from tests.tidy import tree


def import_actions() -> dict[str, object]:
    """Every module of `actions` by name, so that each of its verbs is known."""
    return {
        one.name: importlib.import_module(f"quittance.actions.{one.name}")
        for one in pkgutil.iter_modules(actions.__path__)
    }


def test_every_verb_has_its_function_and_its_permission() -> None:
    modules = import_actions()
    assert set(command.VERBS) == set(duties.VERBS)
    for name in command.VERBS:
        noun, deed = name.split(".")
        assert noun in modules or noun == "roles", name
        assert re.fullmatch("[a-z]+(_[a-z]+)*", deed), name
    allowed = {permission for role in duties.ROLES for permission in role.permissions}
    assert allowed == set(duties.PERMISSIONS), "each permission is held by some role, and no role holds another"


def test_every_verb_takes_a_context_and_one_frozen_value() -> None:
    for module in import_actions().values():
        for name, work in inspect.getmembers(module, inspect.isfunction):
            ours = work.__module__ == getattr(module, "__name__", "") and not name.startswith("_")
            if not ours or not hasattr(work, "__wrapped__"):
                continue
            given = list(inspect.signature(work).parameters)
            assert given == ["context", "data"], f"{work.__module__}.{name}"


def test_every_verb_has_its_command() -> None:
    assert app.app.info.name == "quittance"
    assert set(desk.COMMANDS) == set(duties.VERBS)


def test_every_verb_has_its_route_and_its_line_in_the_documents() -> None:
    importlib.import_module("quittance.api.app")
    assert set(routes.VERBS) == set(duties.VERBS)
    paths = json.loads((tree.ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    for verb, route in routes.VERBS.items():
        method, address = re.sub(r"\{\w+:(\w+)\}", r"{\1}", route).split(" ")
        assert method.lower() in paths[f"/api/v1{address}"], verb
    page = (tree.ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [verb for verb in duties.VERBS if f"`{verb}`" not in page] == []


def test_every_verb_stands_in_the_words_of_the_audit_trail() -> None:
    assert all(words and words[0].islower() and not words.endswith(".") for words in duties.VERBS.values())
    assert len(set(duties.VERBS.values())) == len(duties.VERBS)
    assert tree.SOURCE.is_dir()
