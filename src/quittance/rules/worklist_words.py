"""What a collector says and writes, from the account's facts: kind and exact, one question, and a way out.

Amounts and days come as text that is ready to be shown, so that nothing is formatted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """A debt that is asked for: its document, what is open of it, and since when it has been due."""

    document: str
    amount: str
    due: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that has passed: when it was made and for when, and how much."""

    made: str
    promised: str
    amount: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Who speaks to whom and about what.

    `total` is in the currencies of the debts; `usual` is a weekday on which they pay, "" unknown; `out` is left out.
    """

    contact: str
    me: str
    company: str
    asks: tuple[Ask, ...]
    total: str
    broken: Broken | None = None
    usual: str = ""
    out: tuple[str, ...] = ()


MOST_NAMED = 12


def opening(scene: Scene) -> str:
    """The first sentences of a call."""
    hello = f"Good day{_first(scene.contact)}, {scene.me.split(maxsplit=1)[0]} from {scene.company}."
    if scene.broken:
        told = (
            f"You told us on {scene.broken.made} that {scene.broken.amount} would be paid by {scene.broken.promised}."
        )
        return f"{hello} {told} It has not reached us. {question(scene)}"
    together = "" if len(scene.asks) == 1 else " together"
    return f"{hello} I am calling about {_many(scene.asks)}, {scene.total}{together}. {question(scene)}"


def question(scene: Scene) -> str:
    """The one question that can be answered."""
    if scene.usual:
        return f"Can it join {scene.usual}’s payment run?"
    return "Which day can we expect it?"


def subject(scene: Scene) -> str:
    """The subject of a mail."""
    if scene.broken:
        return f"Expected by {scene.broken.promised}: {scene.broken.amount}"
    if len(scene.asks) == 1:
        return f"{scene.asks[0].document}: {scene.asks[0].amount} open"
    return f"{len(scene.asks)} open invoices, {scene.total}"


def mail(scene: Scene) -> str:
    """The text of a mail, paragraphs apart."""
    parts = [f"Dear {scene.contact or 'colleagues'},"]
    if scene.broken:
        parts.append(
            f"When we spoke on {scene.broken.made} you expected to pay {scene.broken.amount} by "
            f"{scene.broken.promised}. We have not received it yet."
        )
    parts.append(f"{_many(scene.asks).capitalize()} from us {'is' if len(scene.asks) == 1 else 'are'} past due:")
    shown = [f"{one.document}: {one.amount}, due {one.due}" for one in scene.asks[:MOST_NAMED]]
    if len(scene.asks) > MOST_NAMED:
        shown.append(f"and {len(scene.asks) - MOST_NAMED} more")
    parts.append("\n".join(shown))
    if len(scene.asks) > 1:
        parts.append(f"Together that is {scene.total}. {question(scene)}")
    else:
        parts.append(question(scene))
    if scene.out:
        is_are = "is" if len(scene.out) == 1 else "are"
        parts.append(f"{listed(scene.out)} {is_are} not part of this request; you will hear from us about it.")
    parts.append("If something is wrong with an invoice, tell us by answering this mail and we stop asking for it.")
    parts.append(f"Kind regards,\n{scene.me}, {scene.company}")
    return "\n\n".join(parts)


def _many(asks: Sequence[Ask]) -> str:
    return "one open invoice" if len(asks) == 1 else f"{len(asks)} open invoices"


def _first(name: str) -> str:
    return f" {name.split(maxsplit=1)[0]}" if name.strip() else ""


def listed(names: Sequence[str]) -> str:
    """With commas, and "and" before the last."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
