"""Remittances come before or after the payment, find it by their own words or by hand, and the engine follows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quittance.actions import cash, cash_policy, matching, remittances
from quittance.actions.command import Context
from quittance.actions.remittances import Attach, Detach, Discard, RemittancesTaken
from quittance.books import sql
from quittance.formats.bank import Malformed
from quittance.reports import books, verify
from quittance.reports import remittances as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories
from tests.actions.test_matching import by_text, context, file, proposal
from tests.formats.test_x12 import SAMPLE

__all__ = ["context"]

pytestmark = pytest.mark.django_db

WORDS = (
    "From: Havstein Seafood AS\nPayment date: 3 March 2026\n"
    "INV-26-00101  812.35\nINV-26-00102  1,290.10\nTotal 2,102.45"
)


def take(context: Context, text: str = WORDS, line_id: int = 0, name: str = "mail.txt") -> RemittancesTaken:
    """Take a text in."""
    return remittances.take_bytes(context, name, text.encode(), line_id)


def money(context: Context, amount: str = "2102.45", payer: str = "HAVSTEIN SEAFOOD AS", text: str = "thanks") -> int:
    """A bank line of that payer, whose text says nothing."""
    file(context, (amount, payer, "", text))
    return by_text(context)[text.split(maxsplit=1)[0]].id


def proposed(context: Context, line_id: int) -> tuple[str, dict[str, Any]]:
    """The latest decision on a line, and what it holds."""
    decision, kept = proposal(context, line_id)
    return decision, dict(kept)


def test_a_remittance_waits_for_its_payment_and_explains_it(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, "0.9"))
    made = take(context)
    assert (len(made.ids), made.documents, made.attached, made.again) == (1, 2, 0, False)
    line_id = money(context)
    (card,) = reports.of_line(books.of(context), line_id)
    assert card.row.id == made.ids[0] and card.row.attached_by == "" and "same amount" in card.row.reasons
    matching.run(context)
    decision, kept = proposed(context, line_id)
    assert decision == "proposed" and [part[0] for part in kept["parts"]] == ["INV-26-00101", "INV-26-00102"]
    assert any("mail.txt" in reason for reason in kept["reasons"])
    (card,) = reports.of_line(books.of(context), line_id)
    assert (card.against, card.differences, card.off_total) == ("proposed", (), 0)


def test_one_that_comes_after_the_payment_finds_it_too(context: Context) -> None:
    line_id = money(context)
    cash.apply_line(context, cash.ApplyLine(line_id, "C-1", (cash.Part("INV-26-00101", "812.35"),), "changed"))
    assert take(context).attached == 1
    (card,) = reports.of_line(books.of(context), line_id)
    assert card.against == "applied"
    assert [(one.document, one.kind, one.advised) for one in card.differences] == [("INV-26-00102", "missing", 129_010)]
    assert not verify.run(books.of(context)).differences


def test_the_same_remittance_again_changes_nothing(context: Context) -> None:
    first = take(context)
    assert take(context).again and take(context).ids == first.ids
    assert len(reports.rows(books.of(context))) == 1


def test_by_hand_it_is_attached_detached_and_thrown_away(context: Context) -> None:
    (id,) = take(context).ids
    line_id = money(context, "2000.00", "SOMEBODY ELSE")
    assert reports.card(books.of(context), id).row.line_id == 0
    remittances.attach(context, Attach(id, line_id))
    card = reports.card(books.of(context), id)
    assert (card.row.line_id, card.row.attached_by, card.off_total) == (line_id, context.actor.name, -10_245)
    with pytest.raises(Conflict):
        remittances.discard(context, Discard(id))
    other = money(context, "5.00", "NOBODY", "other")
    with pytest.raises(Conflict):
        remittances.attach(context, Attach(id, other))
    assert remittances.detach(context, Detach(id)).line_id == 0
    with pytest.raises(Conflict):
        remittances.detach(context, Detach(id))
    remittances.discard(context, Discard(id))
    with pytest.raises(NotFound):
        reports.card(books.of(context), id)


def test_what_is_pasted_for_a_line_leads_the_engine_to_its_invoices(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, "0.9"))
    line_id = money(context, "2000.00", "UNKNOWN HOLDING")
    take(context, "INV-26-00102  1,290.10 less claim 102.45\nINV-26-00101  812.35\nTotal 2,000.00", line_id)
    matching.run(context, [line_id])
    _, kept = proposed(context, line_id)
    assert {part[0]: part[1] for part in kept["parts"]} == {"INV-26-00101": "812.35", "INV-26-00102": "1187.65"}


def test_an_interchange_gives_an_advice_for_each_payment(context: Context) -> None:
    made = remittances.take_bytes(context, "820.edi", SAMPLE.encode())
    card = reports.card(books.of(context), made.ids[0])
    assert (card.row.reference, card.row.currency, card.row.total) == ("TRACE99", "USD", 148_050)
    assert card.row.lines[1].deduction_minor == 2_000 and ("segment 8", "RMR*IV*INV-1001**1000.50*1010.50*10") in (
        card.fields
    )


def test_what_cannot_be_is_refused(context: Context) -> None:
    with pytest.raises(Malformed):
        take(context, "hello")
    with pytest.raises(NotFound):
        take(context, line_id=77)
    file(context, ("5.00", "X", "", "in"))
    sql.execute("UPDATE bank_line SET amount = -500 WHERE tenant_id = %s", [context.tenant_id])
    with pytest.raises(Invalid):
        take(context, line_id=by_text(context)["in"].id)
    with pytest.raises(NotAllowed):
        take(factories.member(context, "sales"))
    other = factories.company("Other Ltd")
    (id,) = take(context).ids
    with pytest.raises(NotFound):
        remittances.discard(other, Discard(id))


def test_a_dry_run_keeps_nothing(context: Context) -> None:
    assert take(replace(context, dry_run=True)).documents == 2
    assert reports.rows(books.of(context)) == ()
