"""The `quittance` command: the same verbs and the same questions as every other face, in a terminal."""

from __future__ import annotations


def main() -> None:
    """Run the command line; heavy modules are imported by the command that needs them."""
    from quittance.cli.app import run

    run()
