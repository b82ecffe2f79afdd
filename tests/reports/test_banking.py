"""Bank lines and files: filters, pages that continue, and nothing of another company."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import banking
from quittance.reports import banking as reports
from quittance.reports import books
from quittance.reports.banking import WantedLines
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.formats.test_camt import SAMPLE as CAMT
from tests.formats.test_mt940 import SAMPLE as MT940

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> books.Books:
    """A company with two files."""
    context = factories.company()
    banking.import_bytes(context, "a.sta", MT940.encode())
    banking.import_bytes(context, "b.xml", CAMT.format(closing="40.00").encode())
    return books.of(context)


def test_lines_are_filtered_by_flow_search_day_and_file(mine: books.Books) -> None:
    def amounts(wanted: WantedLines) -> list[int]:
        return [line.amount for line in reports.lines(mine, wanted).rows]

    assert amounts(WantedLines(flow="out")) == [-1000]
    assert amounts(WantedLines(search="acme")) == [2000]
    assert amounts(WantedLines(search="rechnung")) == [5025]
    assert amounts(WantedLines(since=datetime.date(2026, 3, 4), order="booked")) == [-1000, 500]
    newest = reports.files(mine)[0]
    assert amounts(WantedLines(file_id=newest.id, order="booked")) in ([2000, 1000], [-1000], [5025, -1000, 500])
    assert amounts(WantedLines(state="applied")) == []


def test_pages_continue_where_they_ended(mine: books.Books) -> None:
    seen: list[int] = []
    after = ""
    while True:
        page = reports.lines(mine, WantedLines(after=after, limit=2))
        seen += [line.id for line in page.rows]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 5


def test_a_file_shows_its_statements(mine: books.Books) -> None:
    found = {row.name: row for row in reports.files(mine)}
    row, statements = reports.file(mine, found["a.sta"].id)
    assert (row.format, row.lines, row.new) == ("mt940", 3, 3)
    (one,) = statements
    assert (one.opening, one.closing, one.credits, one.debits) == (10000, 14525, 5525, 1000)
    assert (one.account, one.number, str(one.closed_on)) == ("10020030/1234567", "5/1", "2026-03-05")


def test_wrong_words_and_foreign_ids_are_refused(mine: books.Books) -> None:
    for wanted in (WantedLines(state="new"), WantedLines(flow="up"), WantedLines(order="amount")):
        with pytest.raises(Invalid):
            reports.lines(mine, wanted)
    other = books.of(factories.company("Other Ltd"))
    line = reports.lines(mine, WantedLines()).rows[0]
    for ask in (reports.line, reports.file, reports.content):
        with pytest.raises(NotFound):
            ask(other, line.id)
