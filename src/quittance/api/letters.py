"""Registered post through the API: letters given to the post, and what became of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import letters
from quittance.actions.letters import CorrectLetter, LetterKept, PostLetter, SettleLetter
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import PLAIN, Day, DayShown, Given, Id, IdShown, Number, Reason, Shown, Text
from quittance.reports import letters as reports

router = Router()


class NewPosting(Given):
    """A letter as it was given to the post; today when the day is left out."""

    tracking: Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
    carrier: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    posted_on: Day | None = None


class GivenEnd(Given):
    """What became of a letter; today when the day is left out. `proof` is who signed or where the receipt is."""

    state: Literal["delivered", "returned"]
    on: Day | None = None
    proof: Text | None = None


class LetterShown(Shown):
    """A letter by registered post; `reminder_id` is what it says."""

    reminder_id: IdShown
    number: str
    customer_number: str
    customer_name: str
    carrier: str
    tracking: str
    posted_on: DayShown
    state: Literal["under_way", "delivered", "returned"]
    ended_on: DayShown | None
    proof: str
    actor_name: str


class Letters(Shown):
    """Letters by registered post, the latest first."""

    rows: list[LetterShown]


class GivenCorrection(Given):
    """What the log should say instead, and why; what is left out stays."""

    reason: Reason
    tracking: Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)] | None = None
    carrier: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    posted_on: Day | None = None
    state: Literal["under_way", "delivered", "returned"] | None = None
    on: Day | None = None
    proof: Text | None = None


@asks(router, "/letters", Letters)
def list_letters(
    desk: Desk,
    *,
    state: Literal["under_way", "delivered", "returned"] | None = None,
    customer_number: Number | None = None,
) -> dict[str, Any]:
    """List letters by registered post, the latest first."""
    return {"rows": reports.rows(desk.books, state or "", customer_number or "")}


@does(router, "POST", "/dunning/reminders/{id}/post", "letters.post", result_of(LetterKept), status=201)
def post(desk: Desk, id: Id, body: NewPosting) -> LetterKept:
    """Log that a letter was given to the post."""
    return letters.post(desk.context, PostLetter(id, **body.fields()))


@does(router, "POST", "/dunning/reminders/{id}/settle", "letters.settle", result_of(LetterKept))
def settle(desk: Desk, id: Id, body: GivenEnd) -> LetterKept:
    """Log that a letter was delivered or came back."""
    return letters.settle(desk.context, SettleLetter(id, **body.fields()))


@does(router, "POST", "/dunning/reminders/{id}/correct", "letters.correct", result_of(LetterKept))
def correct(desk: Desk, id: Id, body: GivenCorrection) -> LetterKept:
    """Put a slip in the log of a letter right; the audit trail keeps what it said before."""
    return letters.correct(desk.context, CorrectLetter(id, **body.fields()))
