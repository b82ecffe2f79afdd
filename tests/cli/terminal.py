"""A terminal for tests: a command goes in, and what it prints and its exit code come out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

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


def quittance(*words: str, typed: str | None = None, **env: str) -> Said:
    """Run `quittance` with these words; a fault of the program is raised as it is."""
    result = CliRunner().invoke(app, list(words), input=typed, env=env, catch_exceptions=False)
    return Said(result.exit_code, result.stdout, result.stderr)


def done(*words: str, **env: str) -> Any:
    """The JSON document of a command that must succeed."""
    said = quittance(*words, "--format", "json", **env)
    assert said.code == 0, said.err
    return said.document
