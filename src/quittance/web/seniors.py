"""Senior contacts of the company's own on screen: whom one can choose, and who stands in for one who left."""

from __future__ import annotations

from typing import Any

from quittance.reports import activities, dunning_log, people, seniors
from quittance.reports.seniors import Senior
from quittance.reports.worklist import Account
from quittance.rules.dossiers import RECEIVERS
from quittance.rules.dunning import INSIDE
from quittance.web.visit import Visit

Choice = tuple[str, str]


def choices(visit: Visit, chosen: str, nobody: str) -> list[Choice]:
    """Who can be named, by email; `chosen` stands there, too, when they have left, so that nobody else is put in."""
    able = seniors.able(visit.books)
    made = [("", nobody), *((one.email, one.name) for one in able.able.values())]
    if chosen and able.named(chosen) is None:
        made.append((chosen, f"{name_of(visit, chosen)}, who cannot be brought in now"))
    return made


def name_of(visit: Visit, email: str) -> str:
    """The name of a member, whoever may no longer enter too; the address of nobody here."""
    return next((one.name for one in people.members(visit.books) if one.email.lower() == email.lower()), email)


def behind(visit: Visit, email: str) -> tuple[str, Senior | None]:
    """The name of who is named for a policy, "" for nobody, and who stands in where they cannot be brought in."""
    able = seniors.able(visit.books)
    named = able.named(email)
    if named is not None:
        return named.name, None
    return (name_of(visit, email) if email else "", able.supervisor)


def escalating(visit: Visit, account: Account, chosen: str | None) -> dict[str, Any]:
    """What the worklist needs to escalate an account: to whom one can, who is proposed, and whom a policy gave it to.

    `chosen` is who was sent, an email or a receiver of dossiers. The senior contact is proposed unless it is theirs.
    """
    books = visit.books
    senior = seniors.named_for(books, account.number, visit.context.today) if chosen is None else None
    proposed = senior.email if senior and senior.id != account.owner_id else ""
    given = dunning_log.reminders(books, states=("to_do",), customer_number=account.number)
    return {
        "members": activities.members(books),
        "receivers": list(RECEIVERS.items()),
        "proposed_owner": proposed if chosen is None else chosen,
        "given": next((one for one in given if one.channel == INSIDE), None),
    }


def has_been_given(visit: Visit) -> bool:
    """Somebody who takes no accounts of their own was brought in with one."""
    return seniors.holds(visit.books, visit.context.actor.id)
