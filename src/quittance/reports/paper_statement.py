"""A statement as paper: what is open by item and by age, or what happened between two days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from quittance.formats.paper import Column, Fact, Row, Sheet, Slice, Table
from quittance.reports import paper_parties
from quittance.reports import statement as statements
from quittance.reports.books import Books
from quittance.reports.paper_parties import Parties, Wanted
from quittance.reports.statement import CurrencySection, Statement, StatementRow
from quittance.rules import aging

THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a section holds: past due and not yet due above zero, credit below."""

    late: int
    due_later: int
    credit: int


def of(books: Books, made: Statement) -> Sheet:
    """A statement as paper."""
    return drawn(made, paper_parties.of(books, made.customer_number))


def open_item(books: Books, customer_number: str, as_of: datetime.date) -> Sheet:
    """Every item open on the day, as paper; raises `NotFound`."""
    return of(books, statements.open_item(books, customer_number, as_of))


def drawn(made: Statement, parties: Parties) -> Sheet:
    """A statement between its parties; one table for each currency, that of a group also for each member."""
    words, figures = parties.words, parties.figures
    alone = made.sections[0] if len(made.sections) == 1 else None
    tables = tuple(table for one in made.members or (made,) for table in _tables(one, made, parties))
    overview = tuple(_overview(made, section, parties) for section in made.sections if made.members)
    footer = [words["recorded"].format(day=figures.day(made.until)), words["thanks"]]
    parts: dict[str, Any] = {
        "facts": _facts(made, parties),
        "tables": (*overview, *tables) or (_nothing(parties),),
        "footer": (" ".join(footer),),
    }
    if alone is not None and made.since is None:
        parts |= _asked(made, alone, parties)
    return paper_parties.sheet(parties, words["statement"], figures.day(made.until), **parts)


def _facts(made: Statement, parties: Parties) -> tuple[Fact, ...]:
    words, figures = parties.words, parties.figures
    facts = [Fact(words["customer"], parties.to.number)]
    for section in made.sections:
        if made.since is not None:
            label = words["balance_on"].format(day=figures.short_day(made.since))
            facts.append(Fact(label, figures.amount(section.opening, section.currency)))
        label = words["balance_in"].format(currency=section.currency)
        facts.append(Fact(label, figures.amount(section.closing, section.currency), strong=True))
    return tuple(facts)


def _asked(made: Statement, section: CurrencySection, parties: Parties) -> dict[str, Any]:
    """Boxes, aging and payment of an open-item statement in one currency."""
    words, figures, currency = parties.words, parties.figures, section.currency
    standing = _standing(section, made.until)
    shown = (("past_due", standing.late), ("not_due", standing.due_later), ("credit", standing.credit))
    boxes = [Fact(words[key], figures.money(minor, currency)) for key, minor in shown if minor]
    wanted = Wanted(standing.late, currency, parties.to.number)
    parts: dict[str, Any] = {"boxes": tuple(boxes), "age": _age(section, made.until, parties)}
    if standing.late > 0:
        parts |= paper_parties.how_to_pay(parties, wanted)
    return parts


def _standing(section: CurrencySection, on: datetime.date) -> _Standing:
    late = sum(row.amount for row in section.rows if row.due_on is not None and row.due_on < on)
    credit = sum(row.amount for row in section.rows if row.amount < 0)
    return _Standing(late, section.closing - late - credit, credit)


def _tables(one: Statement, whole: Statement, parties: Parties) -> tuple[Table, ...]:
    """The tables of a customer, or of one member of a group, titled by what tells them apart."""
    several = len(whole.sections) > 1
    named = f"{one.customer_number}  ·  {one.customer_name}" if whole.members else ""
    made = []
    for section in one.sections:
        title = "  ·  ".join(part for part in (named, section.currency * several) if part)
        made.append(_table(one, section, parties, title))
    if not whole.members:
        return tuple(made)
    return tuple(replace(table, sums=tuple(replace(sum, strong=False) for sum in table.sums)) for table in made)


def _overview(made: Statement, section: CurrencySection, parties: Parties) -> Table:
    """The members of a group in one currency: what is late of each, or stood before, and its balance."""
    words, figures, currency = parties.words, parties.figures, section.currency
    before = words["late_sum"] if made.since is None else words["forward"]
    columns = (
        Column(words["accounts"]),
        Column(before, True),
        Column(words["balance_in"].format(currency=currency), True),
    )
    rows = []
    for one in made.members:
        for part in one.sections:
            if part.currency == currency:
                early = _standing(part, made.until).late if made.since is None else part.opening
                cells = (one.customer_name, figures.amount(early, currency), figures.amount(part.closing, currency))
                rows.append(Row(cells, one.customer_number))
    total = Fact(f"{words['total']}, {currency}", figures.amount(section.closing, currency), strong=True)
    return Table(columns, tuple(rows), (total,))


def _table(made: Statement, section: CurrencySection, parties: Parties, title: str) -> Table:
    words, figures, currency = parties.words, parties.figures, section.currency
    columns = (
        Column(words["document"]),
        Column(words["issued_on"]),
        Column(words["due"]),
        Column(words["open" if made.since is None else "amount"], True),
        Column(words["balance_in"].format(currency=currency), True),
    )
    rows = [_row(made, row, currency, parties) for row in section.rows]
    if made.since is not None:
        opening = figures.amount(section.opening, currency)
        rows.insert(0, Row((words["forward"], figures.short_day(made.since), "", "", opening)))
    total = Fact(f"{words['balance']}, {currency}", figures.amount(section.closing, currency), strong=True)
    return Table(columns, tuple(rows), (total,), title)


def _row(made: Statement, row: StatementRow, currency: str, parties: Parties) -> Row:
    words, figures = parties.words, parties.figures
    days = (made.until - row.due_on).days if row.due_on is not None else 0
    kind = words.get(row.kind, row.kind)
    below = "" if row.kind == "invoice" else kind
    if made.since is not None:
        below = kind
    elif days > 0:
        late = words["late_one"] if days == 1 else words["late"].format(n=figures.whole(days))
        below = f"{below}, {late}" if below else late
    cells = (
        words.get(row.number, row.number),
        figures.short_day(row.on),
        figures.short_day(row.due_on) if row.due_on is not None else "",
        figures.amount(row.amount, currency),
        figures.amount(row.balance, currency),
    )
    return Row(cells, below, cells[-1])


def _age(section: CurrencySection, on: datetime.date, parties: Parties) -> tuple[Slice, ...]:
    """What is open by how late it is; credits stand beside the bar."""
    words, figures = parties.words, parties.figures
    chosen = aging.buckets()
    sums = [0] * len(chosen)
    for row in section.rows:
        if row.due_on is not None:
            sums[aging.place(row.due_on, on, chosen)] += row.amount
    whole = sum(sums)
    labels = [words["not_due"]]
    labels += [words["days"].format(**{"from": one.from_day, "to": one.to_day}) for one in chosen[1:-1]]
    labels.append(words["over"].format(n=chosen[-2].to_day))
    return tuple(
        Slice(label, figures.amount(one, section.currency), n, one * THOUSAND // whole if whole else 0)
        for n, (label, one) in enumerate(zip(labels, sums, strict=True))
    )


def _nothing(parties: Parties) -> Table:
    return Table((Column(parties.words["document"]),), (Row((parties.words["nothing"],)),), ())
