"""Lines of drafts and estimates: each with what it comes to in the terms of its prices."""

from __future__ import annotations

from quittance.rules import draft
from quittance.rules.draft import Content
from quittance.web import draft_lines
from tests.factories import line


def test_a_line_comes_to_its_prices_less_its_discount() -> None:
    lines = (line("Boxes", "2", "12.10", "21", discount="10%"), line("Course", "1", "80"))
    content = Content("C-1", lines=lines, prices="with_tax")
    values = draft_lines.values(content, draft.comes_to(content, "EUR"), "EUR")
    assert [amount for _, amount in values["lines"]] == [2178, 8000]
    assert [name.replace("\u00a0", " ") for name, _ in values["taxes"]] == ["Tax 21 %"] and values["with_tax"] is True
