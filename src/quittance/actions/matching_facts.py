"""The books as the matching engine sees them: open items, customers, what payments have taught, advices, rates."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from quittance.actions import rates
from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import holidays
from quittance.reports.books import Books
from quittance.rules import matching_learned, matching_world, references, terms
from quittance.rules.matching_cases import World
from quittance.rules.matching_learned import Learned
from quittance.rules.matching_values import Advice, AdviceLine, Confirmed, OpenItem, Party, Rates, Receipt
from quittance.rules.refusals import Invalid, RateMissing

MOST_HISTORY = 20_000
"""Past payments that are looked at for habits, the latest ones."""

MOST_ADVICES = 5_000
"""Waiting advices that a run looks at, the latest ones."""

PUBLIC_DOMAINS = frozenset(["gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "web.de", "gmx.de"])


def receipts(books: Books, line_ids: Sequence[int]) -> list[Receipt]:
    """Open lines of money that came in, as receipts whose id is the line's."""
    found = sql.rows(
        "SELECT id, booked_on, amount, currency, payer_name, payer_account, text, reference, end_to_end_id "
        f"FROM bank_line WHERE tenant_id = %s AND entity_id = %s AND id IN ({sql.marks(len(line_ids))}) "
        "AND state = 'open' AND amount > 0 ORDER BY id",
        [books.tenant_id, books.entity_id, *line_ids],
    )
    return [
        Receipt(str(id), sql.day(on), amount, currency, name, account, text, reference, ends)
        for id, on, amount, currency, name, account, text, reference, ends in found
    ]


def world(books: Books, base: str, given: Sequence[Receipt], known: dict[str, str]) -> World:
    """Everything that `given` is compared with; `known` gives the customer of receipts that a rule has named."""
    parties = _parties(books)
    learned = _learned(books, parties)
    items = list(_items(books))
    named = {account: {customer: 99} for account, customer in known.items()}
    learned = replace(learned, accounts={**learned.accounts, **named})
    foreign = {item.currency for item in items} | {one.currency for one in given}
    days = {one.booked_on for one in given}
    return matching_world.world(
        items, parties, learned, _advices(books, [int(one.id) for one in given]), _rates(books, base, foreign, days)
    )


def _items(books: Books) -> Iterable[OpenItem]:
    """Open invoices and credit notes. Index: open_item_closed."""
    found = sql.rows(
        "SELECT i.id, c.number, d.number, i.side, i.currency, i.amount - i.allocated, d.issued_on, i.due_on, "
        "d.purchase_order, d.terms, i.allocated, d.goods_on FROM open_item i "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND i.closed_on = %s AND i.kind IN "
        "('invoice', 'debit_note', 'credit_note')",
        [books.tenant_id, books.entity_id, NEVER],
    )
    closed, iban = holidays.closed_days(books), _iban(books)
    for id, customer, number, side, currency, left, issued, due, order, text, allocated, goods in found:
        issued_on, goods_on = sql.day(issued), sql.day_or_none(goods)
        percent, until = (0, None) if allocated or side == "C" else _window(text, issued_on, goods_on, closed)
        yield OpenItem(
            *(str(id), customer, number, currency, left if side == "D" else -left, issued_on, sql.day(due), order),
            structured=_reference(iban, number, currency),
            discount_bp=percent,
            discount_until=until,
        )


def _iban(books: Books) -> str:
    """The account that papers name."""
    found = sql.row("SELECT iban FROM entity WHERE tenant_id = %s AND id = %s", [books.tenant_id, books.entity_id])
    return found[0] if found else ""


def _reference(iban: str, number: str, currency: str) -> str:
    """The QR reference that the paper asks for, "" for another: an RF reference holds the number as it stands."""
    kind, reference = references.asked(iban, number, currency) if references.is_qr_iban(iban) else (references.NON, "")
    return reference if kind == references.QRR else ""


@lru_cache(maxsize=20_000)
def _window(
    text: str, issued_on: datetime.date, goods_on: datetime.date | None, closed: frozenset[datetime.date]
) -> tuple[int, datetime.date | None]:
    """Hundredths of a percent off and until when, by the first window of the terms."""
    try:
        read = terms.read(text) if text else None
        found = terms.windows(read, issued_on, received_on=goods_on, holidays=closed) if read else []
    except Invalid:
        found = []
    return (found[0].percent_e4 // 100, found[0].last_on) if found else (0, None)


def _parties(books: Books) -> list[Party]:
    found = sql.rows(
        "SELECT c.number, c.name, c.country, COALESCE(p.number, ''), c.iban, c.email FROM customer c "
        "LEFT JOIN customer p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id "
        "WHERE c.tenant_id = %s AND c.kind = 'customer'",
        [books.tenant_id],
    )
    return [
        Party(number, name, country, parent, (iban,) if iban else (), _domain(email))
        for number, name, country, parent, iban, email in found
    ]


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_DOMAINS else domain


def _learned(books: Books, parties: Sequence[Party]) -> Learned:
    """Habits from past payments and what they paid; accounts and names as they are remembered and shown."""
    learned = matching_learned.learn(_history(books), parties)
    accounts = _counted((account, party.id, 1) for party in parties for account in party.accounts)
    payers: dict[str, dict[str, int]] = {key: dict(found) for key, found in learned.payers.items()}
    for kind, value, customer, seen in _memory(books):
        place = accounts if kind == "account" else payers
        place.setdefault(value, {})[customer] = place.get(value, {}).get(customer, 0) + seen
    return replace(learned, accounts=accounts, payers=payers)


def _counted(found: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for value, customer, seen in found:
        counts[value][customer] = counts[value].get(customer, 0) + seen
    return dict(counts)


def _memory(books: Books) -> list[tuple[Any, ...]]:
    return sql.rows(
        "SELECT m.kind, m.value, c.number, m.seen FROM payer_memory m "
        "JOIN customer c ON c.tenant_id = m.tenant_id AND c.id = m.customer_id "
        "WHERE m.tenant_id = %s AND m.entity_id = %s",
        [books.tenant_id, books.entity_id],
    )


def _history(books: Books) -> list[Confirmed]:
    """The latest payments with the documents that they have paid. Index: payment_received."""
    found = sql.rows(
        "SELECT p.id, c.number, p.received_on, p.amount, p.currency, p.payer_name, p.text, d.number "
        "FROM (SELECT * FROM payment WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        "ORDER BY received_on DESC, id DESC LIMIT %(most)s) p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id AND c.kind = 'customer' "
        "JOIN open_item k ON k.tenant_id = p.tenant_id AND k.payment_id = p.id AND k.kind = 'payment' "
        "JOIN allocation a ON a.tenant_id = k.tenant_id AND a.credit_item_id = k.id AND a.amount > 0 "
        "JOIN open_item i ON i.tenant_id = a.tenant_id AND i.id = a.debit_item_id "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "WHERE p.tenant_id = %(tenant)s AND NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.tenant_id = p.tenant_id "
        "AND l.payment_id = p.id) ORDER BY p.received_on, p.id",
        {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_HISTORY},
    )
    paid: dict[int, tuple[Receipt, str, list[str]]] = {}
    for id, customer, on, amount, currency, name, text, number in found:
        receipt = Receipt(f"p{id}", sql.day(on), amount, currency, name, "", text)
        paid.setdefault(id, (receipt, customer, []))[2].append(number)
    return [Confirmed(receipt, customer, tuple(numbers)) for receipt, customer, numbers in paid.values()]


def _advices(books: Books, line_ids: Sequence[int]) -> list[Advice]:
    """Advices that wait for their payment, the latest ones, and those that are attached to these lines."""
    waiting = sql.rows(
        f"{_ADVICE} AND bank_line_id IS NULL ORDER BY recorded_at DESC, id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_ADVICES],
    )
    attached = []
    for start in range(0, len(line_ids), 500):
        some = line_ids[start : start + 500]
        attached += sql.rows(
            f"{_ADVICE} AND bank_line_id IN ({sql.marks(len(some))}) ORDER BY id",
            [books.tenant_id, books.entity_id, *some],
        )
    made = []
    for id, recorded_at, amount, currency, paid, name, paid_on, reference, line_id, title in [*waiting, *attached]:
        on = sql.day_or_none(paid_on) or datetime.datetime.fromtimestamp(recorded_at / 1e6, datetime.UTC).date()
        lines = tuple(AdviceLine(*line) for line in json.loads(paid))
        total = amount if amount is not None else sum(line.net_minor for line in lines)
        receipt = str(line_id) if line_id else ""
        day = sql.day_or_none(paid_on)
        made.append(Advice(str(id), on, total, currency, lines, name, "", day, reference, receipt, title))
    return made


_ADVICE = (
    "SELECT id, recorded_at, amount, currency, paid, payer_name, paid_on, reference, bank_line_id, name "
    "FROM remittance WHERE tenant_id = %s AND entity_id = %s"
)


def _rates(books: Books, base: str, foreign: Iterable[str], days: Iterable[datetime.date]) -> Rates:
    """Units of each currency for one of the base currency on the days of the receipts."""
    kept = sorted(set(days))
    known: dict[tuple[str, datetime.date], float] = {(base, day): 1.0 for day in kept}
    for code in set(foreign) - {base}:
        for day in kept:
            try:
                rate = rates.find(books.tenant_id, code, base, day)
            except RateMissing:
                continue
            known[code, day] = float(1 / rate)
    return Rates(known, tuple(kept))
