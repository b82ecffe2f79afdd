"""Dossiers: the list, one with its claims and costs, and what would be claimed of debts on a day."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import scope, sql
from quittance.books.ledger import NEVER
from quittance.reports import holding, interest
from quittance.reports.books import Books
from quittance.rules import dossiers as rules
from quittance.rules import money
from quittance.rules.dossiers import Claim, Sums
from quittance.rules.interest import NOTHING, Span
from quittance.rules.ledger import CREDIT, Item
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier with what it claims in minor units; `left` is what is still open of its debts now."""

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    currency: str
    receiver_kind: str
    receiver: str
    reference: str
    note: str
    state: str
    through_on: datetime.date
    proposed_on: datetime.date
    proposed_by: str
    proposer: str
    released_on: datetime.date | None
    released_at: int
    releaser: str
    hold_id: int | None
    ended_on: datetime.date | None
    reason: str
    collected_through_on: datetime.date | None
    digest: str
    credit: int
    debts: int
    left: int
    open: int
    disputed: int
    interest: int
    compensation: int

    @property
    def total(self) -> int:
        """Principal less what is set off, interest and compensation."""
        return self.open - self.credit + self.interest + self.compensation


@dataclass(frozen=True, slots=True)
class CostRow:
    """What pursuing a dossier has cost; `document` charged it to the customer, "" is our own cost.

    `recovered` is the money that came in for it.
    """

    id: int
    kind: str
    currency: str
    amount: int
    incurred_on: datetime.date
    note: str
    document: str
    actor_name: str
    recovered: int


@dataclass(frozen=True, slots=True)
class CameRow:
    """What has met a debt of a dossier since it was handed over; `reference` names the payment or the credit note."""

    document: str
    on: datetime.date
    kind: str
    reference: str
    amount: int


@dataclass(frozen=True, slots=True)
class DossierCard:
    """A dossier with its claims and costs: as they stand today while it is proposed, as they were released then.

    `came` is what paid the debts down since it was handed over, and `waiting` the credit that the customer has to use
    now, which may be meant for them.
    """

    row: DossierRow
    claims: tuple[Claim, ...]
    credit: int
    costs: tuple[CostRow, ...]
    came: tuple[CameRow, ...] = ()
    waiting: int = 0

    @property
    def sums(self) -> Sums:
        """The claims added up."""
        return rules.sums(self.claims, self.credit)


def rows(books: Books, state: str = "", customer_number: str = "") -> tuple[DossierRow, ...]:
    """Dossiers in a state ("" for all, live for those that wait or are out), the latest first; raises `Invalid`.

    Indexes dossier_state, dossier_customer.
    """
    if state not in ("", "live", *rules.STATES):
        raise Invalid(f"The state is live or one of {', '.join(rules.STATES)}.", field="state")
    states = {"": tuple(rules.STATES), "live": rules.LIVE}.get(state, (state,))
    only = f"AND d.state IN ({', '.join(f'{chr(39)}{one}{chr(39)}' for one in states)}) "
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"customer": customer_number})


def last_receiver(books: Books, kind: str) -> str:
    """Who was proposed the last dossier of an agency or a lawyer, "" for nobody yet."""
    found = sql.row(
        "SELECT receiver FROM dossier WHERE tenant_id = %s AND entity_id = %s AND receiver_kind = %s "
        "ORDER BY id DESC LIMIT 1",
        [books.tenant_id, books.entity_id, kind],
    )
    return str(found[0]) if found else ""


def of_number(books: Books, number: str) -> DossierRow:
    """One dossier; raises `NotFound`."""
    found = _rows(books, "AND d.number = %(number)s ", {"number": number})
    if not found:
        raise NotFound(f"There is no dossier {number[:60]!r}.", field="number")
    return found[0]


def card(books: Books, number: str, today: datetime.date) -> DossierCard:
    """One dossier with everything in it; raises `NotFound`, or `Invalid` for days before the first known rate."""
    row = of_number(books, number)
    if row.state == rules.PROPOSED:
        claims = claimed(books, row.customer_number, items_of(books, row.id), today)
        credit = credit_of(books, row.customer_id, row.currency)
    else:
        claims, credit = _parts(books, row.id), row.credit
    waiting = credit_of(books, row.customer_id, row.currency) if row.state == rules.RELEASED else 0
    came = _came(books, row) if row.released_on is not None else ()
    return DossierCard(row, claims, credit, costs(books, row.id), came, waiting)


def items_of(books: Books, dossier_id: int) -> list[Item]:
    """The debts of a dossier as they are now, the earliest due first. Index dossier_part_once."""
    found = sql.rows(
        "SELECT item_id FROM dossier_part WHERE tenant_id = %s AND dossier_id = %s", [books.tenant_id, dossier_id]
    )
    return sorted(
        scope.items(books.tenant_id, books.entity_id, [row[0] for row in found]), key=lambda one: (one.due_on, one.id)
    )


def claimed(books: Books, customer_number: str, items: Sequence[Item], through: datetime.date) -> tuple[Claim, ...]:
    """What is claimed of those of a customer's debts that are open; raises `Invalid` for days before the first rate."""
    wanted = [one for one in items if one.open > 0]
    if not wanted:
        return ()
    earned = {one.item_id: one.accrued for one in interest.account(books, customer_number, through).items}
    ids = [one.id for one in wanted]
    denied, beside = holding.denied(books, ids), _ancillary(books, ids)
    made = []
    for one in wanted:
        accrued = earned.get(one.id, NOTHING)
        kind = rules.COST if one.id in beside else one.kind
        made.append(
            Claim(
                *(one.id, one.label, kind, one.effective_on, one.due_on, one.amount, one.open),
                *(min(one.open, denied.get(one.id, 0)), accrued.interest, accrued.compensation, accrued.spans),
            )
        )
    return tuple(made)


def _ancillary(books: Books, ids: Sequence[int]) -> frozenset[int]:
    """Those of the items that are fees or collection costs."""
    found = sql.rows(
        "SELECT i.id FROM open_item i JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        f"WHERE i.tenant_id = %s AND i.id IN ({sql.marks(len(ids))}) AND x.ancillary <> ''",
        [books.tenant_id, *ids],
    )
    return frozenset(row[0] for row in found)


def credit_of(books: Books, customer_id: int, currency: str) -> int:
    """What a customer has to use in a currency, in minor units."""
    found = scope.open_items(books.tenant_id, books.entity_id, customer_id, CREDIT, currency)
    return sum(one.open for one in found)


def costs(books: Books, dossier_id: int) -> tuple[CostRow, ...]:
    """What a dossier has cost, the earliest first. Index collection_cost_dossier."""
    found = sql.rows(
        "SELECT k.id, k.kind, k.currency, k.amount, k.incurred_on, k.note, COALESCE(x.number, ''), k.actor_name, "
        "COALESCE((SELECT SUM(a.amount) FROM open_item i "
        "JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id "
        "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
        f"WHERE i.tenant_id = k.tenant_id AND i.document_id = k.document_id AND c.kind IN {holding.CASH}), 0) "
        "FROM collection_cost k LEFT JOIN document x ON x.tenant_id = k.tenant_id AND x.id = k.document_id "
        "WHERE k.tenant_id = %s AND k.dossier_id = %s AND k.removed_on IS NULL ORDER BY k.incurred_on, k.id LIMIT %s",
        [books.tenant_id, dossier_id, MOST_ROWS],
    )
    return tuple(
        CostRow(id, kind, currency, amount, sql.day(on), note, document, actor, int(recovered))
        for id, kind, currency, amount, on, note, document, actor, recovered in found
    )


def costs_sums(found: Sequence[CostRow]) -> tuple[tuple[str, int], ...]:
    """Currency and sum of costs, by currency."""
    made: dict[str, int] = {}
    for one in found:
        made[one.currency] = made.get(one.currency, 0) + one.amount
    return tuple(sorted(made.items()))


def _came(books: Books, row: DossierRow) -> tuple[CameRow, ...]:
    """What met its debts from the release to its end, the earliest first. Indexes dossier_part_once, allocation_debit.

    What was allocated and taken back again is left out.
    """
    found = sql.rows(
        "SELECT x.number, c.effective_on, c.kind, COALESCE(p.reference, y.number, ''), SUM(a.amount) "
        "FROM dossier_part r JOIN allocation a ON a.tenant_id = r.tenant_id AND a.debit_item_id = r.item_id "
        "AND a.recorded_at > %(since)s AND a.effective_on <= %(end)s "
        "JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
        "LEFT JOIN payment p ON p.tenant_id = c.tenant_id AND p.id = c.payment_id "
        "LEFT JOIN document y ON y.tenant_id = c.tenant_id AND y.id = c.document_id "
        "WHERE r.tenant_id = %(tenant)s AND r.dossier_id = %(dossier)s "
        "GROUP BY x.number, c.id, c.effective_on, c.kind, p.reference, y.number HAVING SUM(a.amount) <> 0 "
        "ORDER BY c.effective_on, c.id, x.number LIMIT %(most)s",
        {
            "tenant": books.tenant_id,
            "dossier": row.id,
            "since": row.released_at,
            "end": row.ended_on or NEVER,
            "most": MOST_ROWS,
        },
    )
    return tuple(CameRow(number, sql.day(on), kind, said, int(amount)) for number, on, kind, said, amount in found)


def _parts(books: Books, dossier_id: int) -> tuple[Claim, ...]:
    """The claims as they were kept. Index dossier_part_once."""
    found = sql.rows(
        "SELECT r.item_id, COALESCE(x.number, i.kind), "
        f"CASE WHEN COALESCE(x.ancillary, '') <> '' THEN '{rules.COST}' ELSE i.kind END, "
        "i.effective_on, i.due_on, i.amount, r.open, "
        "r.disputed, r.interest, r.compensation, r.spans FROM dossier_part r "
        "JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id "
        "LEFT JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        "WHERE r.tenant_id = %s AND r.dossier_id = %s ORDER BY i.due_on, i.id",
        [books.tenant_id, dossier_id],
    )
    made = []
    for row in found:
        named = dict(zip(_PART, row, strict=True))
        days = {name: sql.day(named[name]) for name in ("issued_on", "due_on")}
        made.append(Claim(**named | days | {"spans": _spans(named["spans"])}))
    return tuple(made)


_PART = "item_id document kind issued_on due_on amount open disputed interest compensation spans".split()


def written_spans(spans: Sequence[Span]) -> str:
    """Spans of interest as they are kept."""
    return json.dumps([dataclasses.astuple(one) for one in spans], default=str)


def _spans(kept: str) -> tuple[Span, ...]:
    return tuple(
        Span(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), *rest)
        for first, last, *rest in json.loads(kept)
    )


_SUMS = (
    "SELECT r.dossier_id, COUNT(*) AS debts, SUM(i.amount - i.allocated) AS left_open, SUM(r.open) AS open, "
    "SUM(r.disputed) AS disputed, SUM(r.interest) AS interest, SUM(r.compensation) AS compensation "
    "FROM dossier_part r JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id "
    "WHERE r.tenant_id = %(tenant)s GROUP BY r.dossier_id"
)


def _rows(books: Books, only: str, given: dict[str, Any]) -> tuple[DossierRow, ...]:
    found = sql.rows(
        "SELECT d.id, d.number, c.id, c.number, c.name, d.currency, d.receiver_kind, d.receiver, d.reference, d.note, "
        "d.state, d.through_on, d.proposed_on, d.proposed_by, d.proposer, d.released_on, d.released_at, d.releaser, "
        "d.hold_id, d.ended_on, d.reason, d.collected_through_on, d.digest, d.credit, s.debts, s.left_open, s.open, "
        f"s.disputed, s.interest, s.compensation FROM dossier d JOIN ({_SUMS}) s ON s.dossier_id = d.id "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        f"WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s {only}ORDER BY d.id DESC LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS},
    )
    made = []
    for row in found:
        named = dict(zip(DossierRow.__slots__, row, strict=True))
        days = {name: sql.day_or_none(named[name]) for name in ("released_on", "ended_on", "collected_through_on")}
        days |= {name: sql.day(named[name]) for name in ("through_on", "proposed_on")}
        sums = {name: int(named[name]) for name in ("debts", "left", "open", "disputed", "interest", "compensation")}
        made.append(DossierRow(**named | days | sums))
    return tuple(made)


def told(one: DossierRow) -> dict[str, Any]:
    """A dossier as plain values, amounts as decimal text: what every machine is told."""
    made = {name: getattr(one, name) for name in DossierRow.__slots__ if name not in _INSIDE}
    amounts = ("left", "open", "credit", "disputed", "interest", "compensation", "total")
    return made | {name: money.write(getattr(one, name), one.currency) for name in amounts}


_INSIDE = ("id", "customer_id", "proposed_by", "released_at", "hold_id")


def claim_told(one: Claim, currency: str) -> dict[str, Any]:
    """A claim as plain values."""
    made = {name: getattr(one, name) for name in ("document", "kind", "issued_on", "due_on")}
    amounts = ("amount", "open", "disputed", "interest", "compensation", "total")
    return made | {name: money.write(getattr(one, name), currency) for name in amounts}


def money_told(card: DossierCard) -> dict[str, Any]:
    """Costs of a dossier and what came in for it as plain values."""
    code = card.row.currency
    return {
        "costs": [
            {name: getattr(one, name) for name in CostRow.__slots__}
            | {name: money.write(getattr(one, name), one.currency) for name in ("amount", "recovered")}
            for one in card.costs
        ],
        "came": [
            {name: getattr(one, name) for name in CameRow.__slots__} | {"amount": money.write(one.amount, code)}
            for one in card.came
        ],
        "waiting": money.write(card.waiting, code),
    }
