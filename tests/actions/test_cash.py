"""Applying bank lines: what a line becomes, every difference on its account, and taken back to the byte."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest

from quittance.actions import banking, cash, customers
from quittance.actions.cash import ApplyLine, Part, PassLine, ReturnLine, UndoLine
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import banking as lines
from quittance.reports import books, verify
from quittance.reports import cash as reports
from quittance.rules.refusals import Conflict, Invalid, LimitExceeded, NotAllowed, NotFound, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 3)


@pytest.fixture
def context() -> Context:
    """A company with a customer that has three invoices and a credit note."""
    made = factories.company()
    factories.customer(made, "C-1", terms="2/10 net 30")
    for number, amount in (("INV-1", "100.00"), ("INV-2", "250.00"), ("INV-3", "80.00")):
        factories.invoice(made, number, amount, datetime.date(2026, 2, 25), terms="2/10 net 30")
    factories.credit_note(made, "CN-1", "30.00", datetime.date(2026, 2, 26))
    return made


def line(context: Context, amount: str, currency: str = "EUR", text: str = "INV", name: str = "ACME NV") -> int:
    """A bank line of that amount, booked on `DAY`."""
    count = len(lines.lines(books.of(context), lines.WantedLines()).rows)
    sign = "D" if amount.startswith("-") else "C"
    plain = amount.lstrip("-").replace(".", ",")
    file = (
        f":20:X{count}\n:25:NL91ABNA0417164300\n:60F:C260302{currency}0,\n"
        f":61:2603030303{sign}{plain}NTRFREF{count}//B{count}\n"
        f":86:/IBAN/BE68539007547034/NAME/{name}/REMI/{text}/EREF/E{count}\n:62F:{sign}260303{currency}{plain}\n-"
    )
    made = banking.import_bytes(context, f"{count}.sta", file.encode())
    assert made.new == 1, made
    return lines.lines(books.of(context), lines.WantedLines(state="open")).rows[0].id


def state(context: Context) -> list[tuple[Any, ...]]:
    """Every item's open amount and the balance of every account, as it stands."""
    items = sql.rows(
        "SELECT COALESCE(d.number, ''), i.kind, i.amount, i.allocated, i.allocated_base FROM open_item i "
        "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "WHERE i.tenant_id = %s AND i.kind IN ('invoice', 'credit_note') ORDER BY 1, 2, 3",
        [context.tenant_id],
    )
    accounts = sql.rows(
        "SELECT a.kind, SUM(CASE WHEN p.debit_account_id = a.id THEN p.base_amount ELSE -p.base_amount END) "
        "FROM account a JOIN posting p ON p.tenant_id = a.tenant_id "
        "AND a.id IN (p.debit_account_id, p.credit_account_id) "
        "WHERE a.tenant_id = %s GROUP BY a.kind HAVING SUM(CASE WHEN p.debit_account_id = a.id THEN p.base_amount "
        "ELSE -p.base_amount END) <> 0 ORDER BY a.kind",
        [context.tenant_id],
    )
    return [*items, *[(kind, int(amount)) for kind, amount in accounts]]


def clean(context: Context) -> bool:
    """`verify` finds no difference."""
    return not verify.run(books.of(context)).differences


def balances(context: Context) -> dict[str, int]:
    """Account kind -> balance in cents, without empty ones."""
    return {row[0]: row[1] for row in state(context) if len(row) == 2}


def test_one_payment_pays_two_invoices_less_a_credit_note(context: Context) -> None:
    id = line(context, "320.00")
    parts = (Part("INV-1", "100"), Part("INV-2", "250"), Part("CN-1", "-30"))
    made = cash.apply_line(context, ApplyLine(id, "C-1", parts))
    assert made.unapplied == "0.00" and [one.document for one in made.allocated] == ["INV-1", "INV-1", "INV-2"]
    assert balances(context)["bank"] == 32000 and clean(context)
    row, _ = lines.line(books.of(context), id)
    assert row.state == "applied" and row.payment == made.references[0]


def test_what_is_not_applied_stays_unapplied(context: Context) -> None:
    made = cash.apply_line(context, ApplyLine(line(context, "105.00"), "C-1", (Part("INV-1", "100"),)))
    assert made.unapplied == "5.00" and clean(context)


def test_an_unknown_payer_waits_on_the_unidentified_customer(context: Context) -> None:
    made = cash.apply_line(context, ApplyLine(line(context, "12.00")))
    assert made.unapplied == "12.00" and made.customer_number == "" and clean(context)


def test_an_earned_discount_closes_the_invoice_on_its_own_account(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    part = Part("INV-1", "98.00", "2.00", "discount")
    cash.apply_line(clerk, ApplyLine(line(context, "98.00"), "C-1", (part,)))
    assert balances(context)["discount"] == 200 and clean(context)
    with pytest.raises(LimitExceeded):
        part = Part("INV-2", "240.00", "10.00", "discount")
        cash.apply_line(clerk, ApplyLine(line(context, "240.00"), "C-1", (part,)))


def test_a_bank_charge_is_let_go_within_the_limit(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    cash.apply_line(clerk, ApplyLine(line(context, "85.00"), "C-1", (Part("INV-1", "85", "15", "charge"),)))
    assert balances(context)["charge"] == 1500 and clean(context)
    with pytest.raises(LimitExceeded):
        part = Part("INV-2", "200", "50", "charge")
        cash.apply_line(clerk, ApplyLine(line(context, "200.00"), "C-1", (part,)))


def test_a_deduction_stays_open_with_its_reason_and_owner(context: Context) -> None:
    part = Part("INV-2", "200", "50", "deduction", "freight")
    made = cash.apply_line(context, ApplyLine(line(context, "200.00"), "C-1", (part,)))
    assert made.deductions == ("INV-2: 50.00 freight disputed",)
    found = sql.row(
        "SELECT amount, reason, owner, state, answer_by FROM deduction WHERE tenant_id = %s", [context.tenant_id]
    )
    assert found is not None and found[:4] == (5000, "freight", "logistics", "open")
    assert sql.day(found[4]) == DAY + datetime.timedelta(days=14)
    assert clean(context)


def test_undo_restores_every_side_to_the_cent(context: Context) -> None:
    before = state(context)
    id = line(context, "398.00")
    parts = (
        Part("INV-1", "98", "2", "discount"),
        Part("INV-2", "240", "10", "deduction", "price"),
        Part("INV-3", "60"),
    )
    cash.apply_line(context, ApplyLine(id, "C-1", parts))
    assert state(context) != before
    undone = cash.undo(context, UndoLine(id, "Wrong customer"))
    assert state(context) == before and clean(context)
    assert {one.document for one in undone.reopened} >= {"INV-1", "INV-2", "INV-3"}
    found = sql.row("SELECT state, resolution FROM deduction WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None and found[0] == "resolved"
    again = cash.apply_line(context, ApplyLine(id, "C-1", (Part("INV-2", "250"),)))
    assert again.unapplied == "148.00" and clean(context)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_applying_and_taking_back_restores_every_side(context: Context, seed: int) -> None:
    draw = random.Random(seed)
    before, bank = state(context), [line(context, f"{draw.randrange(2_000, 40_000) / 100:.2f}") for _ in range(4)]
    ways = (("", ""), ("discount", ""), ("charge", ""), ("deduction", "price"))
    applied: list[int] = []
    for _ in range(24):
        id = draw.choice(bank)
        if id in applied:
            cash.undo(context, UndoLine(id, "Wrong"))
            applied.remove(id)
            continue
        kind, reason = draw.choice(ways)
        cash_paid = f"{draw.randrange(100, 2_000) / 100:.2f}"
        part = Part(f"INV-{draw.randint(1, 3)}", cash_paid, "1" if kind else "", kind, reason)
        more = (Part("CN-1", "-5"),) if draw.random() < 0.3 else ()
        try:
            cash.apply_line(context, ApplyLine(id, draw.choice(("C-1", "C-1", "")), (part, *more)))
            applied.append(id)
        except (Invalid, LimitExceeded, Overallocated) as refused:
            assert refused.sentence.endswith(".")
    assert clean(context)
    for id in draw.sample(applied, len(applied)):
        cash.undo(context, UndoLine(id, "Wrong"))
    assert state(context) == before and clean(context)
    assert reports.memory(books.of(context)) == (), "what the lines had taught is forgotten too"


def test_a_group_pays_for_its_children_and_a_payout_for_strangers(context: Context) -> None:
    factories.customer(context, "P-1")
    factories.customer(context, "K-1", parent_number="P-1")
    factories.customer(context, "S-1")
    for owner, number in (("K-1", "INV-K"), ("S-1", "INV-S")):
        factories.invoice(context, number, "40.00", DAY, customer=owner)
    made = cash.apply_line(
        context, ApplyLine(line(context, "90.00"), "P-1", (Part("INV-K", "40"), Part("INV-S", "40")))
    )
    assert len(made.references) == 2 and made.unapplied == "10.00" and clean(context)
    cash.undo(context, UndoLine(lines.lines(books.of(context), lines.WantedLines(state="applied")).rows[0].id, "again"))
    assert clean(context)


def test_money_that_the_bank_converted_pays_the_invoice_in_its_currency(context: Context) -> None:
    factories.customer(context, "U-1", currency="USD")
    factories.invoice(context, "INV-U", "110.00", DAY, customer="U-1", currency="USD", rate="0.90")
    made = cash.apply_line(context, ApplyLine(line(context, "101.50"), "U-1", (Part("INV-U", "110"),)))
    assert made.currency == "USD" and made.unapplied == "0.00"
    assert balances(context)["bank"] == 10150 and balances(context)["fx"] == -250 and clean(context)


def test_an_invoice_of_a_later_day_is_met_on_that_day(context: Context) -> None:
    factories.invoice(context, "INV-L", "50.00", datetime.date(2026, 3, 20))
    made = cash.apply_line(context, ApplyLine(line(context, "50.00"), "C-1", (Part("INV-L", "50"),)))
    assert made.unapplied == "0.00" and clean(context)
    id = lines.lines(books.of(context), lines.WantedLines(state="applied")).rows[0].id
    cash.undo(context, UndoLine(id, "Too early"))
    assert clean(context)


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ((Part("INV-1", "100.01"),), Overallocated),
        ((Part("INV-1", "99", "2", "discount"),), Overallocated),
        ((Part("INV-2", "250"),), Overallocated),
        ((Part("INV-9", "1"),), NotFound),
        ((Part("INV-1", "1"), Part("INV-1", "1")), Invalid),
        ((Part("INV-1", "-1"),), Invalid),
        ((Part("CN-1", "1"),), Invalid),
        ((Part("CN-1", "-30"),), Invalid),
        ((Part("INV-1", "1", "1", "gift"),), Invalid),
        ((Part("INV-1", "1", "1", "deduction", "mood"),), Invalid),
        ((Part("INV-1"),), Invalid),
        ((Part("INV-1", "1.001"),), Invalid),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_everything(
    context: Context, parts: tuple[Part, ...], refusal: type[Exception]
) -> None:
    id = line(context, "200.00")
    before = state(context)
    with pytest.raises(refusal):
        cash.apply_line(context, ApplyLine(id, "C-1", parts))
    assert state(context) == before
    assert lines.line(books.of(context), id)[0].state == "open"


def test_a_line_is_dealt_with_once(context: Context) -> None:
    id = line(context, "10.00")
    cash.pass_over(context, PassLine(id, "Interest from the bank", "4950"))
    for again in (
        lambda: cash.apply_line(context, ApplyLine(id, "C-1")),
        lambda: cash.pass_over(context, PassLine(id, "x")),
    ):
        with pytest.raises(Conflict):
            again()
    cash.undo(context, UndoLine(id, "It was a payment after all"))
    assert cash.apply_line(context, ApplyLine(id, "C-1")).unapplied == "10.00"


def test_a_returned_payment_reopens_its_invoices_under_their_old_due_days(context: Context) -> None:
    def due_days() -> list[tuple[Any, ...]]:
        return sql.rows("SELECT due_on FROM open_item WHERE tenant_id = %s AND kind = 'invoice'", [context.tenant_id])

    due = due_days()
    made = cash.apply_line(context, ApplyLine(line(context, "100.00"), "C-1", (Part("INV-1", "100"),)))
    back = line(context, "-100.00", text="RETOURE AC04")
    with pytest.raises(Invalid):
        cash.return_payment(context, ReturnLine(line(context, "-99.00"), made.references[0]))
    returned = cash.return_payment(context, ReturnLine(back, made.references[0]))
    assert [(one.document, one.open) for one in returned.reopened] == [("INV-1", "100.00")]
    assert clean(context) and "bank" not in balances(context)
    assert due == sql.rows(
        "SELECT due_on FROM open_item WHERE tenant_id = %s AND kind = 'invoice'", [context.tenant_id]
    )


def test_a_confirmed_payment_teaches_and_its_undo_forgets(context: Context) -> None:
    def known() -> list[tuple[Any, ...]]:
        return sql.rows(
            "SELECT kind, value, seen FROM payer_memory WHERE tenant_id = %s ORDER BY kind", [context.tenant_id]
        )

    id = line(context, "10.00")
    cash.apply_line(context, ApplyLine(id, "C-1"))
    assert known() == [("account", "BE68539007547034", 1), ("name", "acmenv", 1)]
    cash.apply_line(context, ApplyLine(line(context, "11.00"), "C-1"))
    assert [row[2] for row in known()] == [2, 2]
    cash.undo(context, UndoLine(id, "Not theirs"))
    assert [row[2] for row in known()] == [1, 1]


def test_who_may_not_apply_cash_is_refused(context: Context) -> None:
    id = line(context, "10.00")
    for role in ("sales", "collector", "auditor", "controller"):
        with pytest.raises(NotAllowed):
            cash.apply_line(factories.member(context, role), ApplyLine(id, "C-1"))
    customers.edit(context, customers.EditCustomer("C-1", name="Still there"))
