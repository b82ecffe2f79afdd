"""Small ledgers, payers and receipts that the tests of matching share."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from quittance.rules import matching_learned, matching_world
from quittance.rules.matching_cases import World
from quittance.rules.matching_values import Advice, AdviceLine, Confirmed, OpenItem, Party, Rates, Receipt

DAY = datetime.date(2025, 7, 1)
ACME, BOLT, CORD = "C100001", "C100002", "C100003"
PARTIES = [
    Party(ACME, "Acme Maschinenbau GmbH", "DE", "", ("DE11",), "acme.example"),
    Party(BOLT, "Bolt Logistics Ltd", "GB", "", (), "bolt.example"),
    Party(CORD, "Cord Chemicals Inc.", "US", BOLT, (), "cord.example"),
]


def item(number: str, minor: int, customer: str = ACME, due: int = 0, **more: Any) -> OpenItem:
    """An open item due `due` days after the day of the tests, issued thirty days before that."""
    on = DAY + datetime.timedelta(days=due)
    told: dict[str, Any] = {"currency": "EUR", **more}
    return OpenItem(
        number, customer, number, open_minor=minor, issued_on=on - datetime.timedelta(days=30), due_on=on, **told
    )


def receipt(minor: int, text: str = "", id: str = "P1", **more: Any) -> Receipt:
    """Money from Acme's known account, unless said otherwise."""
    told: dict[str, Any] = {"currency": "EUR", "payer": "ACME MASCHINENBAU", "account": "DE11", **more}
    return Receipt(id, DAY, minor, text=text, **told)


def world(items: Sequence[OpenItem], advices: Sequence[Advice] = (), history: Sequence[Confirmed] = ()) -> World:
    """The three customers with these items; one pound is two euros."""
    rates = Rates({("EUR", DAY): 1.0, ("GBP", DAY): 0.5}, (DAY,))
    return matching_world.world(items, PARTIES, matching_learned.learn(history, PARTIES), advices, rates)


def advice(total: int, lines: Sequence[tuple[str, int]], **more: Any) -> Advice:
    """An advice of Acme's, received on the day, with net amounts by document number."""
    told: dict[str, Any] = {"id": "R1", "sender": "Acme Maschinenbau GmbH", "domain": "acme.example", **more}
    listed = tuple(AdviceLine(number, net, net) for number, net in lines)
    return Advice(received_on=DAY, total_minor=total, currency="EUR", lines=listed, **told)
