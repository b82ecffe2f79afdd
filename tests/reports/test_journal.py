"""The journal: every posting once and in order, and two classic lines of it that balance to the cent."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import reversals, writeoffs
from quittance.actions.command import Context
from quittance.reports import aged, books, journal
from quittance.rules.refusals import Invalid
from quittance.rules.totals import LineInput
from tests import factories

pytestmark = pytest.mark.django_db

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


def day(text: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{text}")


@pytest.fixture
def context() -> Context:
    """A euro invoice with tax, a dollar invoice paid at another rate, a write-off and a reversal."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    lines = (LineInput("Boxes", "2", "50.00", "21"), LineInput("Freight", "1", "9.99", "0"))
    factories.invoice(context, "INV-1", "", day("04-01"), lines=lines)
    factories.invoice(context, "INV-2", "80.00", day("05-01"), currency="USD", rate="0.9", customer="C-2")
    factories.payment(context, "PAY-2", "80.00", day("05-20"), currency="USD", rate="0.95", customer="C-2")
    factories.allocate(context, "PAY-2", ("INV-2", "80.00"))
    factories.payment(context, "PAY-1", "130.00", day("06-01"))
    factories.allocate(context, "PAY-1", ("INV-1", "130.00"))
    writeoffs.write_off(context, writeoffs.WriteOff("INV-1", "bank charges", effective_on=day("06-10")))
    factories.invoice(context, "INV-3", "11.00", day("06-15"))
    reversals.reverse(context, reversals.Reverse("sent twice", "INV-3", effective_on=day("06-16")))
    return context


def test_postings_stand_in_the_order_of_their_days(context: Context) -> None:
    rows = list(journal.rows(books.of(context), FIRST, LAST))
    assert [row.effective_on for row in rows] == sorted(row.effective_on for row in rows)
    first = [(row.debit_code, row.credit_code, row.amount, row.document) for row in rows if row.document == "INV-1"][:2]
    assert first == [("1300", "4000", 109_99, "INV-1"), ("1300", "2200", 21_00, "INV-1")]
    assert {row.customer_number for row in rows} == {"C-1", "C-2"}
    assert next(row.note for row in rows if row.kind == "writeoff") == "bank charges"


def test_an_exchange_gain_has_a_base_amount_and_no_other(context: Context) -> None:
    (gain,) = [
        row for row in journal.rows(books.of(context), FIRST, LAST) if "6950" in (row.debit_code, row.credit_code)
    ]
    assert (gain.debit_code, gain.credit_code, gain.currency, gain.amount, gain.base_amount) == (
        "1300",
        "6950",
        "USD",
        0,
        4_00,
    )


def test_days_customer_and_limit_restrict_what_is_shown(context: Context) -> None:
    mine = books.of(context)
    every = list(journal.rows(mine, FIRST, LAST))
    may = list(journal.rows(mine, day("05-01"), day("05-31")))
    assert may == [row for row in every if row.effective_on.month == 5] != []
    assert list(journal.rows(mine, FIRST, LAST, limit=3)) == every[:3]
    theirs = list(journal.rows(mine, FIRST, LAST, customer_number="C-2"))
    assert theirs == [row for row in every if row.customer_number == "C-2"] != []
    assert list(journal.rows(mine, FIRST, LAST, customer_number="C-9")) == []


def test_the_general_ledger_has_two_lines_per_posting_and_balances(context: Context) -> None:
    mine = books.of(context)
    rows, lines = list(journal.rows(mine, FIRST, LAST)), list(journal.general_ledger(mine, FIRST, LAST))
    assert len(lines) == 2 * len(rows)
    for row, debit, credit in zip(rows, lines[::2], lines[1::2], strict=True):
        assert (debit.account_code, debit.debit, debit.credit) == (row.debit_code, row.base_amount, 0)
        assert (credit.account_code, credit.debit, credit.credit) == (row.credit_code, 0, row.base_amount)
        assert debit.entry_id == credit.entry_id == row.entry_id
        assert debit.text == credit.text and row.kind in debit.text
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) > 0


def test_balances_are_the_sums_of_the_lines_and_come_to_nothing(context: Context) -> None:
    mine = books.of(context)
    for until in (day("03-31"), day("05-01"), day("06-01"), LAST):
        sums: dict[str, int] = {}
        for line in journal.general_ledger(mine, FIRST, until):
            sums[line.account_code] = sums.get(line.account_code, 0) + line.debit - line.credit
        found = journal.balances(mine, until)
        assert {one.code: one.balance for one in found if one.balance} == {c: s for c, s in sums.items() if s}
        assert sum(one.balance for one in found) == 0
        assert [one.code for one in found] == sorted(one.code for one in found)


def test_the_control_accounts_are_what_the_aging_says(context: Context) -> None:
    mine = books.of(context)
    for n in range(0, 120, 11):
        until = day("03-25") + datetime.timedelta(days=n)
        control = {one.kind: one.balance for one in journal.balances(mine, until)}
        owed = aged.summary(mine, aged.Question(until))
        assert control["receivable"] == sum(one.amount for one in owed.buckets)
        assert control["unapplied"] == owed.unapplied
        assert control["receivable"] + control["unapplied"] == owed.receivable


def test_the_control_accounts_agree_with_the_aging_as_it_was_known(context: Context) -> None:
    mine = books.of(context)
    for n in range(0, 120, 17):
        moment = factories.noon(day("03-25") + datetime.timedelta(days=n))
        control = {one.kind: one.balance for one in journal.balances(mine, LAST, moment)}
        owed = aged.summary(mine, aged.Question(LAST, moment))
        assert (control["receivable"], control["unapplied"]) == (owed.debt, owed.unapplied)


def test_a_reversal_leaves_every_account_as_if_it_had_never_been(context: Context) -> None:
    mine = books.of(context)
    before = {one.code: one.balance for one in journal.balances(mine, day("06-14"))}
    after = {one.code: one.balance for one in journal.balances(mine, LAST)}
    assert before == after


def test_days_the_wrong_way_round_are_refused(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        list(journal.rows(books.of(context), LAST, FIRST))
    assert refused.value.field == "since"


def test_nobody_reads_another_companys_journal(context: Context) -> None:
    assert list(journal.rows(books.of(factories.company()), FIRST, LAST)) == []
