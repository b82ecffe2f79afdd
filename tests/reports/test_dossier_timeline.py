"""A dossier's timeline holds what concerns its claims, each thing once, and counts the rest."""

from __future__ import annotations

import datetime

from quittance.reports.dossier_timeline import Other, condensed
from quittance.reports.happened import Happening

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2026, 3, 2)
CLAIMED = frozenset({"INV-1"})


def on(days: int, kind: str, said: str = "", **more: object) -> Happening:
    """Something so many days after the first."""
    return Happening(FIRST + days * DAY, kind, said, **more)  # type: ignore[arg-type]


def paper(days: int, number: str, minor: int = 10_000) -> Happening:
    """An invoice."""
    return on(days, "invoice", number, minor=minor, currency="EUR", about=(number,))


def told(*events: Happening) -> list[str]:
    """The heads of the steps, as kind and what they say."""
    return [f"{one.head.kind} {one.head.said}".strip() for one in condensed(events, CLAIMED).steps]


def test_what_concerns_other_documents_alone_is_counted_with_its_sum() -> None:
    paid = on(9, "payment", "PAY-2", minor=7_000, currency="EUR", about=("INV-2",))
    found = condensed(
        [
            paper(0, "INV-1"),
            paper(1, "INV-2"),
            paper(2, "INV-3", 500),
            on(5, "email", "RM-2", tone="firm", about=("INV-2",), minor=10_000, currency="EUR"),
            on(6, "email", "RM-1", tone="firm", about=("INV-1", "INV-2"), minor=20_000, currency="EUR"),
            paid,
        ],
        CLAIMED,
    )
    assert [one.head.said for one in found.steps] == ["INV-1", "RM-1"]
    assert found.others == (
        Other("invoice", "EUR", 2, 10_500),
        Other("payment", "EUR", 1, 7_000),
        Other("reminder", "EUR", 1, 10_000),
    )


def test_a_delivery_stands_with_its_paper_and_without_one_nowhere() -> None:
    found = condensed(
        [
            paper(0, "INV-1"),
            on(1, "delivery", "INV-1, a@b.example", state="sent", about=("INV-1",)),
            on(1, "delivery", "INV-2, a@b.example", state="sent", about=("INV-2",)),
        ],
        CLAIMED,
    )
    assert [(one.head.said, len(one.more)) for one in found.steps] == [("INV-1", 1)] and not found.others


def test_calls_that_met_nobody_stand_together_until_something_else_happens() -> None:
    none = {"state": "no_answer"}
    found = condensed(
        [
            *(on(n, "call", **none) for n in range(3)),
            on(3, "call", "Ada", text="Will look", state="reached"),
            on(4, "call", **none),
            on(5, "call", state="message"),
        ],
        CLAIMED,
    )
    assert [(one.head.state, len(one.more)) for one in found.steps] == [
        *(("no_answer", 2), ("reached", 0), ("no_answer", 0), ("message", 0)),
    ]


def test_what_is_said_stands_always_and_what_never_left_does_not() -> None:
    assert told(
        on(0, "promise", "PRM-1", about=("INV-2",), state="broken"),
        on(1, "dispute", "DSP-1, INV-2", about=("INV-2",), state="reject"),
        on(2, "email", "ada@b.example", state="sent"),
        on(3, "email", "bob@b.example", state="failed"),
        on(4, "email", "RM-9", tone="thanks", about=("INV-1",)),
        on(5, "letter", "RM-3", tone="formal"),
    ) == ["promise PRM-1", "dispute DSP-1, INV-2", "email ada@b.example", "letter RM-3"]


def test_a_payment_stands_that_was_returned_or_waits_to_be_allocated() -> None:
    assert told(
        on(0, "payment", "PAY-1", state="returned", about=("INV-1",)),
        on(1, "payment", "PAY-2", state="unallocated"),
        on(2, "payment", "PAY-3"),
    ) == ["payment PAY-1", "payment PAY-2"]
