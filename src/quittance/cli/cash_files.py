"""The CSV files of a cash-application benchmark, read into the matcher's values and written back."""

from __future__ import annotations

import csv
import datetime
import functools
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.matching_values import (
    Advice,
    AdviceLine,
    Confirmed,
    OpenItem,
    Party,
    Proposal,
    Rates,
    Receipt,
)

HEAD = (
    "payment_id",
    "invoice_id",
    "amount",
    "confidence",
    "action",
    "reason",
    "customer_id",
    "adj_amount",
    "adj_type",
)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Files:
    """One benchmark folder, read."""

    parties: list[Party]
    items: list[OpenItem]
    receipts: list[Receipt]
    advices: list[Advice]
    history: list[Confirmed]
    rates: Rates


def read(folder: Path) -> Files:
    """All files of the folder; a missing one is empty, a bad amount or day is refused with its file and line."""
    return Files(
        [_party(row) for row in _rows(folder / "customers.csv")],
        [_item(row) for row in _rows(folder / "open_items.csv")],
        [_receipt(row, row["payment_id"]) for row in _rows(folder / "payments.csv")],
        list(_advices(_rows(folder / "remittances.csv"))),
        [
            Confirmed(_receipt(row, row["history_id"]), row["customer_id"], tuple(row["invoice_nos"].split("|")))
            for row in _rows(folder / "history.csv")
        ],
        _rates(_rows(folder / "fx_rates.csv")),
    )


def write(out: Path, proposals: Iterable[tuple[Proposal, str, str]], codes: dict[str, str]) -> None:
    """One row a line of a proposal; `codes` gives the currency of each item."""
    with out.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEAD)
        for proposal, action, receipt_currency in proposals:
            writer.writerows(_answer(proposal, action, receipt_currency, codes))


def _answer(proposal: Proposal, action: str, currency: str, codes: dict[str, str]) -> Iterator[tuple[str, ...]]:
    sure, why = f"{proposal.probability:.6f}", "; ".join(proposal.reasons)
    for line in proposal.lines:
        item_currency = codes[line.item]
        cash, adjust = money.write(line.cash_minor, currency), money.write(line.adjust_minor, item_currency)
        yield proposal.receipt, line.item, cash, sure, action, why, line.customer, adjust, line.adjust_kind
    if not proposal.lines and proposal.customer:
        yield proposal.receipt, "", "0", sure, action, why, proposal.customer, "", ""


def _rows(path: Path) -> Iterator[Row]:
    if not path.exists():
        return
    with path.open(newline="", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


@functools.lru_cache(maxsize=4_000)
def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _minor(text: str, currency: str) -> int:
    """As `money.read`, with a quick way for the plain form that a million rows have."""
    whole, point, part = text.partition(".")
    if point and len(part) == 2 and part.isdigit() and whole.isdigit() and currencies.exponent(currency) == 2:
        return int(whole) * 100 + int(part)
    return money.read(text, currency)


def _party(row: Row) -> Party:
    accounts = (row["iban"],) if row["iban"] else ()
    return Party(row["customer_id"], row["name"], row["country"], row["parent_id"], accounts, row["email_domain"])


def _item(row: Row) -> OpenItem:
    code = sys.intern(row["currency"])
    return OpenItem(
        id=row["invoice_id"],
        customer=sys.intern(row["customer_id"]),
        number=row["invoice_no"],
        currency=code,
        open_minor=_minor(row["open_amount"], code),
        issued_on=_day(row["issue_date"]),
        due_on=_day(row["due_date"]),
        order=row["po_number"],
        structured=row["structured_ref"],
        discount_bp=_basis_points(row["discount_pct"]),
        discount_until=_day(row["discount_until"]) if row["discount_until"] else None,
    )


@functools.lru_cache(maxsize=100)
def _basis_points(text: str) -> int:
    return money.read(text, "EUR") if text else 0


def _receipt(row: Row, identity: str) -> Receipt:
    code, instructed = row["currency"], row.get("instructed", "")
    ordered, _, minor = instructed.partition(" ")
    return Receipt(
        id=identity,
        booked_on=_day(row["booking_date"]),
        amount_minor=_minor(row["amount"], code),
        currency=code,
        payer=row["payer_name"],
        account=row["payer_account"],
        text=row["narrative"],
        structured=row["structured_ref"],
        end_to_end=row.get("end_to_end_id", ""),
        instructed_currency=ordered,
        instructed_minor=_minor(minor, ordered) if ordered else 0,
        channel=row["channel"],
    )


def _advices(rows: Iterable[Row]) -> Iterator[Advice]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["remittance_id"]].append(row)
    for identity, lines in grouped.items():
        first = lines[0]
        code = first["currency"]
        yield Advice(
            id=identity,
            received_on=_day(first["received_at"]),
            total_minor=_minor(first["total"], code),
            currency=code,
            lines=tuple(_line(row, code) for row in lines),
            sender=first["sender_name"],
            domain=first["sender_domain"],
            paid_on=_day(first["payment_date"]) if first["payment_date"] else None,
            payment_ref=first["payment_ref"],
        )


def _line(row: Row, code: str) -> AdviceLine:
    return AdviceLine(
        document=row["doc_ref"],
        net_minor=_minor(row["net_amount"] or "0", code),
        gross_minor=_minor(row["gross_amount"] or "0", code),
        deduction_minor=_minor(row["deduction_amount"] or "0", code),
        code=row["deduction_code"],
    )


def _rates(rows: Iterable[Row]) -> Rates:
    by_day = {(row["quote"], _day(row["date"])): float(row["rate"]) for row in rows}
    return Rates(by_day, tuple(sorted({day for _, day in by_day})))
