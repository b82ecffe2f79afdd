"""Imports end to end: the same books as verb by verb, nothing changed by a second time, real ledgers to the cent."""

from __future__ import annotations

import csv
import datetime
import gzip
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from quittance.actions import imports
from quittance.actions.command import Context
from quittance.reports import aged, journal, verify
from quittance.reports import books as company
from quittance.rules import exchange
from quittance.rules.aging import buckets, place
from quittance.rules.refusals import NotAllowed
from tests import factories, imported
from tests.imported import customer, invoice, line, pair, payment

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 1)
STORY = {
    exchange.CUSTOMERS: [
        customer("C-2", parent_number="C-1", terms="2/10 net 30", currency="USD"),
        customer("C-1", email="c1@example.com", country="nl", credit_limit="5000", iban="NL91 ABNA 0417 1643 00"),
        customer("C-3", terms="50/50 net 30/60"),
    ],
    exchange.INVOICES: [
        invoice("I-1", "1210.00", due_on="2026-03-31", purchase_order="PO 9"),
        invoice("I-2", "100.01", "C-2", currency="usd"),
        invoice("I-3", "333.33", "C-3", external_id="x3"),
        invoice("N-1", "21.00", kind="credit_note", issued_on="2026-03-05"),
        invoice("I-4", "", "C-1", issued_on="2026-03-09"),
        invoice("I-5", "70.00", "C-2", issued_on="2026-03-10", currency="EUR", terms="net 7"),
    ],
    exchange.LINES: [
        line("I-4", "2", "9.99", "21", n=2),
        line("I-1", "10", "100", "21"),
        line("I-4", "1.5", "20.00", "9", n=1, description="Träger"),
    ],
    exchange.PAYMENTS: [
        payment("P-1", "1300.00", payer_name="ONE", text="I-1 I-4"),
        payment("P-2", "100.01", "C-2", currency="USD", on="2026-05-04"),
        payment("P-3", "50.00", ""),
        payment("P-4", "400.00", "C-3", on="2026-02-20"),
    ],
    exchange.ALLOCATIONS: [
        pair("P-1", "I-1", "1200.00", "2026-04-01"),
        pair("P-2", "I-2", "60.00", "2026-05-04"),
        pair("P-2", "I-2"),
        pair("N-1", "I-1", "10.00"),
        pair("P-1", "I-4", "20.00", "2026-04-03"),
        pair("P-4", "I-3", "200.00"),
        pair("P-1", "I-5", "30.00"),
    ],
}


def by_import(context: Context) -> None:
    """The story as five files."""
    report = imported.clean(context, *(imported.file(kind, *rows) for kind, rows in STORY.items()))
    assert {kind: taken for kind, (taken, _) in imported.counts(report).items()} == {
        kind: len(rows) for kind, rows in STORY.items()
    }


def by_verbs(context: Context) -> None:
    """The story one by one."""
    for number in ("C-1", "C-2", "C-3"):
        factories.customer(context, **next(row for row in STORY[exchange.CUSTOMERS] if row["number"] == number))
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in sorted(STORY[exchange.LINES], key=lambda row: row.get("n", 1)):
        lines[row["invoice_number"]].append(row)
    for row in STORY[exchange.INVOICES]:
        _document(context, row, lines[row["number"]])
    for row in STORY[exchange.PAYMENTS]:
        given = {name: row[name] for name in ("currency", "payer_name", "text") if name in row}
        received = datetime.date.fromisoformat(row["received_on"])
        factories.payment(context, row["reference"], row["amount"], received, customer=row["customer_number"], **given)
    for row in STORY[exchange.ALLOCATIONS]:
        on = datetime.date.fromisoformat(row["effective_on"]) if row["effective_on"] else None
        factories.allocate(context, row["payment_reference"], (row["invoice_number"], row["amount"]), on=on)


def _document(context: Context, row: dict[str, str], lines: list[dict[str, str]]) -> None:
    given: dict[str, Any] = {"customer": row["customer_number"]}
    given |= {name: row[name] for name in ("currency", "purchase_order", "external_id", "terms") if name in row}
    given["lines"] = tuple(
        factories.line(one["description"], one["quantity"], one["unit_price"], one["tax_rate"]) for one in lines
    )
    issued = datetime.date.fromisoformat(row["issued_on"])
    if row.get("kind") == "credit_note":
        factories.credit_note(context, row["number"], row["total"], issued, **given)
    else:
        due = datetime.date.fromisoformat(row["due_on"]) if "due_on" in row else None
        factories.invoice(context, row["number"], row["total"], issued, due, **given)


def shown(context: Context) -> tuple[Any, ...]:
    """What the books say: aged items on many days, and every posting, without ids and moments."""
    books = company.of(context)
    days = [DAY + datetime.timedelta(days=n) for n in range(-15, 110, 3)]
    items = [[replace_id(one) for one in aged.invoices(books, aged.Question(day))] for day in days]
    sums = [aged.summary(books, aged.Question(day)) for day in days]
    posted = Counter(
        replace(one, entry_id=0, recorded_at=0, kind="", note="")
        for one in journal.rows(books, datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))
    )
    return items, [replace(one, entity="") for one in sums], posted


def replace_id(one: aged.AgedInvoice) -> aged.AgedInvoice:
    """The row without the item's id."""
    return one._replace(item_id=0)


def test_an_import_makes_the_same_books_as_verb_by_verb() -> None:
    one, other = factories.company("One"), factories.company("Other")
    by_import(one)
    by_verbs(other)
    assert shown(one) == shown(other)
    for context in (one, other):
        assert verify.run(company.of(context)).clean


def test_importing_twice_changes_nothing() -> None:
    context = factories.company()
    by_import(context)
    before = shown(context)
    report = imported.clean(context, *(imported.file(kind, *rows) for kind, rows in STORY.items()))
    assert imported.counts(report) == {kind: (0, len(rows)) for kind, rows in STORY.items()}
    assert shown(context) == before


def test_files_taken_in_one_after_the_other_make_the_same_books() -> None:
    one, other = factories.company("One"), factories.company("Other")
    by_import(one)
    for kinds in (("customers",), ("invoices", "lines"), ("payments",), ("allocations",)):
        imported.clean(other, *(imported.file(kind, *STORY[kind]) for kind in kinds))
    assert shown(one) == shown(other)


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    context = factories.company()
    before = shown(context)
    files = [imported.file(kind, *rows) for kind, rows in STORY.items()]
    foreseen = imports.check(context, files)
    assert shown(context) == before
    again = imports.run(replace(context, dry_run=True), files)
    done = imports.run(context, files)
    assert foreseen.dry_run and again == foreseen
    assert replace(foreseen, dry_run=False) == done
    assert replace(imports.check(context, files), dry_run=False) == imports.run(context, files), "all is there now"


def test_what_one_may_not_do_by_hand_one_may_not_import() -> None:
    context = factories.company()
    clerk, sales = factories.member(context, "clerk"), factories.member(context, "sales")
    report = imported.take(clerk, *(imported.file(kind, *rows) for kind, rows in STORY.items()))
    assert imported.faults(report) == [
        ("invoices", 5, "", "not_allowed"),
        ("allocations", 5, "payment_reference", "not_found"),
    ]
    with pytest.raises(NotAllowed):
        imported.take(sales, imported.file("customers", customer("C-9")))
    with pytest.raises(NotAllowed):
        imports.check(sales, [imported.file("customers", customer("C-9"))])


@pytest.mark.parametrize("name", ["highradius", "ibm", "cassandra"])
def test_a_real_ledger_is_taken_in_and_its_aging_is_right_to_the_cent(name: str, shared: Path) -> None:
    path = shared / "data" / "ledgers" / f"{name}_ledger.csv.gz"
    content = path.read_bytes()
    ledger = list(csv.DictReader(gzip.decompress(content).decode().splitlines()))
    context = factories.company(name, {"cassandra": "GBP"}.get(name, "USD"))
    report = imported.clean(context, imported.laid_out(path.name, content))
    assert imported.counts(report)["invoices"] == (len(ledger), 0)
    assert imported.counts(report)["payments"] == (len(ledger), 0), "every one of them was paid in the end"
    books = company.of(context)
    issued = sorted(row["issue_date"] for row in ledger)
    for currency in {row["currency"] for row in ledger}:
        for share in (0, 25, 50, 75, 100):
            day = datetime.date.fromisoformat(issued[(len(issued) - 1) * share // 100])
            question = aged.Question(day, currency=currency)
            found = [bucket.amount for bucket in aged.summary(books, question).buckets]
            assert found == by_hand(ledger, day, currency), (name, currency, day)
    assert verify.run(books).clean


def by_hand(ledger: list[dict[str, str]], day: datetime.date, currency: str) -> list[int]:
    """The buckets of a day by plain sums over the ledger's own rows."""
    chosen = buckets()
    made = [0] * len(chosen)
    for row in ledger:
        issued, due = (datetime.date.fromisoformat(row[name]) for name in ("issue_date", "due_date"))
        cleared = datetime.date.fromisoformat(row["clear_date"]) if row["clear_date"] else datetime.date.max
        if row["currency"] == currency and issued <= day < cleared:
            made[place(due, day, chosen)] += int(Decimal(row["amount"]) * 100)
    return made
