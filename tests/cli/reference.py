"""The commands as docs/cli.md lists them: `python -m tests.cli.reference` writes the section anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from quittance.cli import desk
from quittance.cli.app import app

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
BEGIN = "## Commands\n"
SHARED = frozenset({"help", "format", "entity", "as_", "key", "dry_run"})
"""Options that the page explains once for all commands."""


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that lead to it."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def section() -> str:
    """The section of the page: each command with its arguments, its sentence, its own options and its verbs."""
    verbs: dict[str, list[str]] = {}
    for verb, command in desk.COMMANDS.items():
        verbs.setdefault(command, []).append(verb)
    parts = [BEGIN]
    for path, command in commands():
        given = [one for one in command.params if one.name not in SHARED]
        words = [_argument(one) for one in given if one.param_type_name == "argument"]
        said = " ".join(command.help.split())
        done = verbs.get(" ".join(path))
        line = f"### `{' '.join(('quittance', *path, *words))}`\n\n{said}"
        if done:
            line += f" Carries out {' and '.join(f'`{verb}`' for verb in sorted(done))}."
        parts.append(line + "\n")
        options = [f"- {_option(one)}" for one in given]
        if options:
            parts.append("\n".join(options) + "\n")
    return "\n".join(parts)


def _argument(one: Any) -> str:
    name = one.name.upper().rstrip("_") + ("..." if one.nargs == -1 else "")
    return name if one.required else f"[{name}]"


def _option(one: Any) -> str:
    said = " ".join((getattr(one, "help", "") or "").split())
    if one.param_type_name == "argument":
        return f"`{one.name.upper().rstrip('_')}`: {said}"
    names = ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
    needed = " Needed." if one.required else ""
    return f"{names}: {said}{needed}"


if __name__ == "__main__":
    kept = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    PAGE.write_text(kept.partition(BEGIN)[0] + section(), encoding="utf-8")
