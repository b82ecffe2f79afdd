"""The worklist: the next step of an overdue account, why, and how much money a minute spent on it moves.

Chances are estimates and say so. Left alone, a debt is paid within `HORIZON_DAYS` as often as others of its lateness
were. What a step adds is an assumption: it multiplies the odds by `LIFT_E1` tenths, and what it adds to them is halved
by each try that met nobody. So a debt that nobody has paid for a year does not become likely by a call.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import inbox_asks

CALL, EMAIL, PLAN, ESCALATE, WAIT = "call", "email", "plan", "escalate", "wait"
STEPS = {CALL: "Call", EMAIL: "Email", PLAN: "Plan", ESCALATE: "Escalate", WAIT: "Wait"}
MINUTES = {CALL: 8, EMAIL: 2, PLAN: 12, ESCALATE: 15, WAIT: 1}
"""What a step takes, notes included."""

LIFT_E1 = {CALL: 25, EMAIL: 16, PLAN: 20, ESCALATE: 22, WAIT: 10}
"""What a step multiplies the odds of payment by, in tenths: 10 leaves them as they are."""

REACHED, NO_ANSWER, MESSAGE, WRONG = "reached", "no_answer", "message", "wrong_number"
OUTCOMES = {REACHED: "reached", NO_ANSWER: "no answer", MESSAGE: "message left", WRONG: "wrong number"}
KINDS = {"call": "call", "note": "note", "mail": "mail"}

HORIZON_DAYS = 14
BANDS = (1, 8, 15, 31, 61, 91)
"""Days late at which a band begins."""

LATE_DAYS = 14
"""From here on a call moves more per minute than another mail."""

OLD_DAYS = 90
TRIES = 2
"""Calls that met nobody, after which a mail goes first; with an old debt, somebody else is asked."""

MOST_TRIES = 4
"""So many calls in vain halve what a step adds, each time; more of them change nothing."""

AGAIN_DAYS = 3
"""Working days that a customer is left alone after it was reached or written to."""


FEWEST_REACHED = 5
"""Calls that reached somebody, from which a time of the day can be told."""

NOON, HALF_HOUR = 12 * 60, 30
PUNCTUAL_MONTHS = 6
"""After so many months by the day, a debt that is late is worth telling as the first."""

_WISHES = {
    inbox_asks.PLAN: (PLAN, "Asked for a plan on {}, no reply yet"),
    inbox_asks.COPY: (EMAIL, "Asked for the invoice on {}; send it again"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an overdue account; amounts in base minor units.

    `asked` is overdue, not held back and not covered by unapplied credit. `tries` are calls since somebody was
    reached, `spoken_on` the last day on which somebody was reached or written to, `broken_on` a promised day that
    passed without the money since then. `set_step` and `next_on` are what a person has said comes next, `why` is
    what holds it back, in words. `wish` is what a mail asks for that nobody has answered, a word of `inbox_asks`, since
    `wished_on`. `came` is what arrived today, in words; `reminded` counts reminders that went out lately. For so many
    `punctual_months` every debt was settled by its day, 0 where little is known; `usual_late` are the mean days late of
    a year.
    """

    asked: int
    held: int
    days_late: int
    items: int
    tries: int = 0
    spoken_on: datetime.date | None = None
    broken_on: datetime.date | None = None
    set_step: str = ""
    next_on: datetime.date | None = None
    set_reason: str = ""
    why: str = ""
    wish: str = ""
    wished_on: datetime.date | None = None
    came: str = ""
    reminded: int = 0
    punctual_months: int = 0
    usual_late: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next step with its day and reason; `alone` and `acted` are chances in percent, `worth` base minor units."""

    step: str
    on: datetime.date
    reason: str
    alone: int
    acted: int
    worth: int

    @property
    def per_minute(self) -> int:
        """Base minor units that a minute spent on it moves."""
        return self.worth // MINUTES[self.step]


def propose(facts: Facts, chances: Sequence[int], today: datetime.date) -> Proposal:
    """What comes next; `chances` are percents by band. A day that a person has set is kept."""
    step, reason = _step(facts, today)
    if facts.set_step:
        step, reason = facts.set_step, facts.set_reason or reason
    on = facts.next_on if facts.next_on and facts.next_on > today else today
    alone = chances[band(facts.days_late)]
    acted = chance_acted(step, alone, facts.tries)
    return Proposal(step, on, reason, alone, acted, facts.asked * (acted - alone) // 100)


def chance_acted(step: str, alone: int, tries: int) -> int:
    """The chance in percent after a step, from that of a debt left alone and how many calls met nobody."""
    odds = 10 + ((LIFT_E1[step] - 10) >> min(tries, MOST_TRIES))
    return 100 * alone * odds // (alone * odds + (100 - alone) * 10)


def most_per_minute(asked: int, chances: Sequence[int]) -> int:
    """More than this no step moves per minute of an account that may be asked for `asked`, whatever else is known."""
    return max((asked * added // 100 // minutes for added, minutes in _gains(chances)), default=0)


def least_asked(per_minute: int, chances: Sequence[int]) -> int:
    """With less than this to be asked for no account moves `per_minute`."""
    return min((-(-per_minute * minutes * 100 // added) for added, minutes in _gains(chances)), default=0)


def _gains(chances: Sequence[int]) -> list[tuple[int, int]]:
    """What each step adds to the chance of each band where nobody has tried yet, if anything, and its minutes."""
    every = [(chance_acted(step, alone, 0) - alone, MINUTES[step]) for step in STEPS for alone in chances]
    return [one for one in every if one[0]]


def best_time(reached: Sequence[int]) -> str:
    """When calls reach a customer, such as "before 11:30" or "after 14:00"; `reached` are minutes since its midnight.

    "" for fewer than `FEWEST_REACHED`, and unless four of five lie in one half of its day. To the half hour, which
    holds all of that half.
    """
    before = [at for at in reached if at < NOON]
    after = [at for at in reached if at >= NOON]
    if len(reached) < FEWEST_REACHED or max(len(before), len(after)) * 5 < len(reached) * 4:
        return ""
    if len(before) > len(after):
        until = (max(before) // HALF_HOUR + 1) * HALF_HOUR
        return f"before {until // 60}:{until % 60:02d}"
    since = min(after) // HALF_HOUR * HALF_HOUR
    return f"after {since // 60}:{since % 60:02d}"


def band(days_late: int) -> int:
    """The band of a lateness."""
    return max(n for n, first in enumerate(BANDS) if days_late >= first or n == 0)


def chances(debts: Sequence[tuple[int, int | None]]) -> tuple[int, ...]:
    """Percent of debts that were paid within the horizon after they had become so late, by band.

    A debt is its lateness now or when it was paid, and that again if it was paid (None while it is open). With few
    debts the estimate stays near one in two.
    """
    found = []
    for first in BANDS:
        reached = [paid for late, paid in debts if late >= first and (paid is not None or late >= first + HORIZON_DAYS)]
        soon = sum(1 for paid in reached if paid is not None and paid < first + HORIZON_DAYS)
        found.append(100 * (soon + 2) // (len(reached) + 4))
    return tuple(found)


def _step(facts: Facts, today: datetime.date) -> tuple[str, str]:
    if facts.asked <= 0:
        return WAIT, facts.why[:1].upper() + facts.why[1:] or "There is nothing to ask for"
    if facts.wish and facts.wished_on is not None:
        return _WISHES[facts.wish][0], _WISHES[facts.wish][1].format(_said(facts.wished_on))
    if facts.broken_on is not None:
        return CALL, f"Promise of {_said(facts.broken_on)} broken"
    days = f"{facts.days_late} day{'' if facts.days_late == 1 else 's'}"
    many = f"{facts.items} invoices, {days}" if facts.items > 1 else f"{days} late"
    if facts.days_late > OLD_DAYS and facts.tries >= TRIES:
        return ESCALATE, f"{many}; {facts.tries} calls met nobody"
    if facts.tries >= TRIES:
        return EMAIL, f"{facts.tries} calls met nobody; write before the next"
    step = CALL if facts.days_late > LATE_DAYS else EMAIL
    if facts.came:
        return step, f"{facts.came} arrived today; ask for the rest"
    return step, _of_call(facts, many, today) if step == CALL else _of_mail(facts, many)


def _of_call(facts: Facts, many: str, today: datetime.date) -> str:
    if facts.spoken_on is not None:
        return f"{many}; last contact {(today - facts.spoken_on).days} days ago"
    if facts.reminded and not facts.tries:
        return f"{many}; first call after {facts.reminded} reminder{'' if facts.reminded == 1 else 's'}"
    return f"{many}; nobody has called yet"


def _of_mail(facts: Facts, many: str) -> str:
    if facts.punctual_months >= PUNCTUAL_MONTHS:
        return f"First time late in {facts.punctual_months} months"
    if facts.usual_late is not None and facts.usual_late > 0:
        return f"Usually pays {facts.usual_late} day{'' if facts.usual_late == 1 else 's'} late; now {facts.days_late}"
    return f"{many}; a friendly word is enough"


def _said(day: datetime.date) -> str:
    return f"{day.day} {day:%b}"
