"""Late interest of one customer: what each late debt has earned and was not charged yet, span by span."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import holding
from quittance.reports.books import Books
from quittance.rules import dossiers, insolvency, interest, interest_packs, waiver
from quittance.rules.interest import NO_CHARGE, NOTHING, Accrued, Charged, Debt, Handed, Terms
from quittance.rules.interest_packs import Reference
from quittance.rules.refusals import NotFound

MOST_ITEMS = 20_000
"""Late items of one customer that one question looks at, the latest due first."""

COMPANY, CUSTOMER, LAW = "company", "customer", "law"
LAWS = {"DE": "de", "FR": "fr", "GB": "uk"}
DIRECTIVE = frozenset("AT BE BG CY CZ DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
"""Countries that follow the directive by its own margin until the company chooses otherwise."""

MOST_RATES = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """The terms that hold, and whose they are: the customer's, the company's or those of its country's law.

    `terms` is None where nobody has chosen and the law is not known, and for a `consumer` where it binds businesses
    alone. `law` is the pack of the company's country, "" where none is known and for a consumer.
    """

    terms: Terms | None
    source: str
    consumer: bool = False
    law: str = ""


@dataclass(frozen=True, slots=True)
class LateItem:
    """A late debt with what it has earned beyond what was charged; `open` is what is still owed of it now.

    `charged_through` is the last day that a note charged, or that the receiver of a dossier collected. While the debt
    lies in a dossier that was handed over, `dossier` is its number and `receiver` who claims the interest instead.
    While a part of it is `disputed` (minor units), its interest runs on and is charged once that is decided;
    `undisputed` is what the rest of it has earned.
    """

    item_id: int
    document: str
    instalment: int
    currency: str
    due_on: datetime.date
    paid_on: datetime.date | None
    open: int
    charged_through: datetime.date | None
    accrued: Accrued
    dossier: str = ""
    receiver: str = ""
    disputed: int = 0
    undisputed: Accrued = NOTHING


@dataclass(frozen=True, slots=True)
class Account:
    """One customer's late debts, earliest due first, and per currency the sums of interest and compensation.

    `granted_e4` is the rate that the law grants now where a lower one was agreed, None otherwise.

    The sums are of what can be charged: what lies in a dossier that was handed over is claimed by its receiver, and
    what is disputed waits until that is decided.
    """

    customer_id: int
    customer_number: str
    customer_name: str
    through: datetime.date
    standing: Standing
    items: tuple[LateItem, ...]
    totals: tuple[tuple[str, int, int], ...]
    granted_e4: int | None = None

    @property
    def chargeable(self) -> tuple[LateItem, ...]:
        """The debts whose interest is charged here."""
        return tuple(item for item in self.items if not item.dossier and not item.disputed)

    @property
    def waiting(self) -> tuple[LateItem, ...]:
        """The debts whose interest runs on and is charged once a dispute over them is decided."""
        return tuple(item for item in self.items if item.disputed and not item.dossier)

    @property
    def left_out(self) -> tuple[LateItem, ...]:
        """The debts whose interest runs on and is claimed by whoever has their dossier."""
        return tuple(item for item in self.items if item.dossier)


def account(books: Books, customer_number: str, through: datetime.date) -> Account:
    """What the customer owes in interest through a day; raises `NotFound`, or `Invalid` for days before the first rate.

    Of a customer in insolvency proceedings, through the day before they were opened at most: the account says so.
    """
    found = sql.row(
        "SELECT id, number, name FROM customer WHERE tenant_id = %s AND number = %s", [books.tenant_id, customer_number]
    )
    if found is None:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer_number")
    standing, stopped = _standing(books, found[0])
    through = min(through, stopped or through)
    items = _items(books, found[0], through, standing.terms) if standing.terms else ()
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in (one for one in items if not one.dossier and not one.disputed):
        sums[item.currency][0] += item.accrued.interest
        sums[item.currency][1] += item.accrued.compensation
    totals = tuple((currency, both[0], both[1]) for currency, both in sorted(sums.items()))
    granted = _granted(books, standing, through)
    return Account(found[0], found[1], found[2], through, standing, items, totals, granted)


def _granted(books: Books, standing: Standing, day: datetime.date) -> int | None:
    """The rate of the law where a lower one was agreed. One statement then, none otherwise."""
    if standing.terms is None or standing.terms.pack not in interest_packs.AGREED or not standing.law:
        return None
    rate = interest.granted(standing.law, rates(books), day)
    return rate if rate is not None and rate > standing.terms.contract_rate_e4 else None


def of_items(books: Books, customer_id: int, item_ids: Sequence[int], through: datetime.date) -> tuple[LateItem, ...]:
    """The same of some debts of a customer alone; nothing where no terms are known."""
    standing, stopped = _standing(books, customer_id)
    through = min(through, stopped or through)
    return _items(books, customer_id, through, standing.terms, item_ids) if standing.terms else ()


def charged_through(books: Books, ids: Sequence[int]) -> dict[int, datetime.date]:
    """Item -> the last day that was charged by a note that stands, or given up."""
    return {id: one.through for id, one in _charged(books, ids).items() if one.through is not None}


def standing_of(books: Books, customer_id: int | None) -> Standing:
    """The terms of a customer, else of the company, else of the law of its country. One statement."""
    return _standing(books, customer_id)[0]


def stopped_on(books: Books, customer_id: int) -> datetime.date | None:
    """The last day for which interest is asked of a customer in insolvency proceedings, None for anybody else."""
    return _standing(books, customer_id)[1]


def _standing(books: Books, customer_id: int | None) -> tuple[Standing, datetime.date | None]:
    """The same with the last day for which interest is asked, None without end. Index insolvency_now."""
    found = sql.rows(
        "SELECT e.country, t.customer_id, t.pack, t.contract_rate_e4, t.year, t.rounding, t.pay_day, t.compensation, "
        "t.grace_days, t.afterwards, t.fixing, "
        "(SELECT MIN(n.opened_on) FROM insolvency n WHERE n.tenant_id = e.tenant_id "
        "AND n.entity_id = e.id AND n.customer_id = %(customer)s AND n.ended_on IS NULL), "
        "(SELECT MAX(CASE WHEN k.consumer THEN 1 ELSE 0 END) FROM dunning_customer k WHERE k.tenant_id = e.tenant_id "
        "AND k.entity_id = e.id AND k.customer_id = %(customer)s) FROM entity e "
        "LEFT JOIN interest_terms t ON t.tenant_id = e.tenant_id "
        "AND t.entity_id = e.id AND (t.customer_id IS NULL OR t.customer_id = %(customer)s) "
        "WHERE e.tenant_id = %(tenant)s AND e.id = %(entity)s",
        {"customer": customer_id or 0, "tenant": books.tenant_id, "entity": books.entity_id},
    )
    opened_on = sql.day_or_none(found[0][11]) if found else None
    standing = _terms_of(found, customer_id)
    if found and found[0][12]:
        standing = Standing(interest.of_consumer(standing.terms), standing.source, consumer=True)
    return standing, insolvency.last_day(opened_on) if opened_on else None


def standings(books: Books) -> tuple[Standing, dict[int, Standing], dict[int, datetime.date]]:
    """What holds of everybody: of a customer with nothing of its own, of the others by id, and who is asked no longer.

    The last are the last days for which interest is asked of customers in insolvency proceedings. Three statements.
    """
    found = sql.rows(
        "SELECT e.country, t.customer_id, t.pack, t.contract_rate_e4, t.year, t.rounding, t.pay_day, t.compensation, "
        "t.grace_days, t.afterwards, t.fixing FROM entity e LEFT JOIN interest_terms t ON t.tenant_id = e.tenant_id "
        "AND t.entity_id = e.id WHERE e.tenant_id = %s AND e.id = %s",
        [books.tenant_id, books.entity_id],
    )
    general = [row for row in found if row[1] is None] or [(found[0][0], *[None] * 10)]
    consumers = sql.rows(
        "SELECT customer_id FROM dunning_customer WHERE tenant_id = %s AND entity_id = %s AND consumer",
        [books.tenant_id, books.entity_id],
    )
    own = {row[1]: _terms_of([*general, row], row[1]) for row in found if row[1] is not None}
    for (id,) in consumers:
        held = own.get(id) or _terms_of(general, id)
        own[id] = Standing(interest.of_consumer(held.terms), held.source, consumer=True)
    opened = sql.rows(
        "SELECT customer_id, opened_on FROM insolvency WHERE tenant_id = %s AND entity_id = %s AND ended_on IS NULL",
        [books.tenant_id, books.entity_id],
    )
    return _terms_of(general, None), own, {id: insolvency.last_day(sql.day(on)) for id, on in opened}


def _terms_of(found: Sequence[tuple[Any, ...]], customer_id: int | None) -> Standing:
    kept = {
        row[1]: Terms(row[2], row[3], row[4], row[5], bool(row[6]), bool(row[7]), row[8], row[9], row[10])
        for row in found
        if row[2] is not None
    }
    country = found[0][0] if found else ""
    code = LAWS.get(country) or ("eu" if country in DIRECTIVE else "")
    if customer_id in kept and customer_id is not None:
        return Standing(kept[customer_id], CUSTOMER, law=code)
    if None in kept:
        return Standing(kept[None], COMPANY, law=code)
    return Standing(Terms(code) if code else None, LAW, law=code)


def rates(books: Books) -> tuple[Reference, ...]:
    """The reference rates that hold: published ones, overruled by those that were added. Oldest first."""
    found = sql.rows(
        "SELECT reference, from_on, rate_e4 FROM reference_rate WHERE tenant_id = %s "
        "ORDER BY from_on, reference LIMIT %s",
        [books.tenant_id, MOST_RATES],
    )
    held = {(one.reference, one.from_on): one for one in interest_packs.known()}
    held |= {(row[0], sql.day(row[1])): Reference(row[0], sql.day(row[1]), row[2]) for row in found}
    return tuple(sorted(held.values(), key=lambda one: (one.from_on, one.reference)))


def _items(
    books: Books, customer_id: int, through: datetime.date, terms: Terms, only: Sequence[int] = ()
) -> tuple[LateItem, ...]:
    """Four statements: the items (index open_item_customer, or by id), what paid them, charges, what else is said."""
    named = f"AND i.id IN ({', '.join(str(int(id)) for id in only)}) " if only else ""
    found = sql.rows(
        f"{LATE}AND i.customer_id = %(customer)s {named}ORDER BY i.due_on DESC, i.id DESC LIMIT %(most)s",
        {
            "tenant": books.tenant_id,
            "entity": books.entity_id,
            "customer": customer_id,
            "through": through,
            "most": MOST_ITEMS,
        },
    )
    asked = Asked(terms, through)
    return tuple(one for _, one in earned(books, found[::-1], {customer_id: asked}, rates(books)))


# Debts that were late by a day of `through`, with what is still open. Fees, costs and interest notes earn nothing.
# A cross join keeps SQLite from reading all documents first where it is asked about many customers.
LATE = (
    "SELECT i.customer_id, i.id, d.number, i.instalment, i.currency, i.amount, i.due_on, i.amount - i.allocated "
    "FROM open_item i CROSS JOIN document d WHERE d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "AND i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.side = 'D' "
    "AND i.kind IN ('invoice', 'debit_note') AND d.ancillary = '' AND i.due_on < %(through)s "
    "AND i.closed_on > i.due_on "
    "AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = i.tenant_id AND r.reverses = i.entry_id) "
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a customer, and the last day that counts."""

    terms: Terms
    through: datetime.date


def earned(
    books: Books, found: Sequence[tuple[Any, ...]], asked: Mapping[int, Asked], known: Sequence[Reference]
) -> Iterator[tuple[int, LateItem]]:
    """Customer and debt of each row of `LATE` that has earned something; nothing of who is not asked.

    Three statements for each `CHUNK` of rows: what paid them, charges, dossiers with disputes.
    """
    ids = [row[1] for row in found if row[0] in asked]
    met, charged = _met(books, ids), _charged(books, ids)
    handed, denied = _beside(books, ids)
    for customer_id, id, number, n, currency, amount, due, left in found:
        if customer_id not in asked:
            continue
        one, due_on = asked[customer_id], sql.day(due)
        lies, last, compensated = interest.stopped(charged.get(id, NO_CHARGE), handed.get(id, ()))
        balances = interest.balances(int(amount), due_on, met.get(id, ()))
        debt = Debt(currency, balances[0].open, due_on, balances, last, compensated)
        accrued = interest.accrued(debt, one.terms, known, one.through)
        if not accrued.total:
            continue
        paid = debt.balances[-1].on if debt.balances[-1].open == 0 else None
        at = (lies.number, lies.receiver) if lies else ("", "")
        denies, rest = min(int(left), denied.get(id, 0)), accrued
        if denies:
            reduced = interest.balances(int(amount) - denies, due_on, met.get(id, ()))
            rest = interest.accrued(
                replace(debt, amount=reduced[0].open, balances=reduced), one.terms, known, one.through
            )
        yield customer_id, LateItem(id, number, n, currency, due_on, paid, int(left), last, accrued, *at, denies, rest)


def _met(books: Books, ids: Sequence[int]) -> dict[int, list[tuple[datetime.date, str, int]]]:
    """Item -> what has met it, by the day on which it came in: day, kind, amount. Index allocation_debit."""
    made: dict[int, list[tuple[datetime.date, str, int]]] = defaultdict(list)
    for some in _chunks(ids):
        for id, on, kind, amount in sql.rows(
            f"SELECT a.debit_item_id, {holding.CAME_ON} AS came_on, c.kind, SUM(a.amount) FROM allocation a "
            "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
            f"WHERE a.tenant_id = %s AND a.debit_item_id IN ({some}) "
            "GROUP BY 1, 2, 3 ORDER BY 2, 3",
            [books.tenant_id],
        ):
            made[id].append((sql.day(on), kind, int(amount)))
    return made


def _charged(books: Books, ids: Sequence[int]) -> dict[int, Charged]:
    """Item -> the last day charged by a note that stands or given up, and whether its compensation was, too.

    Indexes interest_charge_item, interest_waiver_item.
    """
    made: dict[int, Charged] = {}
    for some in _chunks(ids):
        for id, through, compensation in sql.rows(
            "SELECT s.item_id, MAX(s.through_on), MAX(s.compensation) FROM ("
            "SELECT c.item_id, c.through_on, c.compensation FROM interest_charge c "
            "JOIN document d ON d.tenant_id = c.tenant_id AND d.id = c.document_id "
            f"WHERE c.tenant_id = %s AND c.item_id IN ({some}) AND NOT EXISTS "
            "(SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id) "
            "UNION ALL SELECT w.item_id, w.through_on, w.compensation FROM interest_waiver w "
            f"WHERE w.tenant_id = %s AND w.item_id IN ({some}) AND w.state = '{waiver.GIVEN}'"
            ") AS s GROUP BY s.item_id",
            [books.tenant_id] * 2,
        ):
            made[id] = Charged(sql.day(through), int(compensation) > 0)
    return made


def _beside(books: Books, ids: Sequence[int]) -> tuple[dict[int, list[Handed]], dict[int, int]]:
    """Item -> dossiers in which it lies, or whose receiver collected interest on it; and what is disputed of it.

    Indexes dossier_part_item, dispute_item.
    """
    made: dict[int, list[Handed]] = defaultdict(list)
    denied: dict[int, int] = defaultdict(int)
    for some in _chunks(ids):
        for id, _, number, receiver, state, through, amount in sql.rows(
            "SELECT p.item_id, d.id, d.number, d.receiver, d.state, d.collected_through_on, 0 FROM dossier_part p "
            "JOIN dossier d ON d.tenant_id = p.tenant_id AND d.id = p.dossier_id "
            f"WHERE p.tenant_id = %s AND p.item_id IN ({some}) "
            f"AND (d.state = '{dossiers.RELEASED}' OR d.collected_through_on IS NOT NULL) "
            "UNION ALL SELECT n.item_id, n.item_id, '', '', '', NULL, n.amount "
            f"FROM ({holding.DENIED.format(some)}) AS n "
            "ORDER BY 2",
            [books.tenant_id] * 3,
        ):
            if number:
                made[id].append(Handed(number, receiver, state == dossiers.RELEASED, sql.day_or_none(through)))
            else:
                denied[id] += int(amount)
    return made, denied


def _chunks(ids: Sequence[int]) -> list[str]:
    """Lists of ids as they stand in a statement: a parameter for each costs the driver more than the database."""
    return [", ".join(map(str, ids[start : start + CHUNK])) for start in range(0, len(ids), CHUNK)]


CHUNK = 2_000
