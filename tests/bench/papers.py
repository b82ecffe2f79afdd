"""Papers: an invoice of twelve lines, and the statements of all who owe something against drawing their pages alone."""

from __future__ import annotations

from collections.abc import Iterator

from quittance.actions import invoices
from quittance.actions.command import Context
from quittance.formats.paper import Sheet
from quittance.reports import books, letterhead, paper_document, paper_parties, paper_statement, press, statement_run
from quittance.reports import statement as statements
from quittance.rules.totals import LineInput
from tests.bench import figure, loading
from tests.bench.figure import Figure

LINES, MOST_MS, TURNS = 12, 25.0, 12
MOST_DRAWN = 10_000
"""Statements of the run whose memory is watched."""

COMPARED = 60
"""Statements of each turn that is held against its pages alone."""

WARM = 0.1
"""Part of a run after which memory is held against its end: fonts and the like are there by then."""

MOST_GROWN = 32.0
"""Megabytes that a run may grow by from then on."""


def run(context: Context) -> Iterator[Figure]:
    """The figures of papers."""
    yield _invoice(context)
    mine = books.of(context)
    numbers = statement_run.customers(mine, context.today)
    some = numbers[:COMPARED]
    sheets, logo = _sheets(context, some), paper_parties.logo(mine)
    timed = figure.compared(
        lambda: [press.print_sheet(one, logo) for one in sheets],
        lambda: list(statement_run.draw(mine, some, context.today)),
        most=3,
    )
    yield figure.ratio(f"statements of {len(some)} customers, against drawing their pages alone", timed, 2.0)
    yield from _all(context, numbers[:MOST_DRAWN])


def _invoice(context: Context) -> Figure:
    """The sheets are made before: what is timed is typst, warm. Each differs, for what is drawn twice is remembered."""
    mine, made = books.of(context), []
    for turn in range(TURNS + 1):
        lines = tuple(_line(n, turn) for n in range(1, LINES + 1))
        given = invoices.RecordInvoice(loading.customer_number(1), context.today, lines=lines, terms="2/10 net 30")
        made.append(paper_document.of(mine, invoices.record(context, given).number, context.today))
    logo = paper_parties.logo(mine)
    sheets = iter(made)
    press.print_sheet(next(sheets), logo)
    took = figure.best_ms(lambda: press.print_sheet(next(sheets), logo), most=TURNS)
    return Figure(f"invoice of {LINES} lines as PDF, warm", took, "ms", MOST_MS, product_ms=took)


def _line(n: int, turn: int) -> LineInput:
    return LineInput(f"Paper, A4, box {n} of {turn}", str(n + turn), f"12.{50 + turn}", "21", "standard")


def _sheets(context: Context, numbers: tuple[str, ...]) -> list[Sheet]:
    """The pages of statements as they are given to typst."""
    mine, head = books.of(context), letterhead.of(books.of(context))
    made = []
    for number in numbers:
        parties = paper_parties.between(head, paper_parties.receiver(mine, number))
        made.append(paper_statement.drawn(statements.open_item(mine, number, context.today), parties))
    return made


def _all(context: Context, numbers: tuple[str, ...]) -> Iterator[Figure]:
    """Every statement once, with the memory on the way."""
    began, grown, warm = figure.processor_seconds(), 0.0, max(int(len(numbers) * WARM), 1)
    at = 0.0
    for n, one in enumerate(statement_run.draw(books.of(context), numbers, context.today), start=1):
        assert one.content and not one.fault, one.fault
        if n == warm:
            at = figure.own_megabytes()
        grown = max(grown, figure.own_megabytes() - at) if n > warm else 0.0
    took = (figure.processor_seconds() - began) * 1000
    note = f"{len(numbers):,} customers in {took / 1000:.0f} s"
    yield Figure("statements of all, one customer", took / max(len(numbers), 1), "ms", note=note)
    yield Figure("statements of all, megabytes more at the end", grown, "MB", MOST_GROWN, note=f"after {warm:,}")
