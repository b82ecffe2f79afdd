"""Resolutions: what a decision posts, and by whose right."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection, transaction

from quittance.actions import disputes, resolutions
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.resolutions import Carried, Claim
from quittance.books import sql
from quittance.reports import books, verify
from quittance.rules import money
from quittance.rules.refusals import NotAllowed, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_decision_alone_posts_nothing() -> None:
    claim = Claim("C-1", 1, "INV-1", "EUR", 100, "Price difference")
    assert resolutions.carried_out(factories.company(), claim, "reject", "No") == Carried("", 0)


def test_both_rights_are_needed_to_decide_and_to_post() -> None:
    context = factories.company()
    poor = replace(context, actor=replace(context.actor, permissions=frozenset({"disputes.resolve"})))
    claim = Claim("C-1", 1, "INV-1", "EUR", 100, "Price difference")
    for way in ("credit", "rebill", "write_off"):
        with pytest.raises(NotAllowed):
            resolutions.carried_out(poor, claim, way, "Yes")
    with pytest.raises(NotAllowed):
        resolutions.invoiced_anew(poor, claim, 100, "")


def credited(context: Context, amount: int) -> list[tuple[int, int, str, int]]:
    """Rate, net, category and reason's length of the lines of the credit note that a dispute of INV-1 ends in."""
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", money.write(amount, "EUR")))
    made = disputes.resolve(context, disputes.ResolveDispute("DSP-0001", "Agreed", "credit"))
    total = sql.rows(
        "SELECT id, total FROM document WHERE tenant_id = %s AND number = %s", [context.tenant_id, made.credit_number]
    )
    assert total[0][1] == amount and not verify.run(books.of(context)).differences
    return sql.rows(
        "SELECT tax_rate_e4, net, tax_category, LENGTH(tax_reason) FROM line WHERE tenant_id = %s AND document_id = %s "
        "ORDER BY n",
        [context.tenant_id, total[0][0]],
    )


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


@pytest.mark.parametrize("amount", [1, 2, 3, 99, 1_234])
def test_any_amount_is_credited_to_the_cent(context: Context, amount: int) -> None:
    factories.invoice(context, "INV-1", "", lines=(factories.line("Boxes", "1", "100.00", "21"),))
    ((rate, net, _, _),) = credited(context, amount)
    assert (rate, net) == (210_000, amount - money.ratio(amount, 21, 121))


def test_several_taxes_share_the_amount_in_proportion(context: Context) -> None:
    given = (("100.00", "21"), ("50.00", "9"), ("25.00", "0"))
    factories.invoice(context, "INV-1", "", lines=tuple(factories.line("Boxes", "1", net, rate) for net, rate in given))
    found = credited(context, 2_005)
    assert [rate for rate, *_ in found] == [210_000, 90_000, 0]
    assert [net for _, net, _, _ in found] == [1_000, 500, 250]


def test_a_reason_for_no_tax_goes_along(context: Context) -> None:
    line = replace(factories.line("Boxes", "1", "100.00", "0"), tax_category="exempt", tax_reason="Article 132")
    factories.invoice(context, "INV-1", "", lines=(line,))
    ((rate, net, category, reason),) = credited(context, 1_000)
    assert (rate, net, category, reason) == (0, 1_000, "exempt", len("Article 132"))


@pytest.mark.django_db(transaction=True)
def test_what_somebody_else_credits_at_that_moment_is_not_credited_twice() -> None:
    if not sql.on_postgresql():
        pytest.skip("ONLY ON POSTGRESQL: on SQLite one writes at a time")
    context = factories.company()
    told: list[str] = []
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00")
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "100.00"))

    def resolve() -> None:
        try:
            disputes.resolve(context, disputes.ResolveDispute("DSP-0001", "Agreed", "credit"))
        except Overallocated as refusal:
            told.append(refusal.sentence)
        connection.close()

    second = threading.Thread(target=resolve)
    with transaction.atomic():
        factories.credit_note(context, "CN-1", "100.00", allocate=(ShareInput("INV-1", "100.00"),))
        second.start()
        for _ in range(2_000):
            if sql.row(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            ):
                break
            second.join(0.01)
    second.join(20)
    assert told and told[0].startswith("0.00 EUR of INV-1 was not credited yet"), told
