"""Payments at the terminal: recorded, allocated, taken back, moved and refunded."""

from __future__ import annotations

import pytest

from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.cli.payments import shares
from tests import factories
from tests.cli.terminal import done, quittance

ON = ("--on", "2024-02-01")


@pytest.fixture
def context() -> Context:
    """C-1 owes on two invoices of January 2024; C-2 owes nothing."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    for number, day in (("INV-1", "2024-01-10"), ("INV=2", "2024-01-20")):
        done("invoice", "add", "C-1", "--total", "100", "--number", number, "--on", day)
    return context


def test_shares_are_numbers_with_or_without_an_amount() -> None:
    assert shares(["INV-1", "INV-2=50.00", "A=B=5", " INV-3 = 1 "]) == (
        ShareInput("INV-1"),
        ShareInput("INV-2", "50.00"),
        ShareInput("A=B", "5"),
        ShareInput("INV-3", "1"),
    )
    assert shares(None) == ()


@pytest.mark.django_db
def test_a_payment_stays_unapplied_or_meets_the_oldest_or_the_named(context: Context) -> None:
    assert done("pay", "10", "C-1", *ON)["unapplied"] == "10.00"
    oldest = done("pay", "150", "C-1", *ON, "--oldest", "--reference", "P-2")
    assert [(one["document"], one["amount"]) for one in oldest["allocated"]] == [
        ("INV-1", "100.00"),
        ("INV=2", "50.00"),
    ]
    named = done(
        "pay", "30", "C-1", *ON, "--to", "INV=2=20", "--payer", "HARBOUR", "--text", "INV 2", "--method", "card"
    )
    assert (named["allocated"][0]["open"], named["unapplied"]) == ("30.00", "10.00")
    assert quittance("pay", "1", "C-1", "--oldest", "--to", "INV-1").code == 2


@pytest.mark.django_db
def test_a_payment_of_nobody_is_unidentified_until_moved(context: Context) -> None:
    done("pay", "40", *ON, "--reference", "P-1")
    assert done("payment", "show", "P-1")["customer"] == "UNIDENTIFIED"
    moved = done("move", "P-1", "C-1", "--amount", "15", *ON)
    assert (moved["customer_number"], moved["amount"]) == ("C-1", "15.00")
    held = {one["customer"]: one["unapplied"] for one in done("payment", "show", "P-1")["holdings"]}
    assert held == {"UNIDENTIFIED": "25.00", "C-1": "15.00"}
    assert "held by C-1 Customer C-1: 15.00 unapplied" in quittance("payment", "show", "P-1").out


@pytest.mark.django_db
def test_an_allocation_is_made_and_taken_back_by_the_id_that_is_shown(context: Context) -> None:
    done("pay", "60", "C-1", *ON, "--reference", "P-1")
    made = done("allocate", "P-1", "--to", "INV-1=25", *ON)
    assert made["unapplied"] == "35.00"
    id = done("payment", "show", "P-1")["met"][0]["allocation_id"]
    assert f"allocation {id}: 25.00 with invoice INV-1 on 2024-02-01" in quittance("payment", "show", "P-1").out
    back = done("unallocate", id, *ON)
    assert [(one["document"], one["open"]) for one in back["reopened"]] == [("INV-1", "100.00")]
    assert quittance("unallocate", id, "--format", "json").refusal[0] == "already_reversed"
    assert quittance("unallocate", "x").code == 2


@pytest.mark.django_db
def test_unapplied_money_is_paid_back(context: Context) -> None:
    done("pay", "60", "C-1", *ON, "--reference", "P-1")
    assert done("refund", "P-1", "--amount", "20", *ON)["amount"] == "20.00"
    assert done("refund", "P-1", *ON)["amount"] == "40.00"
    assert quittance("refund", "P-1", "--format", "json").refusal == ("overallocated", "amount")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("pay", "0", "C-1"), ("invalid", "amount")),
        (("pay", "1,5", "C-1"), ("invalid", "amount")),
        (("pay", "1", "C-9"), ("not_found", "customer")),
        (("pay", "1", "C-1", "--method", "barter"), ("invalid", "method")),
        (("pay", "1", "C-1", "--to", "INV-9"), ("not_found", "allocate")),
        (("pay", "1", "C-1", "--to", "INV-1=2"), ("overallocated", "allocate")),
        (("pay", "500", "C-1", "--to", "INV-1=100.01"), ("overallocated", "allocate")),
        (("allocate", "P-9"), ("not_found", "credit")),
        (("move", "P-9", "C-2"), ("not_found", "reference")),
        (("refund", "P-9"), ("not_found", "reference")),
    ],
)
def test_a_wrong_payment_is_refused_by_its_field(
    context: Context, words: tuple[str, ...], refusal: tuple[str, str]
) -> None:
    assert quittance(*words, "--format", "json").refusal == refusal
    assert done("payment", "list") == []


@pytest.mark.django_db
def test_a_dry_run_shows_the_plan_and_leaves_the_invoice_open(context: Context) -> None:
    told = done("pay", "60", "C-1", *ON, "--oldest", "--dry-run")
    assert (told["dry_run"], told["allocated"][0]["open"]) == (True, "40.00")
    assert done("invoice", "show", "INV-1")["open"] == "100.00"
