"""Matching bank lines with the books: the sure ones post, the rest is proposed, rules come first, habits count."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from quittance.actions import banking, cash, cash_policy, entities, matching
from quittance.actions.cash import ApplyLine, UndoLine
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity
from quittance.books import sql
from quittance.reports import banking as lines
from quittance.reports import books, paper_document, verify
from quittance.reports import cash as reports
from quittance.rules import references
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 3)
Line = tuple[str, str, str, str]


@pytest.fixture
def context() -> Context:
    """A company with two customers, some invoices, and matches that post from 0.9 on."""
    made = factories.company()
    cash_policy.set_policy(made, cash_policy.SetPolicy(True, "0.9"))
    factories.customer(made, "C-1", name="Havstein Seafood AS", iban="NL91ABNA0417164300")
    factories.customer(made, "C-2", name="Tessel Bakeries BV")
    for number, amount, owner in (
        ("INV-26-00101", "812.35", "C-1"),
        ("INV-26-00102", "1290.10", "C-1"),
        ("INV-26-00103", "417.77", "C-2"),
        ("INV-26-00104", "95.01", "C-2"),
    ):
        factories.invoice(made, number, amount, datetime.date(2026, 2, 10), customer=owner)
    return made


def file(context: Context, *movements: Line) -> None:
    """A statement of these movements: amount, payer, account, text."""
    total = sum(int(amount.replace(".", "")) for amount, *_ in movements)
    told = "".join(
        f":61:2603030303C{amount.replace('.', ',')}NTRFNONREF//B{n}{context.now}\n"
        f":86:/IBAN/{account}/NAME/{name}/REMI/{text}/EREF/E{n}\n"
        for n, (amount, name, account, text) in enumerate(movements)
    )
    closing = f"{total // 100},{total % 100:02d}"
    data = f":20:X{context.now}\n:25:NL20INGB0001234567\n:60F:C260302EUR0,\n{told}:62F:C260303EUR{closing}\n-"
    made = banking.import_bytes(context, f"{context.now}.sta", data.encode())
    assert made.new == len(movements), made


def by_text(context: Context) -> dict[str, lines.LineRow]:
    """Lines by the first word of their text."""
    return {row.text.split()[0]: row for row in lines.lines(books.of(context), lines.WantedLines()).rows}


def proposal(context: Context, line_id: int) -> tuple[str, dict[str, object]]:
    """The latest decision on a line and what was proposed or done."""
    found = sql.row(
        "SELECT decision, proposal FROM cash_match WHERE tenant_id = %s AND bank_line_id = %s ORDER BY id DESC LIMIT 1",
        [context.tenant_id, line_id],
    )
    assert found is not None
    return found[0], json.loads(found[1])


def test_what_names_its_invoice_and_amount_posts_by_itself_with_its_reasons(context: Context) -> None:
    file(
        context,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
        ("77.00", "NOBODY KNOWN", "DE89370400440532013000", "hello"),
    )
    made = matching.run(context)
    assert (made.lines, made.posted, made.refused) == (2, 1, 0)
    rows = by_text(context)
    assert rows["INV-26-00101"].state == "applied" and rows["hello"].state == "open"
    decision, kept = proposal(context, rows["INV-26-00101"].id)
    assert decision == "posted" and kept["customer"] == "C-1" and kept["reasons"]
    assert not verify.run(books.of(context)).differences


def test_running_again_changes_nothing(context: Context) -> None:
    file(context, ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"), ("5.00", "X", "", "what"))
    matching.run(context)
    tables = ("payment", "allocation", "entry", "cash_match")
    before = [sql.rows(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id]) for table in tables]
    again = matching.run(replace(context, now=context.now + 1))
    assert (again.lines, again.posted) == (1, 0)
    after = [sql.rows(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id]) for table in tables]
    assert before == after


def test_without_leave_to_post_everything_is_proposed(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False))
    file(context, ("1707.87", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101 00102 less 394,58"))
    made = matching.run(context)
    assert (made.posted, made.lines) == (0, 1)
    (row,) = by_text(context).values()
    decision, kept = proposal(context, row.id)
    assert decision == "proposed" and kept["customer"] == "C-1"


def test_a_persons_rule_comes_first(context: Context) -> None:
    cash_policy.add_rule(context, cash_policy.AddRule("Interest", text_contains="rente", account_code="4950"))
    cash_policy.add_rule(
        context,
        cash_policy.AddRule("Shop", payer_account="DE89370400440532013000", customer_number="C-2"),
    )
    file(
        context,
        ("3.21", "BANK", "", "Rente maart"),
        ("417.77", "PSP", "DE89370400440532013000", "payout"),
    )
    made = matching.run(context)
    rows = by_text(context)
    assert made.set_aside == 1 and rows["Rente"].state == "passed"
    assert proposal(context, rows["payout"].id)[1]["customer"] == "C-2"


def test_one_correction_teaches(context: Context) -> None:
    strange = ("95.01", "ZETA HOLDING", "DE89370400440532013000", "order")
    file(context, strange)
    matching.run(context)
    (row,) = by_text(context).values()
    if row.state == "open":
        cash.apply_line(context, ApplyLine(row.id, "C-2", (cash.Part("INV-26-00104", "95.01"),), "changed"))
    later = factories.at(context, context.today + datetime.timedelta(days=1))
    factories.invoice(later, "INV-26-00105", "203.40", datetime.date(2026, 2, 12), customer="C-2")
    file(later, ("203.40", "ZETA HOLDING", "DE89370400440532013000", "ordered"))
    assert matching.run(later).posted == 1
    assert {one.customer_number for one in reports.memory(books.of(later))} == {"C-2"}


def test_the_four_rates_count_what_was_posted_and_taken_back(context: Context) -> None:
    file(
        context,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
        ("100.00", "TESSEL BAKERIES BV", "", "part"),
    )
    matching.run(context)
    rows = by_text(context)
    cash.apply_line(context, ApplyLine(rows["part"].id, "C-2", (cash.Part("INV-26-00103", "100"),)))
    found = reports.rates(books.of(context))
    assert (found.payments, found.posted, found.lines, found.posted_lines) == (2, 1, 2, 1)
    assert (found.value, found.posted_value, found.undone) == (91235, 81235, 0)
    later = factories.at(context, context.today + datetime.timedelta(days=1))
    cash.undo(later, UndoLine(rows["INV-26-00101"].id, "Wrong"))
    assert reports.rates(books.of(context)).undone == 1


@pytest.mark.parametrize("iban", ["CH4431999123000889012", "CH5204835012345671000"])
def test_the_reference_that_an_invoice_prints_brings_its_payment_home(context: Context, iban: str) -> None:
    entities.edit(context, EditEntity(iban=iban))
    printed = references.asked(iban, "INV-26-00103", "EUR")[1]
    sheet = paper_document.of(books.of(context), "INV-26-00103", context.today)
    assert references.grouped(printed) in [fact.value for fact in sheet.facts]
    file(context, ("417.77", "NOBODY KNOWN", "CH9300762011623852957", printed))
    assert matching.run(context).lines == 1
    (row,) = by_text(context).values()
    decision, kept = proposal(context, row.id)
    assert (decision, kept["customer"]) == ("posted", "C-2") and "INV-26-00103" in json.dumps(kept)
