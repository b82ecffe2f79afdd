"""The slow model of who is reminded: one customer after another, one rule after another, from what the guide says."""

from __future__ import annotations

import datetime
import zoneinfo
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import holidays

from quittance.rules import holdout
from quittance.rules.dunning import Policy, Step
from tests.sim.reminded_paid import TALKED_DAYS
from tests.sim.reminded_world import DAY, Customer, Decided, Item, World

MET = "done"
"""Calls with this state reached somebody, the others did not."""

ORDER = ("hold", "dispute", "deduction", "plan", "promise", "bank", "unapplied")
HOME = "Europe/Amsterdam"
CLOSED = {
    country: frozenset(holidays.country_holidays(country, years=range(2025, 2028))) for country in ("NL", "DE", "US")
}


def decisions(world: World) -> dict[str, Decided]:
    """Customer -> step, base amount asked for, the rule that holds it ("" for none) and who is brought in or copied."""
    made = {}
    for one in world.customers:
        found = decision(world, one)
        if found is not None:
            made[one.number] = found
    return made


def decision(world: World, one: Customer) -> Decided | None:
    """What is to happen to one customer."""
    today = world.context.today
    policy = _policy(world, one)
    held = _held(world, one)
    reached = [(item, _reached(policy, item.due_on, today)) for item in one.items]
    late = [(item, day) for item, day in reached if day is not None]
    fresh = [(item, day) for item, day in late if day > max(item.sent, default=-10_000)]
    if not fresh:
        return None
    asked = [day for item, day in fresh if held[item.id][0] < item.open]
    day = max(asked or [day for _, day in fresh])
    step = next(step for step in policy.steps if step.day == day)
    wanted = [item for item, at in late if at > 0] if day > 0 else [item for item, at in fresh if at <= 0]
    base = sum(_rest(item, held[item.id][0]) for item in wanted)
    ours = _senior(world, one) if step.ours or step.channel == "inside" else 0
    if not asked:
        return day, base, min((held[item.id][1] for item, _ in late if held[item.id][1]), key=ORDER.index), ours
    return day, base, _rule(world, one, policy, step, base), ours


def outside(world: World, sent: Mapping[str, str]) -> Counter[str]:
    """Messages that should not be: about debt that is settled or wholly held, or outside the guardrails."""
    told: Counter[str] = Counter()
    for one in world.customers:
        if one.number not in sent:
            continue
        held = _held(world, one)
        told["settled"] += not any(item.open for item in one.items)
        told["held debt"] += all(held[item.id][0] >= item.open for item in one.items)
        told["outside"] += _stopped(world, one)
        if sent[one.number] == "inside":
            continue
        told["outside"] += any(on == world.context.today for on, _ in one.reminders)
        told["outside"] += bool(one.known.get("consumer")) and _week(world, one) >= 7
    return told


def _policy(world: World, one: Customer) -> Policy:
    by_name = {policy.name: policy for policy in world.policies}
    if one.known.get("policy") in by_name:
        return by_name[one.known["policy"]]
    segment, grade = one.segment.lower(), _grade(world, one)
    by_segment = [policy for policy in world.policies if segment in [name.lower() for name in policy.segments]]
    by_grade = [policy for policy in world.policies if grade in policy.grades]
    by_country = [policy for policy in world.policies if one.country in policy.countries]
    return (*by_segment, *by_grade, *by_country, by_name["Standard"])[0]


def _reached(policy: Policy, due_on: datetime.date, today: datetime.date) -> int | None:
    days = [step.day for step in policy.steps if _on(step, due_on) <= today and (step.day >= 0 or due_on >= today)]
    return max(days, default=None)


def _on(step: Step, due_on: datetime.date) -> datetime.date:
    """The day on which the step of a debt comes."""
    if not step.working:
        return due_on + DAY * step.day
    on, left = due_on, step.day
    while left:
        on += DAY
        left -= on.weekday() < 5 and on not in CLOSED["NL"]
    return on


def _held(world: World, one: Customer) -> dict[int, tuple[int, str]]:
    """Item -> what is held of it, at most what is open, and the strongest rule."""
    made: dict[int, list[tuple[str, int]]] = {
        item.id: [("hold", item.open)] * _stopped(world, one) for item in one.items
    }
    for item in one.items:
        left = item.open
        for rule, amount in sorted(item.holds, key=lambda each: ORDER.index(each[0])):
            taken = left if rule == "hold" else min(max(1, amount), left)
            left -= taken
            if taken:
                made[item.id].append((rule, taken))
    _promised_whole(one, made)
    for item in one.items:
        if item.bank:
            made[item.id].append(("bank", min(item.bank, item.open)))
    _credited(one, made)
    return {
        id: (sum(amount for _, amount in parts), min((rule for rule, _ in parts), key=ORDER.index, default=""))
        for id, parts in made.items()
    }


def _promised_whole(one: Customer, made: dict[int, list[tuple[str, int]]]) -> None:
    """A promise of the whole account takes what no other agreement holds, the oldest debt first."""
    for currency, amount in one.whole.items():
        left = amount
        for item in sorted((item for item in one.items if item.currency == currency), key=lambda i: (i.due_on, i.id)):
            taken = min(left, max(0, item.open - sum(held for _, held in made[item.id])))
            left -= taken
            if taken:
                made[item.id].append(("promise", taken))


def _credited(one: Customer, made: dict[int, list[tuple[str, int]]]) -> None:
    """Credit covers what is owed in its currency and not held otherwise, the oldest debt first."""
    for currency, credit in one.credit.items():
        left = credit
        for item in sorted((item for item in one.items if item.currency == currency), key=lambda i: (i.due_on, i.id)):
            taken = min(left, max(0, item.open - sum(held for _, held in made[item.id])))
            left -= taken
            if taken:
                made[item.id].append(("unapplied", taken))


def _stopped(world: World, one: Customer) -> bool:
    """The whole account is on hold."""
    return any(until is None or until >= world.context.today for until in one.stops)


def _rest(item: Item, held: int) -> int:
    """What is left of an item, in the company's currency."""
    base = item.base - 2 * item.allocated
    return 0 if held >= item.open else base - held * base // item.open


def _senior(world: World, one: Customer) -> int:
    """Who is named for the customer, then behind the policy, then who supervises, then who owns it: of those here."""
    people = world.people
    order = (one.known.get("our_senior_id"), people.behind, people.supervisor, one.owner)
    return next((id for id in order if id in people.here), 0)


def _rule(world: World, one: Customer, policy: Policy, step: Step, base: int) -> str:
    if step.channel == "inside":
        return _inside(world, one, policy, step, base)
    known, today = one.known, world.context.today
    last = max([on for on, _ in one.reminders] + _met(one), default=None)
    many = sum(on > today - DAY * policy.period_days for on, _ in one.reminders)
    week = _week(world, one)
    hour = _hour(world, known.get("time_zone") or HOME)
    soft = step.channel != "letter"
    night = known.get("consumer") and not 8 <= hour < 21
    address = {"email": _mailed(one), "sms": known.get("mobile", "")}
    refused = {"email": _came_back(one), "sms": {known.get("unreachable", "")}}
    checks = (
        ("small", base < max(step.minimum, policy.minimum)),
        ("grade", bool(step.risk) and _grade(world, one) not in step.risk),
        ("opted_out", step.channel in known.get("opted_out", "").split()),
        ("no_postal_address", not soft and not one.street and not one.city),
        ("address", step.channel in address and not address[step.channel]),
        ("bounced", step.channel in address and address[step.channel] in refused[step.channel]),
        ("waits", any(state in ("waiting", "queued", "sending") for _, state in one.reminders)),
        ("answer", any(_waits_to_be_read(world, *each) for each in one.mails)),
        ("pause", last is not None and (today - last).days < max(policy.pause_days, 1)),
        ("most", many >= policy.most_contacts),
        ("seven", known.get("consumer") and week >= 7),
        ("hours", soft and (not policy.from_hour <= hour < policy.until_hour or night)),
        ("closed", soft and (today.weekday() >= 5 or today in CLOSED[one.country])),
        ("held_out", step.day <= policy.holdout_days and _is_out(world, one, policy)),
    )
    return next((rule for rule, true in checks if true), "")


def _came_back(one: Customer) -> set[str]:
    return {one.known.get("bounced", ""), one.known.get("bounced_too", "")} - {""}


def _mailed(one: Customer) -> str:
    """Where a mail goes: to the main contact, or to the customer's own address where that one came back."""
    good = [to for to in (one.main, one.email) if to and to not in _came_back(one)]
    return good[0] if good else one.main or one.email


def _grade(world: World, one: Customer) -> str:
    """How the customer pays: days late of what was paid within a year, weighted by amount, and whether it is broken."""
    today, late, paid = world.context.today, 0, 0
    for each in one.paid:
        on = max(each.received_on, each.issued_on)
        if today - DAY * 365 < on <= today:
            late, paid = late + (on - each.due_on).days * each.base, paid + each.base
    if not paid:
        return "N"
    days = int((Decimal(late) / paid).quantize(Decimal(1), ROUND_HALF_UP))
    worse = (days > 0) + (days > 7) + (days > 20) + (days > 45)
    return "ABCDEE"[worse + _word_broken(one, today)]


def _word_broken(one: Customer, today: datetime.date) -> bool:
    """A promise was broken lately, something is late, and nobody has talked to the customer since."""
    lately = [on for on, state in one.broken if state in ("broken", "partly") and (today - on).days <= TALKED_DAYS]
    talks = [on for on, kind, state in one.spoken if kind != "note" and state not in ("failed", "taken_back")]
    late = any(item.due_on < today for item in one.items)
    return late and bool(lately) and not any(on > max(lately) for on in talks)


def _inside(world: World, one: Customer, policy: Policy, step: Step, base: int) -> str:
    """The customer hears nothing, so no guardrail of contacts holds it."""
    checks = (
        ("small", base < max(step.minimum, policy.minimum)),
        ("grade", bool(step.risk) and _grade(world, one) not in step.risk),
        ("waits", any(state in ("waiting", "queued", "sending") for _, state, _ in one.given)),
        ("given", any(state == "to_do" and who in world.people.active for _, state, who in one.given)),
        ("nobody", not _senior(world, one)),
        ("held_out", step.day <= policy.holdout_days and _is_out(world, one, policy)),
    )
    return next((rule for rule, true in checks if true), "")


def _waits_to_be_read(world: World, at: int, state: str, automatic: str) -> bool:
    return (state, automatic) == ("open", "by hand") and at > world.context.now - 7 * 86_400_000_000


def _met(one: Customer) -> list[datetime.date]:
    """When people wrote to somebody or met them on the phone."""
    wrote = [on for on, kind, state in one.spoken if kind == "mail" and state not in ("failed", "taken_back")]
    return wrote + [on for on, kind, state in one.spoken if kind == "call" and state == MET]


def _week(world: World, one: Customer) -> int:
    """How often somebody was contacted in seven days, today being the last: by reminders, and by people."""
    since = world.context.today - DAY * 6
    people = [on for on, kind, state in one.spoken if kind != "note" and state not in ("failed", "taken_back")]
    return sum(on >= since for on in (*people, *(on for on, _ in one.reminders)))


def _is_out(world: World, one: Customer, policy: Policy) -> bool:
    return holdout.held_out(policy.holdout, policy.holdout_seed, world.code, policy.name, one.number)


def _hour(world: World, zone: str) -> int:
    at = datetime.datetime.fromtimestamp(world.context.now / 1e6, datetime.UTC)
    return at.astimezone(zoneinfo.ZoneInfo(zone)).hour
