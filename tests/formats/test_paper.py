"""Sheets as the template reads them: plain text, with places to break in runs that no line holds."""

from __future__ import annotations

import json

from quittance.formats import paper
from quittance.formats.paper import Row
from tests.formats.sheets import sheet, table


def test_a_sheet_is_written_as_text_and_nothing_else() -> None:
    hostile = '#read("/etc/passwd") $x$ "quoted" \\ {{x}}'
    made = json.loads(paper.encode(sheet(title=hostile), "logo.png"))
    assert (made["title"], made["logo"]) == (hostile, "logo.png")
    assert paper.encode(sheet(title=hostile)) == paper.encode(sheet(title=hostile))


def test_long_runs_may_be_broken_and_everything_else_stays() -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    made = json.loads(paper.encode(sheet(tables=(table(Row((long, "short words stay as they are"))),))))
    first, second = made["tables"][0]["rows"][0]["cells"]
    assert first.replace("\u200b", "") == long and "\u200b" in first
    assert max(len(part) for part in first.split("\u200b")) <= paper.UNBROKEN
    assert second == "short words stay as they are"


def test_the_picture_of_a_code_is_left_whole() -> None:
    code = "<svg>" + "M0" * 100 + "</svg>"
    assert json.loads(paper.encode(sheet(code=code)))["code"] == code


def test_the_length_counts_the_rows_of_all_tables() -> None:
    assert sheet(tables=(table(Row(("a",))), table(Row(("b",)), Row(("c",))))).length == 3
