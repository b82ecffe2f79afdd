"""Imports: files in any layout, shown first and then taken in."""

from __future__ import annotations

import typer

top = typer.Typer()
mapping = typer.Typer(name="mapping", help="Saved import mappings.", no_args_is_help=True)
