"""Companies with random histories for the simulator of reminders, and what the product decides of them."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quittance.actions import dunning_runs, grading, users
from quittance.actions.command import Context
from quittance.actions.users import ChangeRole, InviteUser, NameUser
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.reports import books as companies
from quittance.reports import dunning_due
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from quittance.rules.dunning import Policy, Step
from tests import dunned, factories
from tests.sim import reminded_paid
from tests.sim.reminded_paid import Paid

DAY = datetime.timedelta(days=1)
HOUR = 3_600 * 10**6
ZONES = ("", "", "Europe/Amsterdam", "Asia/Tokyo", "America/New_York")
COUNTRIES = ("NL", "DE", "US")
POLICIES = (
    Policy(
        "Standard",
        (
            Step(-5, "email", "kind", minimum=5_000),
            Step(3, "email", "friendly"),
            Step(6, "inside", "firm", minimum=4_000),
            Step(15, "letter", "formal"),
        ),
        standard=True,
        minimum=2_500,
        pause_days=5,
        most_contacts=3,
        period_days=30,
        from_hour=8,
        until_hour=18,
    ),
    Policy(
        "Abroad",
        (
            Step(2, "call", "firm", working=True),
            Step(5, "sms", "firm", working=True),
            Step(4, "inside", "firm", working=True),
            Step(9, "email", "firm", working=True),
        ),
        countries=("DE",),
        pause_days=0,
        most_contacts=20,
        period_days=90,
        from_hour=0,
        until_hour=24,
        holdout=20,
        holdout_days=8,
    ),
    Policy(
        "Often",
        (
            Step(-10, "email", "kind"),
            Step(-2, "sms", "kind"),
            Step(0, "email", "kind"),
            Step(5, "call", "friendly", working=True),
            Step(6, "email", "firm", ours=True),
            Step(14, "inside", "firm"),
        ),
        countries=("US",),
        pause_days=3,
        most_contacts=6,
        period_days=30,
        from_hour=6,
        until_hour=22,
    ),
)
HOLDS = ("dispute", "deduction", "plan", "promise", "hold")
LOOKED_AT_ALONE = 12
OFTEN = 0.12
"""Share of customers with whom people were in touch day by day."""


@dataclass(slots=True)
class Item:
    """An open debit: amounts in minor units, what was reminded of it, what rules hold of it, and which hold no more."""

    id: int
    document_id: int
    document: str
    currency: str
    due_on: datetime.date
    amount: int
    allocated: int
    base: int
    sent: list[int] = field(default_factory=list)
    holds: list[tuple[str, int]] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    bank: int = 0

    @property
    def open(self) -> int:
        """What is not allocated."""
        return self.amount - self.allocated


@dataclass(slots=True)
class Customer:
    """A customer with all that decides; `whole` are promises of the whole account, by currency."""

    id: int
    number: str
    country: str
    email: str
    items: list[Item] = field(default_factory=list)
    credit: dict[str, int] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    stops: list[datetime.date | None] = field(default_factory=list)
    reminders: list[tuple[datetime.date, str]] = field(default_factory=list)
    whole: dict[str, int] = field(default_factory=dict)
    spoken: list[tuple[datetime.date, str, str]] = field(default_factory=list)
    mails: list[tuple[int, str, str]] = field(default_factory=list)
    """Days on which a person called, wrote or noted something, with the kind and what became of it."""

    segment: str = ""
    paid: list[Paid] = field(default_factory=list)
    broken: list[tuple[datetime.date, str]] = field(default_factory=list)
    """Promised days that have passed, and what became of the promises."""

    given: list[tuple[datetime.date, str, int]] = field(default_factory=list)
    """Days on which the account was given to somebody inside, with what became of it, and to whom."""

    owner: int | None = None
    """The member who looks after the account."""

    main: str = ""
    """The address of the main contact."""

    street: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Members by what they are to the company: `behind` its policies, `supervisor`, and others.

    They are ids. `active` may enter, and those of them who are `here` may read the books. Nobody else supervises.
    """

    behind: int
    supervisor: int
    others: tuple[int, ...]
    active: frozenset[int]
    here: frozenset[int]


@dataclass(slots=True)
class World:
    """A company on one day and at one hour."""

    context: Context
    run_id: int
    policy_id: int
    code: str
    people: People
    customers: list[Customer]
    policies: tuple[Policy, ...]


def build(rng: random.Random, count: int) -> World:
    """A company of so many customers as values; `reminded_books.write` keeps them."""
    base = factories.company("Simulated Ltd", country="NL", timezone="Europe/Amsterdam")
    factories.customer(base, "C-0")
    factories.invoice(base, "INV-0", "1.00", base.today + 300 * DAY, base.today + 330 * DAY, customer="C-0")
    policies = reminded_paid.drawn(rng, POLICIES)
    people = _people(rng, base, policies)
    day = base.today + DAY * rng.randrange(40)
    context = factories.at(base, day)
    context = factories.later(context, rng.randrange(-12, 12))
    (policy_id,) = sql.row("SELECT MIN(id) FROM dunning_policy WHERE tenant_id = %s", [base.tenant_id]) or (0,)
    run_id = dunning_runs.ask(context, dunning_runs.RunDunning()).run_id
    customers = [_customer(rng, id, n, context) for n, id in enumerate(new_ids(count), 1)]
    for one in customers:
        _looked_after(rng, one, people)
    return World(context, run_id, policy_id, companies.entity(companies.of(context)).code, people, customers, policies)


def _people(rng: random.Random, context: Context, policies: Sequence[Policy]) -> People:
    """Who can be brought in: the policies name one of them; some have left since, and one may not read any more."""
    roles = ("sales", "controller", "collector", "auditor", "clerk")
    emails = [f"{role}{rng.randrange(10**9)}@company.example" for role in roles]
    ids = [users.invite(context, InviteUser(to, to, (role,), "!")).id for to, role in zip(emails, roles, strict=True)]
    for one in policies:
        dunned.adopted(context, one, our_senior=emails[0])
    gone = [n for n in range(len(roles)) if rng.random() < 0.4]
    for n in gone:
        users.deactivate(context, NameUser(emails[n]))
    users.change_role(context, ChangeRole("auditor", ("views.save",)))
    active = frozenset(id for n, id in enumerate(ids) if n not in gone)
    return People(ids[0], ids[1], tuple(ids[2:]), active, active - {ids[roles.index("auditor")]})


def _looked_after(rng: random.Random, one: Customer, people: People) -> None:
    """Who owns the account and who is named for it, and what was given inside before."""
    if rng.random() < 0.5:
        one.owner = rng.choice(people.others)
    if rng.random() < 0.3:
        one.known["our_senior_id"] = rng.choice((people.behind, *people.others))
    if one.reminders and rng.random() < 0.3:
        who = rng.choice((people.behind, *people.others))
        one.given = [(one.reminders[0][0], rng.choice(("sent", "to_do", "to_do", "held", "failed")), who)]
    if rng.random() < 0.03:
        one.given.append((factories.TODAY, rng.choice(("waiting", "queued")), people.behind))


def _customer(rng: random.Random, id: int, n: int, context: Context) -> Customer:
    email = rng.choice(("", *[f"c{n}@customer.example"] * 6))
    made = Customer(id, f"S-{n:06d}", rng.choice(COUNTRIES), email)
    made.main = rng.choice(("", "", f"m{n}@customer.example", email))
    made.street, made.city = rng.choice((("", ""), ("Kade 1", ""), ("", "Delft"), ("Kade 1", "Delft")))
    for item_id, document_id in zip(new_ids(3), new_ids(3), strict=True):
        if rng.random() < 0.25:
            continue
        amount, currency = rng.choice((1, 1_999, 5_000, 123_456)), rng.choice(("EUR", "EUR", "EUR", "USD"))
        due = context.today - DAY * rng.choice((-30, -10, -6, -5, -3, -2, 0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 15, 16, 40))
        allocated = rng.choice((0, 0, 0, amount // 3))
        made.items.append(Item(item_id, document_id, f"D-{item_id}", currency, due, amount, allocated, 2 * amount))
    for item in made.items:
        _troubled(rng, item)
    if rng.random() < 0.2:
        made.credit[rng.choice(("EUR", "USD"))] = rng.choice((1, 2_000, 200_000))
    if rng.random() < 0.4:
        made.known = _known(rng, made)
    if rng.random() < 0.04:
        made.stops = [rng.choice((None, context.today, context.today - DAY)) for _ in range(rng.choice((1, 2)))]
    if rng.random() < 0.06:
        made.whole[rng.choice(("EUR", "USD"))] = rng.choice((1, 2_500, 300_000))
    made.reminders = _reminded(rng, context)
    _often(rng, made, context.today)
    made.mails = _wrote(rng, context)
    made.segment = rng.choice(reminded_paid.SEGMENTS)
    made.paid = reminded_paid.debts(rng, context.today)
    made.broken = reminded_paid.broken(rng, context.today)
    return made


def _reminded(rng: random.Random, context: Context) -> list[tuple[datetime.date, str]]:
    """Days on which messages went out, and one that is under way."""
    made: list[tuple[datetime.date, str]] = []
    if rng.random() < 0.4:
        last = context.today - DAY * rng.choice((0, 1, 3, 4, 5, 6, 7, 25, 29, 30, 80))
        made = [(last - DAY * n, "sent") for n in range(rng.choice((1, 1, 2, 3, 8)))]
    if rng.random() < 0.05:
        made.append((context.today - DAY * 90, rng.choice(("waiting", "queued", "sending"))))
    return made


def _wrote(rng: random.Random, context: Context) -> list[tuple[int, str, str]]:
    """When a mail of the customer came, whether somebody has looked at it, and who sent it."""
    if rng.random() >= 0.06:
        return []
    at = context.now - rng.choice((0, 1, 6, 7, 8, 30)) * 86_400_000_000
    return [(at, rng.choice(("open", "open", "done")), rng.choice(("by hand", "by hand", "by itself")))]


def _often(rng: random.Random, one: Customer, today: datetime.date) -> None:
    """Where people called and wrote on most of the last days, and reminders went out as often as they may."""
    if rng.random() >= OFTEN:
        return
    one.known["consumer"] = rng.random() < 0.8
    kinds = ("call", "call", "mail", "note")
    states = ("done", "done", "sent", "queued", "failed", "taken_back")
    one.spoken = [
        (today - DAY * rng.randrange(10), rng.choice(kinds), rng.choice(states)) for _ in range(rng.randrange(16))
    ]
    if rng.random() < 0.5:
        one.reminders = [(today - DAY * n, "sent") for n in range(1, rng.choice((2, 5, 7, 8)))]


def _troubled(rng: random.Random, item: Item) -> None:
    """What was reminded of an item, and what is held of it."""
    item.sent = [day for day in (2, 3, 5, 9, 15, -5, -10, -2, 0, 6) if rng.random() < 0.12]
    for chance in (0.25, 0.06):
        if rng.random() < chance:
            item.holds.append((rng.choice(HOLDS), rng.choice((1, item.open, 2_000))))
    if rng.random() < 0.08:
        item.over.append(rng.choice(HOLDS))
    if rng.random() < 0.1:
        item.bank = rng.choice((1, item.open, item.open + 50))


def _known(rng: random.Random, one: Customer) -> dict[str, Any]:
    made: dict[str, Any] = {"policy": rng.choice(("", "", "Abroad", "Gone")), "time_zone": rng.choice(ZONES)}
    made["consumer"] = rng.random() < 0.3
    made["opted_out"] = rng.choice(("", "", "email sms", "call letter", "call email"))
    made["bounced"] = rng.choice(("", "", one.email, one.main, "old@customer.example"))
    made["bounced_too"] = rng.choice(("", one.email, one.main, "older@customer.example")) if made["bounced"] else ""
    made["mobile"] = rng.choice(("", "+31612345678", "+31612345678"))
    made["unreachable"] = rng.choice(("", "", made["mobile"], "+31623456789"))
    return made


Decided = tuple[int, int, str, int]
"""Step, base amount asked for, rule, and the id of the member who is brought in or copied (0 for nobody)."""


def decided(world: World) -> tuple[dict[str, Any], dict[str, Decided]]:
    """The run's report, and what the product decides, by customer."""
    context = world.context
    at = Moment(context.today, context.now)
    found = dunning_due.decisions(companies.of(context), at)
    report = dunning_runs.carry_out(context, world.run_id)
    return report, {one.customer_number: _told(one) for one in found}


def _told(one: Decision) -> Decided:
    return one.step.day, one.base, one.rule, one.ours.id if one.ours else 0


def sent(world: World) -> dict[str, str]:
    """Customers for whom the run has queued a message, with its channel."""
    found = sql.rows(
        "SELECT c.number, r.channel FROM reminder r "
        "JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.run_id = %s AND r.queued_at = %s",
        [world.context.tenant_id, world.run_id, world.context.now],
    )
    return dict(found)


def unlogged(world: World, wanted: Mapping[str, Decided]) -> int:
    """Suppressed decisions without their line in the log, and lines for what was sent."""
    found = sql.rows(
        "SELECT c.number, h.rule FROM reminder_held h JOIN customer c ON c.tenant_id = h.tenant_id "
        "AND c.id = h.customer_id WHERE h.tenant_id = %s AND h.whole",
        [world.context.tenant_id],
    )
    held = {(number, one[2]) for number, one in wanted.items() if one[2]}
    return len(held ^ {(row[0], row[1]) for row in found})


def asked_alone(world: World, wanted: Mapping[str, Decided], rng: random.Random) -> int:
    """Customers for whom the question at the moment of sending is answered otherwise than for all at once.

    Half of the time the kept grades are out of date, so that those of one customer are reckoned then.
    """
    context, wrong = world.context, 0
    if rng.random() < 0.5:
        grading.outdate(context)
    sql.execute("DELETE FROM reminder WHERE tenant_id = %s AND queued_at = %s", [context.tenant_id, context.now])
    for one in rng.sample(world.customers, min(LOOKED_AT_ALONE, len(world.customers))):
        found = dunning_due.decisions(companies.of(context), Moment(context.today, context.now), one.id)
        alone = _told(found[0]) if found else None
        wrong += alone != wanted.get(one.number)
    return wrong
