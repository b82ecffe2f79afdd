"""Dunning policies in versions, adopted by a second person, and what is known of how a customer may be reminded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions import command, dunning_runs, entities
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.reports import books, seniors
from quittance.reports import dunning as reports
from quittance.reports.books import of as books_of
from quittance.rules import dunning as rules
from quittance.rules import dunning_choice, dunning_text, money, phone, text
from quittance.rules.dunning import Policy
from quittance.rules.holdout import USUAL_DAYS
from quittance.rules.refusals import Conflict, Invalid, NotAllowed


@dataclass(frozen=True, slots=True)
class StepText:
    """Own wording of the step of a day in a language; "" leaves what is built in."""

    day: int
    language: str
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class ProposePolicy:
    """A policy as it is to be; `steps` as words, such as "15 email firm fee=5.00", `minimum` decimal text.

    `our_senior` is the email of the member who stands behind its escalations.
    """

    name: str
    steps: tuple[str, ...]
    standard: bool = False
    countries: tuple[str, ...] = ()
    minimum: str = "0"
    pause_days: int = 5
    most_contacts: int = 8
    period_days: int = 90
    from_hour: int = 8
    until_hour: int = 18
    sender: str = ""
    thanks: bool = False
    texts: tuple[StepText, ...] = ()
    by_hand: bool = False
    holdout: int = 0
    holdout_days: int = USUAL_DAYS
    holdout_seed: str = ""
    our_senior: str = ""
    segments: tuple[str, ...] = ()
    grades: str = ""


@dataclass(frozen=True, slots=True)
class AdoptPolicy:
    """A version that is to hold from now on, a past one too; 0 is the one that is proposed."""

    name: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class PolicyKept:
    """The version as it stands: `state` is proposed, live or past."""

    name: str
    version: int
    state: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetDunning:
    """How one customer is reminded; None leaves a thing as it is.

    `policy` "" follows segment, grade, country and standard again. `opted_out` names channels. `mobile` takes text
    messages; given again, a number that could not be reached is tried anew. A stop for a while is a hold. `our_senior`
    is the email of the member to whom the account is escalated, "" leaves that to the policy.
    """

    customer_number: str
    policy: str | None = None
    consumer: bool | None = None
    time_zone: str | None = None
    opted_out: tuple[str, ...] | None = None
    bounced: str | None = None
    mobile: str | None = None
    senior_name: str | None = None
    senior_email: str | None = None
    our_senior: str | None = None


@dataclass(frozen=True, slots=True)
class DunningSet:
    """How the customer is reminded now; `why` the policy holds: name, segment, grade, country, standard, or ""."""

    customer_number: str
    policy: str
    why: str
    consumer: bool
    time_zone: str
    opted_out: tuple[str, ...]
    bounced: str
    mobile: str
    unreachable: str
    senior_name: str
    senior_email: str
    our_senior: str


@command.verb("dunning.propose", PolicyKept)
def propose(context: Context, data: ProposePolicy) -> PolicyKept:
    """Keep a new version beside the one in force; raises `Invalid`. A version that was not adopted gives way."""
    base = books.entity(books_of(context)).base_currency
    policy = rules.check(_read(data, base))
    _check_senior(context, policy.our_senior)
    known = {row[0]: (int(row[1]), row[2]) for row in _latest(context)}
    if policy.name not in known and len(known) >= rules.MOST_POLICIES:
        raise Invalid(f"At most {rules.MOST_POLICIES} policies.", field="name")
    last, state = known.get(policy.name, (0, ""))
    if state == rules.PROPOSED:
        sql.execute(
            "UPDATE dunning_policy SET state = %s WHERE tenant_id = %s AND entity_id = %s AND name = %s "
            "AND version = %s",
            [rules.PAST, context.tenant_id, context.entity_id, policy.name, last],
        )
    sql.insert(
        "dunning_policy",
        "tenant_id id entity_id name version state definition proposed_by proposer adopter live_on recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, policy.name, last + 1, rules.PROPOSED),
                *(rules.encode(policy), _who(context), context.actor.name, "", None, context.now),
            ]
        ],
    )
    command.note(
        context, "dunning.propose", Subject("dunning_policy", None), {"name": policy.name, "version": last + 1}
    )
    return PolicyKept(policy.name, last + 1, rules.PROPOSED, _steps(policy, base))


@command.verb("dunning.adopt", PolicyKept)
def adopt(context: Context, data: AdoptPolicy) -> PolicyKept:
    """Let a version hold from now on; raises `NotAllowed` for who proposed it, `Conflict`, `NotFound`.

    It runs by itself from the next of its hours on, today already when they are still to come.
    """
    here = books_of(context)
    found = reports.versions(here, data.name)
    chosen = next((one for one in found if data.version in (0, one.version)), None)
    if not data.version:
        chosen = next((one for one in found if one.state == rules.PROPOSED), chosen)
    if not data.version and chosen is not None and chosen.state == rules.PAST:
        raise Conflict(f"Nothing of {chosen.name} is proposed. Name the version to go back to.", field="version")
    if chosen is None:
        chosen = reports.version(here, data.name, data.version)
    if chosen.state == rules.LIVE:
        raise Conflict(f"Version {chosen.version} of {chosen.name} is in force already.", field="version")
    proposed_by = sql.row(
        "SELECT proposed_by FROM dunning_policy WHERE tenant_id = %s AND id = %s", [context.tenant_id, chosen.id]
    )
    if context.actor.kind != "operator" and proposed_by == (_who(context),):
        raise NotAllowed("A second person lets a policy go live. Ask somebody else who may.")
    dunning_choice.check(chosen.policy, (one.policy for one in reports.live(here)))
    _check_senior(context, chosen.policy.our_senior)
    where = [context.tenant_id, context.entity_id, chosen.name]
    sql.execute(
        f"UPDATE dunning_policy SET state = '{rules.PAST}' WHERE tenant_id = %s AND entity_id = %s AND name = %s "
        f"AND state = '{rules.LIVE}'",
        where,
    )
    sql.execute(
        f"UPDATE dunning_policy SET state = '{rules.LIVE}', adopter = %s, live_on = %s "
        "WHERE tenant_id = %s AND id = %s",
        [context.actor.name, context.today, context.tenant_id, chosen.id],
    )
    dunning_runs.plan(context, context.now)
    said = {"name": chosen.name, "version": chosen.version}
    command.note(context, "dunning.adopt", Subject("dunning_policy", chosen.id), said)
    base = books.entity(here).base_currency
    return PolicyKept(chosen.name, chosen.version, rules.LIVE, _steps(chosen.policy, base))


@command.verb("dunning.set_customer", DunningSet)
def set_customer(context: Context, data: SetDunning) -> DunningSet:
    """Keep how a customer is reminded; raises `NotFound`, `Invalid`."""
    here = books_of(context)
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    held = reports.customer(here, data.customer_number, context.today)
    if data.our_senior is not None and data.our_senior.strip().lower() == held.our_senior.lower():
        data = replace(data, our_senior=None)
    made = _given(context, data)
    said = {name: value for name, value in made.items() if name != "our_senior_id"}
    said |= {"our_senior": data.our_senior} if data.our_senior is not None else {}
    _keep(context, customer.id, held, made)
    command.note(context, "dunning.set_customer", Subject("customer", customer.id, customer.id), said)
    return told(reports.customer(here, customer.number, context.today), customer.number)


def note_bounce(context: Context, customer_id: int, address: str) -> None:
    """Mail to the address came back for good, as from another one before; kept within the caller's transaction."""
    found = sql.row(
        "SELECT bounced FROM dunning_customer WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s",
        [context.tenant_id, context.entity_id, customer_id],
    )
    before = str(found[0]) if found else ""
    keep(context, customer_id, {"bounced": address, **({"bounced_too": before} if before not in ("", address) else {})})


def note_unreachable(context: Context, customer_id: int, number: str) -> None:
    """No text reaches the number; kept within the caller's transaction."""
    keep(context, customer_id, {"unreachable": number})


def keep(context: Context, customer_id: int, made: dict[str, object]) -> None:
    """Keep some of what is known of a customer within the caller's transaction, the rest as it is."""
    found = sql.row("SELECT number FROM customer WHERE tenant_id = %s AND id = %s", [context.tenant_id, customer_id])
    assert found is not None
    _keep(context, customer_id, reports.customer(books_of(context), found[0], context.today), made)


def _keep(context: Context, customer_id: int, held: reports.CustomerDunning, made: dict[str, object]) -> None:
    values = {
        "policy": held.policy if held.own else "",
        **{name: getattr(held, name) for name in reports.CUSTOMER_COLUMNS if name not in ("policy", "opted_out")},
        "opted_out": " ".join(held.opted_out),
        **made,
    }
    sql.execute(
        "DELETE FROM dunning_customer WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s",
        [context.tenant_id, context.entity_id, customer_id],
    )
    sql.insert(
        "dunning_customer",
        ["tenant_id", "id", "entity_id", "customer_id", *values],
        [[context.tenant_id, new_id(), context.entity_id, customer_id, *values.values()]],
    )


def told(one: reports.CustomerDunning, number: str) -> DunningSet:
    """How a customer is reminded, as every face tells it."""
    return DunningSet(
        number,
        one.policy,
        one.why,
        one.consumer,
        one.time_zone,
        one.opted_out,
        one.bounced,
        one.mobile,
        one.unreachable,
        one.senior_name,
        one.senior_email,
        one.our_senior,
    )


def _read(data: ProposePolicy, base: str) -> Policy:
    texts: dict[int, dict[str, tuple[str, str]]] = {}
    for one in data.texts:
        both = (dunning_text.check(one.subject, "subject"), dunning_text.check(one.body, "body"))
        texts.setdefault(one.day, {})[one.language] = both
    return Policy(
        data.name,
        tuple(rules.parse(words, base) for words in data.steps),
        data.standard,
        data.countries,
        money.read(data.minimum or "0", base, field="minimum"),
        data.pause_days,
        data.most_contacts,
        data.period_days,
        data.from_hour,
        data.until_hour,
        data.sender,
        data.thanks,
        texts,
        data.by_hand,
        data.holdout,
        data.holdout_days,
        data.holdout_seed,
        data.our_senior,
        data.segments,
        data.grades,
    )


def _steps(policy: Policy, base: str) -> tuple[str, ...]:
    return tuple(rules.written(step, base) for step in policy.steps)


def _latest(context: Context) -> list[tuple[str, int, str]]:
    """The latest version of each policy, with its state."""
    found = sql.rows(
        "SELECT name, version, state FROM dunning_policy WHERE tenant_id = %s AND entity_id = %s "
        "ORDER BY name, version",
        [context.tenant_id, context.entity_id],
    )
    return list({row[0]: (row[0], row[1], row[2]) for row in found}.values())


def _given(context: Context, data: SetDunning) -> dict[str, object]:
    """What is to change, checked."""
    checks: dict[str, Callable[[Any], object]] = {
        "policy": lambda name: _policy(context, name),
        "consumer": bool,
        "time_zone": _zone,
        "opted_out": _channels,
        "senior_name": lambda said: text.clean(said, "senior_name", 200),
        "senior_email": lambda said: text.email(said, "senior_email"),
        "bounced": lambda said: text.email(said, "bounced"),
        "mobile": lambda said: phone.mobile(said, _country(context, data.customer_number), "mobile"),
    }
    made = {name: check(getattr(data, name)) for name, check in checks.items() if getattr(data, name) is not None}
    if data.our_senior is not None:
        made["our_senior_id"] = _check_senior(context, data.our_senior)
    made |= {"bounced_too": ""} if "bounced" in made else {}
    return made | ({"unreachable": ""} if "mobile" in made else {})


def _country(context: Context, number: str) -> str:
    """The customer's country, else the company's: how a number without a plus is read."""
    found = sql.row("SELECT country FROM customer WHERE tenant_id = %s AND number = %s", [context.tenant_id, number])
    return (found[0] if found else "") or reports.place_of(books_of(context))[0]


def _zone(name: str) -> str:
    if name and name not in entities.zones():
        raise Invalid(f"{name[:60]!r} is no time zone, such as Europe/Paris.", field="time_zone")
    return name


def _channels(names: tuple[str, ...]) -> str:
    if any(one not in rules.REACHING for one in names):
        raise Invalid(f"Channels are {', '.join(rules.REACHING)}.", field="opted_out")
    return " ".join(dict.fromkeys(names))


def _policy(context: Context, name: str) -> str:
    if name and all(one.policy.name != name for one in reports.live(books_of(context))):
        raise Invalid(f"{name[:60]!r} is no policy in force.", field="policy")
    return name


def _check_senior(context: Context, email: str) -> int | None:
    """The member's id, None for none; raises `Invalid` for who has left, may not read the books, or is nobody here."""
    given = email.strip().lower()
    if not given:
        return None
    who = seniors.able(books_of(context)).named(given)
    if who is None:
        told = f"{given[:60]!r} is nobody here who may read the books now. Name another person."
        raise Invalid(told, field="our_senior")
    return who.id


def _who(context: Context) -> str:
    return f"{context.actor.kind}:{context.actor.id}"
