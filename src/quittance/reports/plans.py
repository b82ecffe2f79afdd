"""Payment plans: the list with their instalments, and what judging one needs to know."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import holding
from quittance.reports.books import Books
from quittance.rules import plans as rules
from quittance.rules.plans import Instalment
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 500
REJUDGED_DAYS = 60
"""A kept plan is looked at again for so long: its payment may be returned."""

PORTION = 500
"""Plans that are read together to be judged."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in minor units; `settled` is what was paid or credited of its debts since it began, as of now."""

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    currency: str
    amount: int
    settled: int
    state: str
    beyond: str
    said_by: str
    note: str
    made_on: datetime.date
    made_by: str
    actor_name: str
    approved_by: str
    documents: tuple[str, ...]
    instalments: tuple[Instalment, ...]

    @property
    def next(self) -> Instalment | None:
        """The first instalment that is not covered yet."""
        due = 0
        for one in self.instalments:
            due += one.amount
            if due > self.settled:
                return one
        return None


def rows(books: Books, state: str = "", customer_number: str = "") -> tuple[PlanRow, ...]:
    """Plans in a state ("" for all), the latest first; raises `Invalid`. Index: payment_plan_state."""
    if state and state not in rules.STATES:
        raise Invalid(f"The state is one of {', '.join(rules.STATES)}.", field="state")
    only = "AND p.state = %(state)s " if state else ""
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"state": state, "customer": customer_number})


def of_number(books: Books, number: str) -> PlanRow:
    """One plan; raises `NotFound`."""
    found = _rows(books, "AND p.number = %(number)s ", {"number": number})
    if not found:
        raise NotFound(f"There is no payment plan {number[:60]!r}.", field="number")
    return found[0]


def of_ids(books: Books, ids: Sequence[int]) -> tuple[PlanRow, ...]:
    """Plans by id, the newest first."""
    return _rows(books, f"AND p.id IN ({', '.join(str(int(id)) for id in ids)}) ", {}) if ids else ()


def parts(books: Books, plan_id: int) -> dict[int, int]:
    """Open item -> how much of it the plan is about, in minor units. Index plan_part_once."""
    found = sql.rows(
        "SELECT item_id, amount FROM plan_part WHERE tenant_id = %s AND plan_id = %s", [books.tenant_id, plan_id]
    )
    return {id: int(amount) for id, amount in found}


def to_judge(books: Books, today: datetime.date) -> Iterator[PlanRow]:
    """All plans that run, were kept lately, or were broken lately and may still be mended, the earliest first."""
    given = {
        "since": today - datetime.timedelta(days=REJUDGED_DAYS),
        "mended": today - datetime.timedelta(days=rules.MENDED_DAYS),
    }
    only = f"AND ({holding.LIVE} OR (p.state = 'kept' AND p.decided_on >= %(since)s)) "
    after = 0
    while found := _rows(books, f"{only}AND p.id > %(after)s ", {**given, "after": after}, order="p.id", most=PORTION):
        yield from found
        after = found[-1].id


# What came of each part since the plan began, at most the part. Indexes plan_part_once, allocation_debit.
_SETTLED = """
    COALESCE((SELECT SUM(CASE WHEN t.came > t.amount THEN t.amount WHEN t.came < 0 THEN 0 ELSE t.came END) FROM (
        SELECT r.amount, COALESCE((SELECT SUM(a.amount) FROM allocation a WHERE a.tenant_id = r.tenant_id
            AND a.debit_item_id = r.item_id AND a.recorded_at > p.recorded_at), 0) AS came
        FROM plan_part r WHERE r.tenant_id = p.tenant_id AND r.plan_id = p.id) AS t), 0)
"""


def _rows(
    books: Books, only: str, given: dict[str, object], *, order: str = "p.id DESC", most: int = MOST_ROWS
) -> tuple[PlanRow, ...]:
    found = sql.rows(
        f"SELECT p.id, p.number, c.id, c.number, c.name, p.currency, p.amount, {_SETTLED}, p.state, p.beyond, "
        "p.said_by, p.note, p.made_on, p.made_by, p.actor_name, p.approved_by FROM payment_plan p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        f"WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s {only}ORDER BY {order} LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": most},
    )
    ids = [row[0] for row in found]
    named, parts = _documents(books, ids), _instalments(books, ids)
    made = []
    for row in found:
        named_by = dict(zip(PlanRow.__slots__, row, strict=False))
        days = {"settled": int(row[7]), "made_on": sql.day(row[12])}
        made.append(PlanRow(**named_by | days, documents=named.get(row[0], ()), instalments=parts.get(row[0], ())))
    return tuple(made)


def _documents(books: Books, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found = sql.rows(
        "SELECT DISTINCT r.plan_id, x.number FROM plan_part r "
        "JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        f"WHERE r.tenant_id = %s AND r.plan_id IN ({sql.marks(len(ids))}) ORDER BY x.number",
        [books.tenant_id, *ids],
    )
    named: dict[int, tuple[str, ...]] = {}
    for id, number in found:
        named[id] = (*named.get(id, ()), number)
    return named


def _instalments(books: Books, ids: list[int]) -> dict[int, tuple[Instalment, ...]]:
    found = sql.rows(
        f"SELECT n.plan_id, n.due_on, n.amount, n.deadline_on, {holding.CAME_IN_TIME} FROM plan_instalment n "
        "JOIN payment_plan p ON p.tenant_id = n.tenant_id AND p.id = n.plan_id "
        f"WHERE n.tenant_id = %s AND n.plan_id IN ({sql.marks(len(ids))}) ORDER BY n.plan_id, n.n",
        [books.tenant_id, *ids],
    )
    made: dict[int, tuple[Instalment, ...]] = {}
    for id, due, amount, deadline, came in found:
        made[id] = (*made.get(id, ()), Instalment(sql.day(due), amount, sql.day(deadline), int(came)))
    return made
