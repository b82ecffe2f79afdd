"""The press: the same bytes in this process and in one of its own, and a refusal from either."""

from __future__ import annotations

import datetime

import pytest

from quittance.formats import einvoice_pdf, paper_pdf
from quittance.formats.paper import Row
from quittance.formats.paper_pdf import Undrawable
from quittance.reports import press
from quittance.reports.letterhead import Logo
from tests.formats.pictures import SVG
from tests.formats.sheets import sheet, table
from tests.reports.papers_drawn import texts

NONE = Logo("", b"")
DAY = datetime.date(2026, 3, 2)


def test_a_long_sheet_is_drawn_in_a_process_of_its_own_to_the_same_bytes() -> None:
    rows = [Row((f"Row {n} <é>", "1")) for n in range(press.MOST_ROWS_HERE + 1)]
    given, logo = sheet(tables=(table(*rows),)), Logo("svg", SVG)
    made = press.print_sheet(given, logo)
    assert made == paper_pdf.compiled(paper_pdf.files(given, logo.kind, logo.content))
    assert f"Row {press.MOST_ROWS_HERE} <é>" in texts(made)[-1]


def test_a_short_sheet_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", None)
    assert press.print_sheet(sheet(), NONE).startswith(b"%PDF")


def test_what_cannot_be_drawn_is_a_refusal_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Undrawable):
        press.print_sheet(sheet(), Logo("png", b"x"))
    monkeypatch.setattr(press, "MOST_ROWS_HERE", 0)
    with pytest.raises(Undrawable, match="cannot be drawn"):
        press.print_sheet(sheet(), Logo("png", b"x"))


def test_a_sheet_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "MOST_ROWS_HERE", 0)
    monkeypatch.setattr(press, "MOST_SECONDS", 0.001)
    with pytest.raises(Undrawable, match="seconds"):
        press.print_sheet(sheet(), NONE)


def test_a_sign_that_no_font_has_is_a_box_on_an_archived_paper() -> None:
    given = sheet(tables=(table(Row(("Tea 日本 <é> Ω", "1"))),))
    made = press.print_hybrid(
        given, NONE, b"<rsm:CrossIndustryInvoice xmlns:rsm='urn:x'>\xe6\x97\xa5</rsm:CrossIndustryInvoice>", DAY
    )
    assert "Tea \u25a1\u25a1 <é> Ω" in texts(made)[0]
    _, inside = einvoice_pdf.embedded(made)
    assert "日".encode() in inside
    plain = sheet(tables=(table(Row(("Tea <é> Ω", "1"))),))
    assert "\u25a1" not in texts(press.print_hybrid(plain, NONE, b"<x/>", DAY))[0]
