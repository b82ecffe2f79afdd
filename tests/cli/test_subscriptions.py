"""Subscriptions at the terminal: followed, told, listed, changed, ended; and what one was told, read."""

from __future__ import annotations

import pytest

from quittance.actions import holds
from quittance.reports import books, people
from tests import factories, informed
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db


def test_a_person_follows_is_told_reads_and_ends_it() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    member = factories.member(context, "credit_manager")
    who = next(row.email for row in people.members(books.of(context)) if row.id == member.actor.id)
    me, csv = ("--as", who), ("--format", "csv")
    assert "hold" in [row["topic"] for row in quittance("subscription", "topics", *csv).rows]
    assert quittance("subscription", "follow", "C-1", *me).code == 0
    holds.place(context, holds.PlaceHold("C-1", "Wait"))
    informed.look(context)
    (row,) = quittance("notifications", "list", "--unread", *me, *csv).rows
    assert row["what"] == "Reminders are held back: Wait"
    assert "1 read" in quittance("notifications", "read", row["id"], *me).out
    assert [one["scope"] for one in quittance("subscription", "list", *me, *csv).rows] == ["managed", "customer"]
    (about,) = quittance("subscription", "list", "--customer", "C-1", *csv).rows
    assert quittance("subscription", "edit", about["id"], "--topic", "payment", "--least", "50", *me).code == 0
    assert quittance("subscription", "end", about["id"], *me).code == 0
    assert quittance("subscription", "list", "--every", *csv).rows == []
    told = ("subscription", "tell", "person", who, "--scope", "all", "--topic", "invoice")
    assert quittance(*told).code == 0
    assert quittance("subscription", "tell", "person", who, "--channel", "webhook").code != 0
    assert quittance("subscription", "leave", "x@y.example", "--format", "json").refusal == ("not_found", "address")
    assert quittance("notifications", "list", "--format", "json").code != 0, "the operator is told of nothing"
