"""Every setting that the product reads is told on the page of the settings, and none that it does not read."""

from __future__ import annotations

import re

from tests.tidy import tree

NAME = re.compile(r"QUITTANCE_[A-Z_]+")
OF_THE_SHELL = {"QUITTANCE_COMPLETE"}
"""Set by the completion of the shell itself."""


def test_the_page_of_the_settings_tells_each_and_only_these() -> None:
    read = {name for path in tree.SOURCE.rglob("*.py") for name in NAME.findall(path.read_text())}
    told = set(NAME.findall((tree.SOURCE.parents[1] / "docs" / "settings.md").read_text()))
    assert told == read - OF_THE_SHELL
