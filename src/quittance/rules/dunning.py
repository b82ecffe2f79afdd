"""Dunning policies: the steps of reminding, when each is reached, and what a policy may say."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from quittance.rules import grades, holdout, money, text
from quittance.rules.calendar import DAY, is_working
from quittance.rules.holdout import USUAL_DAYS
from quittance.rules.refusals import Invalid

EMAIL, LETTER, CALL, SMS, WHATSAPP = "email", "letter", "call", "sms", "whatsapp"
INSIDE = "inside"
"""Nothing goes to the customer: somebody of the company takes the account over."""

REACHING = (EMAIL, LETTER, CALL, SMS, WHATSAPP)
"""Channels that reach the customer, and that it may not want."""

CHANNELS = (*REACHING, INSIDE)
TEXTED = (SMS, WHATSAPP)
"""Channels of short texts to a mobile number, sent by a provider."""

KIND, FRIENDLY, FIRM, FORMAL, THANKS = "kind", "friendly", "firm", "formal", "thanks"
TONES = (KIND, FRIENDLY, FIRM, FORMAL)

PROPOSED, LIVE, PAST = "proposed", "live", "past"
"""States of a version: one of each policy is live."""

LANGUAGES = ("en", "de", "fr", "es", "nl")

MOST_POLICIES = 20
MOST_SEGMENTS, MOST_SEGMENT = 20, 60
"""Segments of a policy, and characters of the name of one."""
MOST_STEPS = 12
EARLIEST_DAY, LATEST_DAY = -60, 365
MOST_COPIES = 5
MOST_PAUSE_DAYS = 90
MOST_CONTACTS = 50
HOURS = 24
MOST_SUBJECT, MOST_BODY = 200, 4_000
MOST_TEXTED = 500
"""Characters of own wording of a text message, before its placeholders are filled."""

LONGEST_BREAK_DAYS = 30
"""Days without work in a row, at most, that counting in working days passes."""

CONSUMER_HOURS = (8, 21)
"""A consumer is not contacted outside these hours (12 CFR 1006.6 (b) (1), as the strictest that is common)."""

CONSUMER_CONTACTS, CONSUMER_DAYS = 7, 7
"""More contacts than these in so many days are presumed to harass (12 CFR 1006.14 (b) (2))."""

ANSWER_MICROS = 7 * 86_400_000_000
"""So long, a week in microseconds, a mail that nobody has looked at yet holds back what the machine would write."""

GRATEFUL_DAY = 9_999
"""The place of a thank-you behind every step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level: `day` counts from the due day, below zero before it, in working days when `working`.

    `minimum` is the least that must be owed and `fee` what is charged, in base minor units. `interest` names the
    late interest, `approval` waits for a person's word, `senior` copies the customer's senior contact and `ours` the
    company's. `risk` holds the letters of `rules.grades` for which it is taken, "" for everybody. A step that is
    `inside` gives the account to the company's senior contact and says nothing to the customer.
    """

    day: int
    channel: str
    tone: str
    working: bool = False
    minimum: int = 0
    fee: int = 0
    interest: bool = False
    approval: bool = False
    senior: bool = False
    copies: tuple[str, ...] = ()
    risk: str = ""
    ours: bool = False

    @property
    def needs_ours(self) -> bool:
        """A senior contact of the company's own has to do with it."""
        return self.ours or self.channel == INSIDE


FLAGS = ("working", "interest", "approval", "senior", "ours")
"""What a step says yes or no to."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A plan with its guardrails.

    It holds for those that were given it by name, then for customers of its `segments`, its `grades` (letters of
    `rules.grades`, "" for none) and its `countries`; the one that is `standard` holds for everybody else. At most
    one message in `pause_days`, at most `most_contacts` in `period_days`, sent from `from_hour` until `until_hour`
    of the customer's clock. Nothing leaves below `minimum` base minor units. `texts` holds own wording: step's day
    -> language -> subject and body. One that is `by_hand` is left out of the runs of every day. `holdout` percent of
    its customers, drawn by `holdout_seed`, get no step of the first `holdout_days` days, so that the effect of the
    others' can be measured. `our_senior` is the address of the member who stands behind its escalations.
    """

    name: str
    steps: tuple[Step, ...]
    standard: bool = False
    countries: tuple[str, ...] = ()
    minimum: int = 0
    pause_days: int = 5
    most_contacts: int = 8
    period_days: int = 90
    from_hour: int = 8
    until_hour: int = 18
    sender: str = ""
    thanks: bool = False
    texts: Mapping[int, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    by_hand: bool = False
    holdout: int = 0
    holdout_days: int = USUAL_DAYS
    holdout_seed: str = ""
    our_senior: str = ""
    segments: tuple[str, ...] = ()
    grades: str = ""

    @property
    def asks_grades(self) -> bool:
        """Payers' grades decide something of it."""
        return bool(self.grades) or any(step.risk for step in self.steps)


@dataclass(frozen=True, slots=True)
class Reached:
    """A step with the latest due day for which it is reached."""

    step: Step
    due_by: datetime.date


RULES = {
    "hold": "the account is on hold",
    "insolvent": "the customer is insolvent",
    "promise": "a promise runs",
    "plan": "it is paid by a plan",
    "dispute": "it is disputed",
    "deduction": "a deduction is open on it",
    "unapplied": "unapplied credit covers it",
    "bank": "a bank line that waits is likely to pay it",
    "settled": "it was settled before it was sent",
    "policy": "the policies in force ask for nothing now",
    "small": "less is owed than the step asks for",
    "grade": "the step is for customers of another payer grade",
    "opted_out": "the customer does not want this channel",
    "bounced": "mail to the address came back, or the number cannot be reached",
    "address": "no address is known",
    "no_postal_address": "no postal address is known to post a letter to",
    "pause": "a message went out, or somebody called or wrote, too few days ago",
    "most": "as many messages went out as the policy allows",
    "seven": "seven contacts in seven days are the most for a consumer",
    "hours": "it is outside the hours of the customer's clock",
    "closed": "it is no working day at the customer's",
    "waits": "a message to the customer is under way already",
    "answer": "a mail of theirs waits in the inbox to be looked at",
    "mail": "no mail server is set up",
    "provider": "no provider of text messages is set up",
    "dropped": "a person said no",
    "stopped": "its run was stopped before it went",
    "given": "the account was given to somebody who has not said yet what came of it",
    "nobody": "nobody of the company who may read the books can take it over",
    "passed": "a later step is reached, and the next run takes it",
    "held_out": "the customer is held out at random, to measure what reminders do",
}
"""Why something is not sent: the word that is logged, and what it means. A log of before knows «insolvent», too."""

ITEM_RULES = ("hold", "dispute", "deduction", "plan", "promise", "bank", "unapplied")
"""Rules that hold back exactly an amount of an item, the strongest first."""


def check(policy: Policy) -> Policy:
    """The policy when it makes sense, its steps in order; raises `Invalid` naming the field."""
    name = text.clean(policy.name, "name", 60, needed=True)
    if not policy.steps or len(policy.steps) > MOST_STEPS:
        raise Invalid(f"A policy has between 1 and {MOST_STEPS} steps.", field="steps")
    steps = tuple(sorted((_checked(step) for step in policy.steps), key=lambda one: one.day))
    days = [one.day for one in steps]
    if len(set(days)) != len(days):
        raise Invalid("Two steps lie on the same day. Move one.", field="steps")
    for value, low, high, named in (
        (policy.pause_days, 0, MOST_PAUSE_DAYS, "pause_days"),
        (policy.most_contacts, 1, MOST_CONTACTS, "most_contacts"),
        (policy.period_days, 1, LATEST_DAY, "period_days"),
        (policy.from_hour, 0, HOURS - 1, "from_hour"),
        (policy.until_hour, policy.from_hour + 1, HOURS, "until_hour"),
    ):
        if not low <= value <= high:
            raise Invalid(f"Enter a whole number between {low} and {high}.", field=named)
    holdout.check(policy.holdout, policy.holdout_days)
    our_senior = text.email(policy.our_senior, "our_senior").lower()
    if not our_senior and any(step.needs_ours for step in steps):
        raise Invalid("Name who of the company stands behind the escalations of the policy.", field="our_senior")
    countries = tuple(dict.fromkeys(code for one in policy.countries if (code := text.country(one, "countries"))))
    return replace(
        policy,
        name=name,
        steps=steps,
        countries=countries,
        sender=text.clean(policy.sender, "sender", 100),
        holdout_seed=text.clean(policy.holdout_seed, "holdout_seed", holdout.MOST_SEED),
        texts=_texts(policy.texts, steps),
        our_senior=our_senior,
        segments=_segments(policy.segments),
        grades=_grades(policy.grades),
    )


def _segments(given: Sequence[str]) -> tuple[str, ...]:
    """Each once, whatever its spelling."""
    cleaned = [" ".join(text.clean(one, "segments", MOST_SEGMENT).split()) for one in given]
    if len(cleaned) > MOST_SEGMENTS:
        raise Invalid(f"A policy holds for at most {MOST_SEGMENTS} segments.", field="segments")
    return tuple({one.casefold(): one for one in reversed(cleaned) if one}.values())[::-1]


def _grades(given: str) -> str:
    letters = grades.read(given, "grades")
    if given.strip() and not letters:
        raise Invalid("For every grade, let the policy hold for everybody who follows no other.", field="grades")
    return letters


def _checked(step: Step) -> Step:
    for given, allowed, named in ((step.channel, CHANNELS, "channel"), (step.tone, TONES, "tone")):
        if given not in allowed:
            raise Invalid(f"Choose one of {', '.join(allowed)}.", field=named)
    if not EARLIEST_DAY <= step.day <= LATEST_DAY:
        raise Invalid(f"A step lies between {-EARLIEST_DAY} days before and {LATEST_DAY} after.", field="day")
    if step.day <= 0 and (step.fee or step.interest):
        raise Invalid("Before a debt is late nothing can be charged for it.", field="fee")
    if step.channel in TEXTED and (step.copies or step.senior or step.ours):
        raise Invalid("Nobody gets a copy of a text message. Take copies, senior and ours away.", field="copies")
    if step.channel == INSIDE:
        _check_inside(step)
    if len(step.copies) > MOST_COPIES:
        raise Invalid(f"At most {MOST_COPIES} people are copied.", field="copies")
    copies = tuple(dict.fromkeys(one for given in step.copies if (one := text.email(given, "copies"))))
    return replace(step, copies=copies, risk=grades.read(step.risk, "risk"))


def _check_inside(step: Step) -> None:
    if step.day <= 0:
        raise Invalid("Nobody takes an account over before it is late.", field="day")
    if step.fee or step.interest:
        raise Invalid("Nothing is said to the customer inside, so nothing is charged or named.", field="fee")
    if step.copies or step.senior or step.ours:
        raise Invalid("Inside the account is given to our senior, and nothing is copied.", field="copies")


def _texts(
    given: Mapping[int, Mapping[str, tuple[str, str]]], steps: Sequence[Step]
) -> dict[int, dict[str, tuple[str, str]]]:
    """Wording of the steps that are there, without what was left empty."""
    made: dict[int, dict[str, tuple[str, str]]] = {}
    most = {step.day: MOST_TEXTED if step.channel in TEXTED else MOST_BODY for step in steps}
    inside = {step.day for step in steps if step.channel == INSIDE}
    for day, languages in given.items():
        if day not in most:
            continue
        if day in inside and any(part.strip() for both in languages.values() for part in both):
            raise Invalid(f"Nothing is written to the customer on day {day}. Take its wording away.", field="texts")
        for language, (subject, body) in languages.items():
            if language not in LANGUAGES:
                raise Invalid(f"Choose one of {', '.join(LANGUAGES)}.", field="language")
            both = (text.clean(subject, "subject", MOST_SUBJECT), text.clean(body, "body", most[day]))
            if any(both):
                made.setdefault(day, {})[language] = both
    return made


def reached(policy: Policy, today: datetime.date, holidays: frozenset[datetime.date]) -> tuple[Reached, ...]:
    """The steps, the latest first, each with the latest due day for which it is reached today."""
    return tuple(Reached(step, _due_by(step, today, holidays)) for step in reversed(policy.steps))


def _due_by(step: Step, today: datetime.date, holidays: frozenset[datetime.date]) -> datetime.date:
    if not step.working:
        return today - DAY * step.day
    way = -1 if step.day > 0 else 1
    on, left = today, abs(step.day)
    while left:
        on += way * DAY
        left -= _counts(on, way, holidays)
    return on


def _counts(on: datetime.date, way: int, holidays: frozenset[datetime.date]) -> bool:
    """Counting back from today, the day after the due day is the first: the working day that is left counts."""
    return is_working(on - way * DAY, holidays)


def parse(words: str, currency: str) -> Step:
    """A step as words, such as "15 email firm min=25.00 fee=5.00 risk=CDE approval"; raises `Invalid`.

    Flags are working, interest, approval, senior and ours; min and fee are amounts of the currency, risk names payers'
    grades (N for one not known yet), copy an address.
    """
    first, *rest = words.split() or [""]
    if len(rest) < 2 or not first.lstrip("+-").isdecimal() or len(first) > 5:
        raise Invalid(f"{words[:60]!r} is no step. Write it as: 15 email firm.", field="steps")
    made: dict[str, Any] = {"copies": ()}
    for word in rest[2:]:
        name, _, value = word.partition("=")
        if name in FLAGS and not value:
            made[name] = True
        elif name in ("min", "fee") and value:
            made["minimum" if name == "min" else "fee"] = money.read(value, currency, field="steps")
        elif name == "risk" and value:
            made["risk"] = grades.read(value, "steps")
        elif name == "copy" and value:
            made["copies"] += (value,)
        else:
            raise Invalid(f"{word[:60]!r} is none of {', '.join(FLAGS)}, min, fee, risk, copy.", field="steps")
    return Step(int(first), rest[0], rest[1], **made)


def written(step: Step, currency: str) -> str:
    """A step as `parse` reads it."""
    parts = [f"{step.day:+d}" if step.day else "0", step.channel, step.tone]
    parts += [name for name in FLAGS if getattr(step, name)]
    amounts = (("min", step.minimum), ("fee", step.fee))
    parts += [f"{name}={money.write(value, currency)}" for name, value in amounts if value]
    parts += [f"risk={step.risk}"] if step.risk else []
    return " ".join([*parts, *(f"copy={one}" for one in step.copies)])


def encode(policy: Policy) -> str:
    """The policy as it is kept, JSON."""
    return json.dumps(asdict(policy), ensure_ascii=False)


def decode(kept: str) -> Policy:
    """A policy that was kept."""
    made = json.loads(kept)
    made["steps"] = tuple(Step(**{**one, "copies": tuple(one["copies"])}) for one in made["steps"])
    made["countries"], made["segments"] = tuple(made["countries"]), tuple(made.get("segments", ()))
    made["texts"] = {
        int(day): {language: (both[0], both[1]) for language, both in said.items()}
        for day, said in made["texts"].items()
    }
    return Policy(**made)


def step_on(policy: Policy, day: int) -> Step | None:
    """The step of that day, None where the policy has none."""
    return next((one for one in policy.steps if one.day == day), None)


STANDARD = Policy(
    "Standard",
    (
        Step(-5, EMAIL, KIND, minimum=100_000),
        Step(3, EMAIL, FRIENDLY),
        Step(8, CALL, FRIENDLY, minimum=250_000),
        Step(15, EMAIL, FIRM, interest=True),
        Step(30, LETTER, FORMAL, interest=True, approval=True, senior=True),
    ),
    standard=True,
    minimum=2_500,
    thanks=True,
)
"""What a company begins with: it is proposed, and nothing is sent before somebody has adopted it."""
