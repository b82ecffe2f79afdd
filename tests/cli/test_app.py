"""The command tree: every command and option explained, completion, the version, and a quiet end of a closed pipe."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer.main

from quittance import __version__
from quittance.cli import app as tree
from quittance.cli import desk
from tests.cli.reference import PAGE, commands, section
from tests.cli.terminal import quittance


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    for path, command in commands():
        assert command.help and command.help.strip().endswith("."), path
        assert command.help[0].isupper(), path


def test_every_argument_and_option_is_explained() -> None:
    silent = [
        (path, one.name) for path, command in commands() for one in command.params if not getattr(one, "help", "")
    ]
    assert silent == []


def test_no_help_holds_words_that_the_terminal_takes_for_markup() -> None:
    swallowed = [
        (path, one.name)
        for path, command in commands()
        for one in command.params
        if re.search(r"\[[a-z]", getattr(one, "help", "") or "")
    ]
    assert swallowed == []


def test_every_group_is_explained_and_leads_somewhere() -> None:
    root: Any = typer.main.get_command(tree.app)
    assert all(one.help for one in root.commands.values())
    assert [name for name, one in root.commands.items() if getattr(one, "commands", None) == {}] == []


def test_every_command_answers_in_json_but_those_that_serve_or_write_files() -> None:
    without = {path for path, command in commands() if "format" not in {one.name for one in command.params}}
    assert without == {("run",), ("serve",), ("worker",), ("cash", "bench")}


def test_every_verb_is_carried_out_by_a_command_that_is_there() -> None:
    known = {" ".join(path) for path, _ in commands()}
    assert set(desk.COMMANDS.values()) <= known


def test_the_version_is_the_packages() -> None:
    assert quittance("--version").out == f"quittance {__version__}\n"


def test_help_is_there_by_both_names() -> None:
    assert quittance("-h").out == quittance("--help").out != ""
    assert "Start" in quittance("-h").out


def test_an_unknown_command_is_a_usage_error() -> None:
    said = quittance("agin")
    assert (said.code, said.out) == (2, "") and "No such command" in said.err


def test_words_are_completed() -> None:
    said = quittance(_QUITTANCE_COMPLETE="complete_bash", COMP_WORDS="quittance inv", COMP_CWORD="1")
    assert "invoice" in said.out.split()


def test_a_closed_pipe_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise BrokenPipeError

    monkeypatch.setattr(tree, "app", closed)
    monkeypatch.setattr("os.dup2", lambda *given: None)
    with pytest.raises(SystemExit) as left:
        tree.run()
    assert left.value.code == 0


def test_the_page_about_the_command_line_lists_every_command() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.endswith(section()), "write it anew with: python -m tests.cli.reference"
