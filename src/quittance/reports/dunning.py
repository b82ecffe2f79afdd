"""Dunning policies as they are kept: the versions, who follows which, and what is known of customers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import dunning_calendar, grades
from quittance.reports.books import Books
from quittance.rules import dunning as rules
from quittance.rules import dunning_choice, money
from quittance.rules.dunning import Policy
from quittance.rules.refusals import NotFound


@dataclass(frozen=True, slots=True)
class LivePolicy:
    """The version of a policy that is in force."""

    id: int
    version: int
    live_on: datetime.date | None
    policy: Policy


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version: `state` is proposed, live or past; `proposed_by` tells one person from another of the same name."""

    id: int
    name: str
    version: int
    state: str
    policy: Policy
    proposer: str
    adopter: str
    live_on: datetime.date | None
    recorded_at: int
    proposed_by: str


@dataclass(frozen=True, slots=True)
class CustomerDunning:
    """How one customer is reminded: the policy that holds and why (a word of `dunning_choice.ORDER`), what is known.

    `our_senior` is the email of the member named for it, who may have left since; "" leaves that to the policy.
    """

    customer_id: int
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
    our_senior_id: int | None
    our_senior: str
    bounced_too: str = ""

    @property
    def own(self) -> bool:
        """The policy was chosen for it."""
        return self.why == dunning_choice.NAME


def live(books: Books) -> tuple[LivePolicy, ...]:
    """The policies in force, the standard one last."""
    found = sql.rows(
        "SELECT id, version, live_on, definition FROM dunning_policy WHERE tenant_id = %s AND entity_id = %s "
        "AND state = %s ORDER BY name LIMIT %s",
        [books.tenant_id, books.entity_id, rules.LIVE, rules.MOST_POLICIES],
    )
    made = [LivePolicy(row[0], row[1], sql.day_or_none(row[2]), rules.decode(row[3])) for row in found]
    return tuple(sorted(made, key=lambda one: one.policy.standard))


def versions(books: Books, name: str = "") -> tuple[PolicyVersion, ...]:
    """Versions, the latest of each name first; of one policy when it is named."""
    one = " AND name = %s" if name else ""
    found = sql.rows(
        "SELECT id, name, version, state, definition, proposer, adopter, live_on, recorded_at, proposed_by "
        "FROM dunning_policy "
        f"WHERE tenant_id = %s AND entity_id = %s{one} ORDER BY name, version DESC LIMIT %s",
        [books.tenant_id, books.entity_id, *([name] if name else []), MOST_VERSIONS],
    )
    return tuple(
        PolicyVersion(
            *(row[0], row[1], row[2], row[3], rules.decode(row[4]), row[5], row[6]),
            *(sql.day_or_none(row[7]), row[8], row[9]),
        )
        for row in found
    )


MOST_VERSIONS = 500


def version(books: Books, name: str, number: int = 0) -> PolicyVersion:
    """One version: of that number, else the live one, else the latest; raises `NotFound`."""
    found = versions(books, name)
    chosen = [one for one in found if one.version == number] if number else []
    chosen = chosen or ([] if number else [one for one in found if one.state == rules.LIVE] or list(found[:1]))
    if not chosen:
        raise NotFound(f"There is no dunning policy {name[:60]!r}{f' {number}' if number else ''}.", field="name")
    return chosen[0]


def place_of(books: Books) -> tuple[str, str]:
    """Country and time zone of the company."""
    found = sql.row(
        "SELECT country, timezone FROM entity WHERE tenant_id = %s AND id = %s", [books.tenant_id, books.entity_id]
    )
    return (found[0], found[1]) if found else ("", "UTC")


def zones(books: Books) -> tuple[str, ...]:
    """Time zones that customers have of their own."""
    found = sql.rows(
        "SELECT DISTINCT time_zone FROM dunning_customer WHERE tenant_id = %s AND entity_id = %s AND time_zone <> ''",
        [books.tenant_id, books.entity_id],
    )
    return tuple(sorted(row[0] for row in found))


def openings(books: Books, day: datetime.date) -> tuple[int, ...]:
    """Moments of the day at which hours of a policy that runs every day begin for somebody, microseconds, UTC."""
    first = {one.policy.from_hour for one in live(books) if not one.policy.by_hand}
    hours = first | {max(hour, rules.CONSUMER_HOURS[0]) for hour in first}
    every = {place_of(books)[1], *zones(books)} if hours else set()
    return tuple(sorted({dunning_calendar.moment(zone, day, hour) for zone in every for hour in hours}))


def countries(books: Books, home: str, customer_id: int | None = None) -> tuple[str, ...]:
    """Countries of customers, or of one, and the company's own, `home`."""
    one = "" if customer_id is None else " AND id = %(customer)s"
    found = sql.rows(
        f"SELECT DISTINCT country FROM customer WHERE tenant_id = %(tenant)s{one}",
        {"tenant": books.tenant_id, "customer": customer_id},
    )
    return tuple(sorted({*(row[0] for row in found), home} - {""}))


def customer(
    books: Books, customer_number: str, today: datetime.date, policies: Sequence[LivePolicy] | None = None
) -> CustomerDunning:
    """How a customer is reminded, by the policies in force where those are known already; raises `NotFound`."""
    found = sql.row(
        f"SELECT c.id, c.segment, c.country, m.email, {', '.join(f'k.{name}' for name in CUSTOMER_COLUMNS)} "
        "FROM customer c "
        "LEFT JOIN dunning_customer k ON k.tenant_id = c.tenant_id AND k.entity_id = %s AND k.customer_id = c.id "
        "LEFT JOIN member m ON m.tenant_id = c.tenant_id AND m.id = k.our_senior_id "
        "WHERE c.tenant_id = %s AND c.number = %s",
        [books.entity_id, books.tenant_id, customer_number],
    )
    if found is None:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer_number")
    own = dict(zip(CUSTOMER_COLUMNS, found[4:], strict=True))
    every = [one.policy for one in (live(books) if policies is None else policies)]
    grade = grades.letter(books, today, found[0]) if any(one.grades for one in every) else ""
    name, why = dunning_choice.chosen(every, own["policy"] or "", found[1], grade, found[2])
    return CustomerDunning(
        found[0],
        name,
        why,
        bool(own["consumer"]),
        own["time_zone"] or "",
        tuple((own["opted_out"] or "").split()),
        own["bounced"] or "",
        own["mobile"] or "",
        own["unreachable"] or "",
        own["senior_name"] or "",
        own["senior_email"] or "",
        own["our_senior_id"],
        found[3] or "",
        own["bounced_too"] or "",
    )


CUSTOMER_COLUMNS = (
    "policy",
    "consumer",
    "time_zone",
    "opted_out",
    "bounced",
    "mobile",
    "unreachable",
    "senior_name",
    "senior_email",
    "our_senior_id",
    "bounced_too",
)


def told(one: PolicyVersion, base: str) -> dict[str, Any]:
    """A version as plain values: what every machine is told, and what it may propose again."""
    policy = one.policy
    return {
        "name": one.name,
        "version": one.version,
        "state": one.state,
        "live_on": one.live_on.isoformat() if one.live_on else None,
        "proposer": one.proposer,
        "adopter": one.adopter,
        "standard": policy.standard,
        "segments": list(policy.segments),
        "grades": policy.grades,
        "countries": list(policy.countries),
        "minimum": money.write(policy.minimum, base),
        "pause_days": policy.pause_days,
        "most_contacts": policy.most_contacts,
        "period_days": policy.period_days,
        "from_hour": policy.from_hour,
        "until_hour": policy.until_hour,
        "sender": policy.sender,
        "thanks": policy.thanks,
        "by_hand": policy.by_hand,
        "holdout": policy.holdout,
        "holdout_days": policy.holdout_days,
        "holdout_seed": policy.holdout_seed,
        "our_senior": policy.our_senior,
        "steps": [rules.written(step, base) for step in policy.steps],
        "texts": [
            {"day": day, "language": language, "subject": subject, "body": body}
            for day, languages in sorted(policy.texts.items())
            for language, (subject, body) in sorted(languages.items())
        ],
    }
