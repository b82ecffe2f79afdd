"""The command line as `python -m quittance.cli`: how `run` starts its own worker."""

from __future__ import annotations

from quittance.cli import main

if __name__ == "__main__":
    main()
