"""Deposits and notes: billed, paid, drawn on by the invoice of the whole, taken back; and what notes correct."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import drafts, invoices
from quittance.actions.command import Context
from quittance.actions.invoices import RecordInvoice
from quittance.reports import aged, books, document, journal, verify
from quittance.reports import deposits as reports
from quittance.reports.document import DocumentCard
from quittance.rules.deposits import DrawInput
from quittance.rules.refusals import Conflict, Invalid, NotFound, Overallocated, Refusal
from tests import factories

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)
WHOLE = (factories.line("Machine", "1", "10000.00", "21"),)


@pytest.fixture
def context() -> Context:
    """A company with a paid deposit INV-1 of 3,630.00, tax in it 630.00."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "", MAY, lines=(factories.line("Deposit", "1", "3000", "21"),), kind="deposit")
    factories.payment(context, "PAY-1", "3630.00", MAY, allocate="oldest")
    return context


def balances(context: Context) -> dict[str, int]:
    found = journal.balances(books.of(context), context.today)
    return {one.kind: one.balance for one in found if one.balance and one.kind != "bank"}


def card(context: Context, number: str) -> DocumentCard:
    return document.card(books.of(context), number, context.today)


def final(context: Context, number: str = "INV-2", *draws: str, **fields: Any) -> DocumentCard:
    given = tuple(DrawInput(*one.split("=")) for one in draws or ("INV-1",))
    made = factories.invoice(context, number, "", JUNE, **{"lines": WHOLE, "draws": given, **fields})
    return card(context, made.number)


def test_a_deposit_is_no_revenue_until_it_is_drawn_on(context: Context) -> None:
    assert balances(context) == {"deposit": -3000_00, "tax": -630_00}
    assert card(context, "INV-1").ties.left == 3630_00
    made = final(context)
    assert balances(context) == {"receivable": 8470_00, "revenue": -10000_00, "tax": -2100_00}
    assert (made.row.total, made.payable, made.row.open) == (12100_00, 8470_00, 8470_00)
    assert [(one.number, one.amount, one.tax) for one in made.ties.draws] == [("INV-1", 3630_00, 630_00)]
    deposit = card(context, "INV-1").ties
    assert (deposit.left, [one.number for one in deposit.drawn_by]) == (0, ["INV-2"])
    assert verify.run(books.of(context)).clean
    assert aged.summary(books.of(context), aged.Question(context.today)).unapplied == 0


def test_a_part_is_drawn_and_the_tax_is_used_up_with_the_rest(context: Context) -> None:
    assert final(context, "INV-2", "INV-1=1000.01").ties.draws[0].tax == 173_56
    assert card(context, "INV-1").ties.left == 2629_99
    assert final(context, "INV-3").ties.draws[0].tax == 630_00 - 173_56
    assert "deposit" not in balances(context) and verify.run(books.of(context)).clean


def test_a_payment_that_comes_back_after_the_draw_leaves_the_deposit_owed_and_the_invoice_as_it_is(
    context: Context,
) -> None:
    final(context)
    factories.reverse(context, "PAY-1")
    assert [card(context, one).row.open for one in ("INV-1", "INV-2")] == [3630_00, 8470_00]
    assert balances(context) == {"receivable": 12100_00, "revenue": -10000_00, "tax": -2100_00}
    with pytest.raises(Overallocated, match="Nothing of INV-1 is paid"):
        final(context, "INV-3")
    factories.payment(context, "PAY-2", "3630.00", allocate="oldest")
    assert card(context, "INV-1").ties.left == 0 and verify.run(books.of(context)).clean


def test_it_meets_the_first_instalments(context: Context) -> None:
    made = final(context, terms="30% on receipt, 70% net 30")
    assert [one.open for one in made.instalments] == [0, 8470_00]
    assert [one.amount for one in made.parts] == [8470_00]


def test_an_invoice_that_is_taken_back_frees_the_deposit(context: Context) -> None:
    final(context)
    with pytest.raises(Conflict, match="INV-2 draws on this deposit"):
        factories.reverse(context, "INV-1")
    factories.reverse(context, "INV-2")
    assert balances(context) == {"deposit": -3000_00, "tax": -630_00}
    assert card(context, "INV-1").ties.left == 3630_00
    final(context, "INV-3")
    factories.reverse(context, "INV-3")
    factories.reverse(context, "INV-1")
    assert balances(context) == {"unapplied": -3630_00} and verify.run(books.of(context)).clean


def test_a_deposit_in_another_currency_leaves_the_account_empty(context: Context) -> None:
    factories.invoice(context, "USD-1", "100.00", MAY, currency="USD", rate="0.90", kind="deposit")
    factories.payment(context, "PAY-2", "100.00", MAY, currency="USD", rate="0.90", allocate="oldest")
    final(context, "USD-2", "USD-1", currency="USD", rate="0.80")
    assert balances(context)["deposit"] == -3000_00 and balances(context)["fx"] == -10_00
    taxed: dict[str, Any] = {"currency": "USD", "rate": "0.0061", "lines": (factories.line("a", "1", "10.00", "21"),)}
    factories.invoice(context, "USD-3", "", MAY, kind="deposit", **taxed)
    factories.payment(context, "PAY-3", "12.10", MAY, currency="USD", rate="0.0061", allocate="oldest")
    for n, part in enumerate(("0.50", "0.51", "0.52", "")):
        final(context, f"USD-4{n}", f"USD-3={part}", **taxed)
    assert balances(context)["deposit"] == -3000_00
    assert verify.run(books.of(context)).clean


@pytest.mark.parametrize(("untaxed", "taxed", "total"), [("1000", "-100", "879.00"), ("-100", "90", "8.90")])
def test_tax_or_net_below_zero_leaves_with_the_deposit(context: Context, untaxed: str, taxed: str, total: str) -> None:
    lines = (factories.line("a", "1", untaxed, "0"), factories.line("b", "1", taxed, "21"))
    factories.invoice(context, "INV-5", "", MAY, lines=lines, kind="deposit")
    factories.payment(context, "PAY-2", total, MAY, allocate="oldest")
    before = balances(context)
    final(context, "INV-6", "INV-5")
    factories.reverse(context, "INV-6")
    assert balances(context) == before
    final(context, "INV-7", "INV-5")
    assert balances(context)["deposit"] == -3000_00 and verify.run(books.of(context)).clean


def test_a_credit_note_over_a_deposit_gives_it_back(context: Context) -> None:
    factories.invoice(context, "INV-5", "", MAY, lines=(factories.line("More", "1", "100", "21"),), kind="deposit")
    made = factories.credit_note(
        context, "CN-1", "", JUNE, lines=(factories.line("More", "1", "100", "21"),), corrects=("INV-5",)
    )
    assert [one.document for one in made.allocated] == ["INV-5"]
    assert balances(context) == {"deposit": -3000_00, "tax": -630_00}
    assert card(context, "INV-5").ties.left == 0
    with pytest.raises(Invalid, match="not both"):
        factories.credit_note(context, "CN-2", "1.00", corrects=("INV-1", final(context).row.number))


REFUSED: dict[str, tuple[dict[str, Any], type[Refusal], str]] = {
    "no such deposit": ({"draws": (DrawInput("INV-9"),)}, NotFound, "draws"),
    "no deposit at all": ({"draws": (DrawInput("INV-0"),)}, NotFound, "draws"),
    "another customer's": ({"customer": "C-2", "draws": (DrawInput("INV-1"),)}, NotFound, "draws"),
    "another currency": ({"currency": "USD", "rate": "1", "draws": (DrawInput("INV-1"),)}, Invalid, "draws"),
    "later than the invoice": (
        {"issued_on": datetime.date(2026, 4, 1), "draws": (DrawInput("INV-1"),)},
        Invalid,
        "draws",
    ),
    "more than is paid": ({"draws": (DrawInput("INV-1", "3630.01"),)}, Overallocated, "draws"),
    "reversed": ({"draws": (DrawInput("INV-R"),)}, Conflict, "draws"),
    "a deposit of a deposit": ({"kind": "deposit", "draws": (DrawInput("INV-1"),)}, Invalid, "draws"),
    "no such kind": ({"kind": "proforma"}, Invalid, "kind"),
    "an invoice that corrects": ({"corrects": ("INV-0",)}, Invalid, "corrects"),
    "a note about nothing": ({"kind": "debit_note", "corrects": ("INV-9",)}, NotFound, "corrects"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    factories.invoice(context, "INV-0", "1.00", MAY)
    factories.invoice(context, "INV-R", "1.00", MAY, kind="deposit")
    factories.reverse(context, "INV-R")
    given, kind, field = REFUSED[name]
    before = balances(context)
    with pytest.raises(kind) as refused:
        factories.invoice(context, "INV-2", "", **{"issued_on": JUNE, "lines": WHOLE, **given})
    assert (refused.value.field, balances(context)) == (field, before)


def test_a_debit_note_has_a_series_of_its_own_and_names_what_it_adds_to(context: Context) -> None:
    factories.invoice(context, "INV-0", "1.00", MAY)
    given = RecordInvoice("C-1", JUNE, "5.00", kind="debit_note", corrects=("INV-0",))
    made = card(context, invoices.record(context, given).number)
    assert (made.row.number, made.row.kind, made.row.open) == ("DN-2026-00001", "debit_note", 5_00)
    assert [one.number for one in made.ties.corrects] == ["INV-0"]
    assert [one.number for one in card(context, "INV-0").ties.corrected_by] == ["DN-2026-00001"]
    factories.reverse(context, "DN-2026-00001")
    assert verify.run(books.of(context)).clean


def test_one_credit_note_corrects_many_invoices_open_or_not(context: Context) -> None:
    for n in (6, 7):
        factories.invoice(context, f"INV-{n}", "100.00", MAY)
    factories.payment(context, "PAY-6", "100.00")
    factories.allocate(context, "PAY-6", ("INV-6", "100.00"))
    made = factories.credit_note(context, "CN-1", "150.00", JUNE, corrects=("INV-6", "INV-7"))
    assert [(one.document, one.amount) for one in made.allocated] == [("INV-7", "100.00")]
    assert made.unapplied == "50.00"
    assert [one.number for one in card(context, "CN-1").ties.corrects] == ["INV-6", "INV-7"]


def test_drafts_hold_deposits_notes_and_what_they_draw_on(context: Context) -> None:
    factories.invoice(context, "INV-0", "1.00", MAY)
    whole = factories.draft(context, "", lines=WHOLE, draws=(DrawInput("INV-1", "30.00"),))
    note = factories.draft(context, "5.00", kind="debit_note", corrects="INV-0")
    deposit = factories.draft(context, "7.00", kind="deposit")
    credit = factories.draft(context, "1.00", kind="credit_note", corrects="INV-0, INV-1")
    first, second, third = (drafts.issue(context, drafts.IssueDraft(one.id)).number for one in (whole, note, deposit))
    assert card(context, first).payable == 12070_00 and card(context, second).row.kind == "debit_note"
    assert card(context, third).ties.is_deposit
    with pytest.raises(Invalid, match="not both"):
        drafts.issue(context, drafts.IssueDraft(credit.id))
    assert drafts.copy(context, drafts.CopyDraft(third)).kind == "deposit"


def test_what_can_be_drawn_on_is_listed_by_customer(context: Context) -> None:
    factories.invoice(context, "INV-8", "9.00", MAY, kind="deposit")
    mine = books.of(context)
    held = reports.of_customer(mine, reports.by_number(mine, ["INV-1"])[0].customer_id)
    assert [(one.deposit.number, one.deposit.left) for one in held] == [("INV-1", 3630_00)]
