"""PDFs: the same bytes for the same sheet, text that is never code, pages that keep their rows whole."""

from __future__ import annotations

import io
import re
import threading

import pypdf
import pytest

from quittance.formats import paper, paper_pdf
from quittance.formats.paper import Row, Sheet
from quittance.formats.paper_pdf import Undrawable
from tests.formats.pictures import SVG, png
from tests.formats.sheets import sheet, table

HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "$sum_(i=1)^n$ *bold* _under_ `raw` <label> @ref",
    "#panic()]]]{{{",
    "\\u{41} \\ // comment /* more",
    "%PDF-1.7 endstream",
)


def draw(given: Sheet, kind: str = "", logo: bytes = b"") -> bytes:
    """The PDF of a sheet."""
    return paper_pdf.compiled(paper_pdf.files(given, kind, logo))


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_the_same_sheet_is_the_same_bytes() -> None:
    first = draw(sheet(), "svg", SVG)
    assert first.startswith(b"%PDF-") and first == draw(sheet(), "svg", SVG)
    assert first != draw(sheet(number="INV-2"), "svg", SVG)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_drawn_and_never_carried_out(text: str) -> None:
    rows = table(Row((text, text), text))
    drawn = "".join(texts(draw(sheet(title=text, to=(text, text), footer=(text,), tables=(rows,)))))
    shown = re.sub(r"\s|\u200b|\xad", "", drawn)
    assert shown.count(re.sub(r"\s", "", text)) >= 5 and "root:" not in drawn


def test_three_hundred_rows_keep_whole_and_every_page_says_where_it_stands() -> None:
    rows = [Row((f"Row {n} begins\nand goes on", f"{n}.00"), f"below {n}", f"{n}.50") for n in range(1, 301)]
    pages = texts(draw(sheet(tables=(table(*rows),))))
    assert len(pages) > 5
    for n, page in enumerate(pages, start=1):
        assert f"Page {n} of {len(pages)}" in page and "Column 1" in page, "the head of the table on each page"
        ends = [int(found) for found in re.findall(r"Row (\d+) begins", page)]
        assert [int(found) for found in re.findall(r"below (\d+)", page)] == ends, "no row is torn"
        assert ("Carried over" in page) is (n < len(pages))
        if n < len(pages):
            assert f"{ends[-1]}.50" in page
    assert [int(n) for page in pages for n in re.findall(r"Row (\d+) begins", page)] == list(range(1, 301))


@pytest.mark.parametrize(("kind", "logo"), [("png", png(40, 20)), ("svg", SVG)])
def test_a_logo_is_drawn(kind: str, logo: bytes) -> None:
    assert len(draw(sheet(), kind, logo)) > len(draw(sheet()))
    if kind == "png":
        (page,) = pypdf.PdfReader(io.BytesIO(draw(sheet(), kind, logo))).pages
        assert len(page.images) == 1


def test_a_broken_picture_and_a_sheet_without_end_are_refused() -> None:
    with pytest.raises(Undrawable):
        draw(sheet(), "png", b"no picture")
    with pytest.raises(Undrawable, match="rows"):
        paper_pdf.files(sheet(tables=(table(*[Row(("x",))] * (paper.MOST_ROWS + 1)),)))


def test_pages_become_pictures() -> None:
    (page,) = paper_pdf.pictures(sheet())
    assert page.startswith(b"\x89PNG")
    assert len(paper_pdf.pictures(sheet(tables=(table(*[Row(("x", "1"))] * 60),)))) == 2


def test_two_threads_draw_at_once() -> None:
    wanted, made = draw(sheet()), []
    threads = [threading.Thread(target=lambda: made.append(draw(sheet()))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert made == [wanted] * 4


def test_signs_of_other_scripts_are_drawn() -> None:
    drawn = "".join(texts(draw(sheet(to=("Ελλάς Жук Łódź", "naïve façade ½ €")))))
    assert "Ελλάς Жук Łódź" in drawn and "naïve façade ½ €" in drawn
