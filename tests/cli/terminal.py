"""A terminal for tests: a command goes in, and what it prints and its exit code come out."""

from __future__ import annotations

import csv
import functools
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest import mock

import typer.main

from quittance.cli.app import app


@dataclass(frozen=True)
class Said:
    """What a command printed, on both streams, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What it printed as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """What it printed as CSV."""
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def refusal(self) -> tuple[str, str]:
        """Code and field of the refusal it printed as JSON on standard error."""
        said = json.loads(self.err)
        return said["code"], said["field"]


def quittance(*words: str, typed: str = "", **env: str) -> Said:
    """Run `quittance` with these words; a fault of the program is raised as it is."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch("sys.stdin", io.StringIO(typed)),
        mock.patch.dict("os.environ", env),
    ):
        try:
            _command().main(args=list(words), prog_name="quittance")
        except SystemExit as left:
            code = int(left.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def done(*words: str, **env: str) -> Any:
    """The JSON document of a command that must succeed."""
    said = quittance(*words, "--format", "json", **env)
    assert said.code == 0, said.err
    return said.document


@functools.cache
def _command() -> Any:
    """The command tree; it is built once, because that takes longer than most commands."""
    return typer.main.get_command(app)
