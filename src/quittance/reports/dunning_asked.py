"""The statements behind a dunning decision, made from the policies that are live: one pass over what is open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import dunning, dunning_calendar, dunning_held, holidays
from quittance.reports import dunning_thanked as thanked
from quittance.reports.books import Books
from quittance.reports.bounces import bounced, mailed
from quittance.reports.dunning import LivePolicy
from quittance.reports.dunning_following import Following
from quittance.rules import dunning as rules
from quittance.rules import grades as letters
from quittance.rules.calendar import DAY
from quittance.rules.dunning import Policy, Step

NOT_YET = -10_000
"""Before every step."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When the question is asked: the business day, and microseconds since 1970, UTC."""

    today: datetime.date
    now: int


class Asked:
    """The statements with their parameters, made from the policies that are live."""

    def __init__(
        self, books: Books, at: Moment, live: Sequence[LivePolicy], customer_id: int | None, mine: int = 0
    ) -> None:
        self.live, self.at, self.customer_id = live, at, customer_id
        self.country, self.zone = dunning.place_of(books)
        working = any(step.working for one in live for step in one.policy.steps)
        free = holidays.closed_days(books) if working else frozenset()
        self.reached = [rules.reached(one.policy, at.today, free) for one in live]
        self.params: dict[str, Any] = {
            "tenant": books.tenant_id,
            "entity": books.entity_id,
            "customer": customer_id,
            "mine": mine,
            "never": NEVER,
            "today": at.today,
            "week": at.today - DAY * rules.CONSUMER_DAYS,
            "wrote": at.now - rules.ANSWER_MICROS,
            "spoken": at.today - DAY * max(rules.CONSUMER_DAYS, *(one.policy.pause_days for one in live)),
            "latest": max(one.due_by for steps in self.reached for one in steps),
        }
        self.held, more = dunning_held.parts(books, customer_id, at.today)
        self.params |= more
        self.following = Following(books, live, at.today, customer_id)
        self.letters = self.following.letters if any(step.risk for one in live for step in one.policy.steps) else ""
        self.params |= self.following.params
        self.quiet = self._quiet(dunning.zones(books))
        closed = holidays.closed(books, dunning.countries(books, self.country, customer_id), at.today)
        home = f"COALESCE(NULLIF(c.country, ''), {self._param('home', self.country)})"
        self.closed = f"{home} IN ({self._params('shut', closed)})" if closed else "FALSE"

    def statement(self) -> str:
        """One row for each customer with a fresh step. Indexes open_item_now, reminder_item_step."""
        one = "" if self.customer_id is None else "AND {}.customer_id = %(customer)s"
        return (
            f"WITH special AS ({self._special()}), "
            "held AS (SELECT p.item_id, SUM(p.amount) AS amount, MIN(p.strength) AS strength "
            f"FROM ({self.held}) p GROUP BY p.item_id), done AS ({self._done()}), "
            f"passed AS ({self._passed()}), due AS ({self._due()}), "
            f"recent AS ({_RECENT.format(one=one.format('r'))}), spoken AS ({_SPOKEN.format(one=one.format('a'))}), "
            f"wrote AS ({_WROTE.format(one=one.format('m'))}), mail AS ({_MAIL.format(one=one.format('p'))})"
            f"{f', graded AS ({self.letters})' * bool(self.letters)} "
            + _DECIDED.format(
                quiet=self.quiet,
                closed=self.closed,
                other_grade=_OTHER_GRADE if self.letters else "",
                graded=_GRADED if self.letters else "",
            )
        )

    def held_parts(self) -> str:
        """Each part of a hold, cut where the parts before it have taken the whole item."""
        known = self._known("part", "h.amount AS held, h.strength, h.earlier")
        return _PARTS.format(special=self._special(), held=self.held, known=known, share=_share(_CUT))

    def left_out(self) -> str:
        """The same parts, each with its item and the step that it has reached."""
        known = self._known("part", "h.amount AS held, h.strength, h.earlier")
        return _LEFT_OUT.format(special=self._special(), held=self.held, known=known, cut=_CUT, share=_share(_CUT))

    def late_items(self) -> str:
        """Items with what is left of them beyond the holds."""
        held = f"SELECT p.item_id, SUM(p.amount) AS amount FROM ({self.held}) p GROUP BY p.item_id"
        special = self._special()
        return f"WITH special AS ({special}), held AS ({held}), done AS ({self._done()}) " + _ITEMS.format(
            known=self._known()
        )

    def thanked(self) -> str:
        """One row for each customer who may be thanked, with the rule that holds it. Index open_item_closed."""
        places = ", ".join(str(n) for n, one in enumerate(self.live) if one.policy.thanks)
        block = self._on(self.at.today)
        return thanked.THANKED.format(
            settled=self._settled(), place=self.following.place, joins=self.following.joins, places=places, block=block,
            quiet=self.quiet, closed=self.closed, still=_still(),
        )  # fmt: skip

    def thanked_items(self) -> str:
        """What was settled of what the customer was reminded of."""
        return thanked.ITEMS.format(settled=self._settled())

    def _settled(self) -> str:
        self._param("lately", self.at.today - DAY * thanked.THANKS_DAYS)
        return thanked.SETTLED.format(one="" if self.customer_id is None else "AND i.customer_id = %(customer)s")

    def _done(self) -> str:
        some = (
            ""
            if self.customer_id is None
            else " AND r.item_id IN (SELECT o.id FROM open_item o WHERE o.tenant_id = %(tenant)s "
            "AND o.customer_id = %(customer)s AND o.closed_on = %(never)s)"
        )
        return (
            "SELECT r.item_id, MAX(r.day) AS day FROM reminder_item r "
            f"WHERE r.tenant_id = %(tenant)s{some} GROUP BY r.item_id"
        )

    def _known(self, held: str = "", columns: str = "") -> str:
        """Items as `_items` gives them, each with the `day` of the step it has reached."""
        return f"SELECT j.*, {self._day('j')} AS day FROM ({self._items(held, columns)}) j {_still()}"

    def _items(self, held: str = "", columns: str = "") -> str:
        """Open debits that are near or past due, with the place of their policy. Index open_item_now.

        All of them, or those of a table of what is `held`, by their ids, with some of its `columns`.
        """
        place, join = ("0", "") if self._alone() else self.following.of_items()
        return _ITEM.format(
            place=place,
            join=join,
            source=f"{held} h CROSS JOIN open_item i" if held else "open_item i",
            columns=f", {columns}" if held else "",
            more="AND i.id = h.item_id " if held else "" if self.customer_id is None else _ONE,
            still=_still(),
        )

    def _passed(self) -> str:
        """Customers with what they are late with, in one pass: the step of a customer is that of the earliest due day.

        So a step is worked out once for each customer, and once for each item that was reminded of before.
        """
        late, reached = self._by_place("k", self._is_late), self._by_place("k", self._is_reached)
        fresh = f"(d.day IS NULL OR {self._day('k')} > d.day)"
        share = f"CASE WHEN h.amount >= k.open THEN k.base ELSE {_share('h.amount')} END"
        rest = f"k.base - CASE WHEN h.item_id IS NULL THEN 0 ELSE {share} END"
        return _PASSED.format(items=self._items(), late=late, reached=reached, fresh=fresh, rest=rest)

    def _due(self) -> str:
        """Customers with their step: no join, so that a planner knows how many there are."""
        limits = {name: self._by_place("x", values.__getitem__) for name, values in self._limits().items()}
        steps = {
            name: self._by_place("x", [_by_day(one.policy, made) for one in self.live].__getitem__)
            for name, made in (
                ("channel", lambda one, _: f"'{one.channel}'"),
                ("least", _least),
                ("risk", lambda one, _: f"'{one.risk or letters.EVERY}'"),
            )
        }
        return _DUE.format(day=self._day("l"), **limits, **steps)

    def _limits(self) -> dict[str, list[str]]:
        """The days from which messages count and block, and the most of them, by policy."""
        made: dict[str, list[str]] = {"since": [], "block": [], "most": []}
        for policy in (one.policy for one in self.live):
            since, block = DAY * policy.period_days, DAY * max(policy.pause_days - 1, 0)
            made["since"].append(sql.as_day(self._on(self.at.today - since)))
            made["block"].append(sql.as_day(self._on(self.at.today - block)))
            made["most"].append(str(policy.most_contacts))
        return made

    def _by_place(self, table: str, say: Callable[[int], str]) -> str:
        """What is said of each policy, for the policy whose place a row of the table names; once where all say it."""
        places: dict[str, list[int]] = {}
        for n in range(len(self.live)):
            places.setdefault(say(n), []).append(n)
        *others, (most, _) = sorted(places.items(), key=lambda one: len(one[1]))
        cases = (f"WHEN {table}.place IN ({', '.join(map(str, those))}) THEN {said}" for said, those in others)
        return f"CASE {' '.join(cases)} ELSE {most} END" if others else most

    def _is_late(self, n: int) -> str:
        """An item has reached a step after its due day."""
        late = [one.due_by for one in self.reached[n] if one.step.day > 0]
        return f"k.due_on <= {self._on(max(late))}" if late else "FALSE"

    def _is_reached(self, n: int) -> str:
        """An item has reached any step: one before the due day is passed by once the day is over."""
        made = []
        for word, steps in (
            ("", [one for one in self.reached[n] if one.step.day >= 0]),
            ("k.due_on >= %(today)s AND ", [one for one in self.reached[n] if one.step.day < 0]),
        ):
            if steps:
                made.append(f"{word}k.due_on <= {self._on(max(one.due_by for one in steps))}")
        return f"({' OR '.join(made)})"

    def _alone(self) -> bool:
        """One policy holds for everybody: nobody needs to be looked up for it."""
        return len(self.live) == 1 and self.live[0].policy.standard

    def _special(self) -> str:
        """Customers who follow another policy than the standard one, with its place."""
        if self._alone():
            return "SELECT 0 AS customer_id, 0 AS place"
        return self.following.others()

    def _day(self, table: str) -> str:
        """The day of the step that a due day has reached."""
        return self._by_place(table, lambda n: f"CASE {' '.join(self._reaching(table, n))} END")

    def _reaching(self, table: str, n: int) -> Iterator[str]:
        for one in self.reached[n]:
            still = f" AND {table}.due_on >= %(today)s" if one.step.day < 0 else ""
            yield f"WHEN {table}.due_on <= {self._on(one.due_by)}{still} THEN {one.step.day}"

    def _quiet(self, zones: Sequence[str]) -> str:
        """True where the customer's clock stands outside the hours of the policy, or of a consumer's."""
        every = sorted({self.zone, *zones})
        hours = {zone: dunning_calendar.hour(zone, self.at.now) for zone in every}
        zone = f"COALESCE(NULLIF(k.time_zone, ''), {self._param('zone', self.zone)})"
        made = []
        for n, one in enumerate(self.live):
            out = [name for name in every if not one.policy.from_hour <= hours[name] < one.policy.until_hour]
            if out:
                made.append(f"(u.place = {n} AND {zone} IN ({self._params(f'quiet{n}', out)}))")
        first, last = rules.CONSUMER_HOURS
        out = [name for name in every if not first <= hours[name] < last]
        if out:
            made.append(f"(COALESCE(k.consumer, FALSE) AND {zone} IN ({self._params('night', out)}))")
        return f"({' OR '.join(made)})" if made else "FALSE"

    def _on(self, day: datetime.date) -> str:
        """A day as a parameter: two policies with the same day ask by the same words."""
        return self._param(f"on_{day:%Y_%m_%d}", day)

    def _param(self, name: str, value: Any) -> str:
        self.params[name] = value
        return f"%({name})s"

    def _params(self, name: str, values: Sequence[Any]) -> str:
        return ", ".join(self._param(f"{name}_{n}", value) for n, value in enumerate(values)) or "NULL"


def _by_day(policy: Policy, say: Callable[[Step, Policy], str]) -> str:
    return f"CASE x.day {' '.join(f'WHEN {step.day} THEN {say(step, policy)}' for step in policy.steps)} END"


def _least(step: Step, policy: Policy) -> str:
    return str(max(step.minimum, policy.minimum))


def _still() -> str:
    """Words that keep PostgreSQL from working a column out again wherever it is used."""
    return "OFFSET 0" if sql.on_postgresql() else ""


def _share(amount: str) -> str:
    """The part of an item's base amount that belongs to an amount of it, cut to whole minor units."""
    if sql.on_postgresql():
        return f"CAST(FLOOR(CAST({amount} AS numeric) * k.base / k.open) AS bigint)"
    return f"CAST({amount} * k.base / k.open AS INTEGER)"


_ONE = "AND i.customer_id = %(customer)s "
_ITEM = (
    "SELECT i.id, i.customer_id, i.due_on, i.amount - i.allocated AS open, i.base_amount - i.allocated_base AS base, "
    "{place} AS place{columns} FROM {source} {join}"
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.closed_on = %(never)s AND i.side = 'D' "
    "AND i.due_on <= %(latest)s {more}{still}"
)
_FRESH = f"CASE WHEN k.day > COALESCE(d.day, {NOT_YET}) THEN 1 ELSE 0 END"
# Of each customer: the earliest due day of what is anew at a step, and of what is left of it beyond the holds, and
# how much is left. In the order of open_item_now.
_IS_LEFT = "(h.item_id IS NULL OR h.amount < k.open)"
_PASSED = (
    "SELECT k.customer_id, MIN(k.place) AS place, MIN(k.due_on) FILTER (WHERE {fresh}) AS fresh_due, "
    f"MIN(k.due_on) FILTER (WHERE {_IS_LEFT} AND {{fresh}}) AS left_due, "
    f"COUNT(*) FILTER (WHERE {{late}} AND {_IS_LEFT}) AS late_items, "
    "SUM({rest}) FILTER (WHERE {late}) AS late_base, "
    f"COUNT(*) FILTER (WHERE NOT {{late}} AND {_IS_LEFT} AND {{fresh}}) AS early_items, "
    "SUM({rest}) FILTER (WHERE NOT {late} AND {fresh}) AS early_base, "
    "COUNT(h.item_id) AS held_items, SUM(k.base - ({rest})) FILTER (WHERE h.item_id IS NOT NULL) AS held_base, "
    "MIN(h.strength) AS strength "
    "FROM ({items}) k LEFT JOIN done d ON d.item_id = k.id LEFT JOIN held h ON h.item_id = k.id "
    "WHERE {reached} GROUP BY k.customer_id HAVING MIN(k.due_on) FILTER (WHERE {fresh}) IS NOT NULL"
)
_DUE = (
    "SELECT x.customer_id, x.place, x.day, x.blocked, "
    "CASE WHEN x.day > 0 THEN x.late_items ELSE x.early_items END AS items, "
    "CAST(COALESCE(CASE WHEN x.day > 0 THEN x.late_base ELSE x.early_base END, 0) AS bigint) AS base, "
    "x.held_items, CAST(COALESCE(x.held_base, 0) AS bigint) AS held_base, x.strength, {channel} AS channel, "
    "{least} AS least, {risk} AS risk, {since} AS since, {block} AS block, {most} AS most "
    "FROM (SELECT l.*, {day} AS day FROM (SELECT p.*, "
    "COALESCE(p.left_due, p.fresh_due) AS due_on, CASE WHEN p.left_due IS NULL THEN 1 ELSE 0 END AS blocked "
    "FROM passed p) l) x"
)
_UNDER_WAY, _GIVEN = 2, 1
# Customers first, so that only their reminders are read: what is inside meets nobody. Index reminder_customer.
_RECENT = (
    "SELECT u.customer_id, MAX(CASE WHEN r.state IN ('waiting', 'queued', 'sending') "
    f"AND (u.channel <> 'inside' OR r.channel = 'inside') THEN {_UNDER_WAY} "
    f"WHEN u.channel = 'inside' AND r.channel = 'inside' AND r.state = 'to_do' AND EXISTS (SELECT 1 FROM member g "
    f"WHERE g.tenant_id = %(tenant)s AND g.id = r.owner_id AND g.active) THEN {_GIVEN} ELSE 0 END) AS waits, "
    "MAX(CASE WHEN r.state <> 'failed' OR r.cycle_on = %(today)s THEN r.cycle_on END) AS last_on, "
    "SUM(CASE WHEN r.state <> 'failed' AND r.cycle_on > u.since THEN 1 ELSE 0 END) AS many, "
    "SUM(CASE WHEN r.state <> 'failed' AND r.cycle_on > %(week)s THEN 1 ELSE 0 END) AS week "
    "FROM due u CROSS JOIN reminder r WHERE r.tenant_id = %(tenant)s AND r.customer_id = u.customer_id "
    "AND r.entity_id = %(entity)s AND r.state <> 'held' AND r.id <> %(mine)s "
    "AND (r.channel <> 'inside' OR u.channel = 'inside') {one} GROUP BY u.customer_id"
)
# What people said and wrote themselves: how often in a week, and the last day on which they met somebody. Index
# activity_day.
_SPOKEN = (
    "SELECT a.customer_id, SUM(CASE WHEN a.done_on > %(week)s THEN 1 ELSE 0 END) AS week, "
    "MAX(CASE WHEN a.kind = 'mail' OR a.outcome IN ('reached', 'message') THEN a.done_on END) AS last_on "
    "FROM activity a WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s AND a.done_on > %(spoken)s {one} "
    "AND a.kind IN ('call', 'mail') AND a.state NOT IN ('taken_back', 'failed') GROUP BY a.customer_id"
)
# Whose mail waits to be read. Index inbound_mail_state.
_WROTE = (
    "SELECT DISTINCT m.customer_id FROM inbound_mail m WHERE m.tenant_id = %(tenant)s AND m.entity_id = %(entity)s "
    "AND m.state = 'open' AND NOT m.automatic AND m.customer_id IS NOT NULL AND m.recorded_at > %(wrote)s {one}"
)
_MAIL = (
    "SELECT p.customer_id, MIN(p.email) AS email FROM contact p WHERE p.tenant_id = %(tenant)s AND p.main "
    "AND p.email <> '' {one} GROUP BY p.customer_id"
)
_GRADED = "LEFT JOIN graded g ON g.customer_id = u.customer_id "
_OTHER_GRADE = (
    f"WHEN u.risk <> '{letters.EVERY}' AND u.risk NOT LIKE '%%' || COALESCE(g.grade, '{letters.UNKNOWN}') || '%%' "
    "THEN 'grade' "
)
_TEXTED = "u.channel IN ('sms', 'whatsapp')"
_MAILED = mailed("p.email", "c.email")
_ADDRESS = f"CASE WHEN {_TEXTED} THEN COALESCE(k.mobile, '') ELSE {_MAILED} END"
_DECIDED = (
    f"SELECT u.customer_id, c.number, c.name, u.place, u.day, u.items, u.base, u.held_items, u.held_base, u.strength, "
    f"{_ADDRESS}, COALESCE(k.senior_email, ''), CASE WHEN u.blocked = 1 THEN 'items' "
    "WHEN u.base < u.least THEN 'small' "
    "{other_grade}"
    "WHEN u.channel = 'inside' THEN "
    f"CASE r.waits WHEN {_UNDER_WAY} THEN 'waits' WHEN {_GIVEN} THEN 'given' ELSE '' END "
    "WHEN k.opted_out <> '' AND ' ' || k.opted_out || ' ' LIKE '%% ' || u.channel || ' %%' THEN 'opted_out' "
    "WHEN u.channel = 'letter' AND c.street = '' AND c.city = '' THEN 'no_postal_address' "
    "WHEN u.channel = 'email' AND COALESCE(p.email, c.email) = '' THEN 'address' "
    f"WHEN u.channel = 'email' AND {bounced(_MAILED)} THEN 'bounced' "
    f"WHEN {_TEXTED} AND COALESCE(k.mobile, '') = '' THEN 'address' WHEN {_TEXTED} AND k.unreachable = k.mobile "
    "THEN 'bounced' "
    f"WHEN r.waits = {_UNDER_WAY} THEN 'waits' WHEN w.customer_id IS NOT NULL THEN 'answer' "
    "WHEN r.last_on >= u.block OR s.last_on >= u.block THEN 'pause' WHEN r.many >= u.most THEN 'most' "
    "WHEN COALESCE(k.consumer, FALSE) AND COALESCE(r.week, 0) + COALESCE(s.week, 0) >= "
    f"{rules.CONSUMER_CONTACTS} THEN 'seven' "
    "WHEN u.channel <> 'letter' AND {quiet} THEN 'hours' WHEN u.channel <> 'letter' AND {closed} THEN 'closed' "
    "ELSE '' END AS rule FROM due u "
    "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = u.customer_id AND c.kind = 'customer' "
    "LEFT JOIN mail p ON p.customer_id = u.customer_id "
    "LEFT JOIN dunning_customer k ON k.tenant_id = %(tenant)s AND k.entity_id = %(entity)s "
    "AND k.customer_id = u.customer_id LEFT JOIN recent r ON r.customer_id = u.customer_id "
    "LEFT JOIN spoken s ON s.customer_id = u.customer_id LEFT JOIN wrote w ON w.customer_id = u.customer_id "
    "{graded}ORDER BY c.number"
)
_PART = (
    "WITH special AS ({special}), part AS (SELECT p.item_id, p.amount, p.strength, "
    "SUM(p.amount) OVER (PARTITION BY p.item_id ORDER BY p.strength ROWS UNBOUNDED PRECEDING) - p.amount AS earlier "
    "FROM ({held}) p) "
)
_PARTS = (
    _PART + "SELECT k.customer_id, k.strength, COUNT(*), SUM({share}) FROM ({known}) k "
    "WHERE k.day IS NOT NULL AND k.earlier < k.open GROUP BY k.customer_id, k.strength "
    "ORDER BY k.customer_id, k.strength"
)
_LEFT_OUT = (
    _PART + "SELECT k.id, k.strength, k.day, {cut}, {share} FROM ({known}) k "
    "WHERE k.day IS NOT NULL AND k.earlier < k.open ORDER BY k.due_on, k.id, k.strength"
)
_CUT = "(CASE WHEN k.held < k.open - k.earlier THEN k.held ELSE k.open - k.earlier END)"
_ITEMS = (
    "SELECT k.id, COALESCE(x.number, i.kind), i.instalment, i.currency, i.due_on, k.day, "
    "k.open - COALESCE(h.amount, 0) AS rest, k.open AS whole, " + _FRESH + " AS fresh FROM ({known}) k "
    "JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = k.id "
    "LEFT JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
    "LEFT JOIN held h ON h.item_id = k.id LEFT JOIN done d ON d.item_id = k.id "
    "WHERE k.day IS NOT NULL AND k.open > COALESCE(h.amount, 0) ORDER BY i.due_on, i.id"
)
