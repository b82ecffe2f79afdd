"""What the ledger, the API, the paper and an e-invoice each tell of a document, as sums (see `agreed`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_decimal_symbol

from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules import tax
from quittance.rules.einvoice import Invoice, Totals
from tests.sim.agreed_model import PLACES, Sums

CATEGORIES = {code: category for category, code in tax.CODES.items()}
_FIGURE = re.compile(r"[-\u2212]?\d[\d.,\u2019\u00a0\u202f]*")
_NOTHING = Decimal(0)


def ledger(context: Context, number: str) -> Sums:
    """Its postings to revenue, tax and deposits, and its open items."""
    found = sql.rows(
        "SELECT a.kind, SUM(CASE WHEN (p.credit_account_id = a.id) = (d.kind <> 'credit_note') "
        "THEN p.amount ELSE -p.amount END) "
        "FROM document d JOIN posting p ON p.tenant_id = d.tenant_id AND p.entry_id = d.entry_id "
        "JOIN account a ON a.tenant_id = p.tenant_id AND a.id IN (p.debit_account_id, p.credit_account_id) "
        "WHERE d.tenant_id = %s AND d.number = %s AND a.kind IN ('revenue', 'tax', 'deposit') GROUP BY a.kind",
        [context.tenant_id, number],
    )
    owed = sql.row(
        "SELECT SUM(i.amount), SUM(CASE WHEN d.kind = 'credit_note' THEN i.amount ELSE i.amount - i.allocated END) "
        "FROM document d JOIN open_item i ON i.tenant_id = d.tenant_id AND i.document_id = d.id AND i.kind = d.kind "
        "WHERE d.tenant_id = %s AND d.number = %s",
        [context.tenant_id, number],
    )
    assert owed
    booked = {kind: int(amount) for kind, amount in found if amount}
    return Sums(total=int(owed[0]), payable=int(owed[1]), booked=booked)


def deposits(context: Context) -> dict[str, int]:
    """What the account of deposits holds by currency."""
    found = sql.rows(
        "SELECT p.currency, SUM(CASE WHEN p.credit_account_id = a.id THEN p.amount ELSE -p.amount END) "
        "FROM account a JOIN posting p ON p.tenant_id = a.tenant_id "
        "AND a.id IN (p.debit_account_id, p.credit_account_id) "
        "WHERE a.tenant_id = %s AND a.kind = 'deposit' GROUP BY p.currency",
        [context.tenant_id],
    )
    return {currency: int(amount) for currency, amount in found}


def api(body: Mapping[str, Any]) -> Sums:
    """The answer of `GET /documents/{number}`."""
    places = PLACES[body["currency"]]
    net, due, total = (_minor(body[name], places) for name in ("net", "tax", "total"))
    by_rate = {
        (one["category"], Fraction(one["rate"])): (_minor(one["net"], places), _minor(one["tax"], places))
        for one in body["taxes"]
    }
    rows = sum(_minor(one["net"], places) for one in (*body["lines"], *body["charges"]))
    draws = tuple((_minor(one["amount"], places), _minor(one["tax"], places)) for one in body["draws"])
    about = sorted({*(one["number"] for one in body["draws"]), *body["corrects"]})
    payable = _minor(body["payable"], places)
    return Sums(net, due, total, by_rate, rows, payable=payable, draws=draws, about=tuple(about))


def drawable(body: Mapping[str, Any]) -> int:
    """What the answer of `GET /documents/{number}` says can still be drawn on a deposit."""
    return _minor(body["drawable"], PLACES[body["currency"]])


def paper(given: Mapping[str, Any], currency: str, charges: int, draws: int) -> Sums:
    """The table and the sums below it as they are given to typst, for a document with so many charges and draws.

    `by_rate` is told by the order alone: ("", 0), ("", 1) and so on. The code to scan is its text.
    """
    places, symbol = PLACES[currency], get_decimal_symbol(f"{given['language']}_{given['region']}")
    table = given["tables"][0]
    facts = [(one["label"], _read(one["value"], symbol, places)) for one in table["sums"]]
    begin = 1 + charges if charges else 0
    end = len(facts) - (draws + 2 if draws else 1)
    taxes = [(_read(_FIGURE.findall(label)[-1], symbol, places), due) for label, due in facts[begin + 1 : end]]
    taken = [(-off, _read(_FIGURE.findall(label)[-1], symbol, places)) for label, off in facts[end + 1 : -1]]
    rows = sum(_read(row["cells"][-1], symbol, places) for row in table["rows"])
    rows += sum(amount for _, amount in facts[1:begin])
    by_rate = {("", Fraction(n)): pair for n, pair in enumerate(taxes)}
    return Sums(
        facts[begin][1],
        sum(due for _, due in taxes),
        facts[end][1],
        by_rate,
        rows,
        payable=facts[-1][1],
        scanned=_scanned(given["code"]),
        draws=tuple(taken),
    )


_REFERS = re.compile(r"Refers to (.+?) as well\.")


def electronic(invoice: Invoice) -> Sums:
    """The totals and the breakdown of an e-invoice."""
    places, totals = PLACES[invoice.currency], invoice.totals or Totals()
    charged = sum(((one.amount or _NOTHING) * (1 if one.adds else -1) for one in invoice.charges), _NOTHING)
    lines = sum((one.net or _NOTHING for one in invoice.lines), _NOTHING)
    by_rate = {
        (CATEGORIES[one.category], Fraction(one.rate or 0)): (_whole(one.taxable, places), _whole(one.amount, places))
        for one in invoice.taxes
    }
    net, due, total = (_whole(one, places) for one in (totals.net, invoice.tax_total, totals.gross))
    payable, prepaid = _whole(totals.payable, places), _whole(totals.prepaid or _NOTHING, places)
    about = tuple(sorted((*(one.number for one in invoice.preceding), *_in_note(invoice))))
    rows = _whole(lines + charged, places)
    return Sums(net, due, total if payable + prepaid == total else None, by_rate, rows, payable=payable, about=about)


def _in_note(invoice: Invoice) -> list[str]:
    """Invoices that it is about and that its syntax has no room for."""
    said = " ".join(note.text for note in invoice.notes)
    return [one.partition(" ")[0] for found in _REFERS.findall(said) for one in found.split(", ")]


def _scanned(code: str) -> int:
    """The amount that a banking app would read, 0 where there is no code."""
    found = re.search(r"^EUR([0-9.]+)$", code, re.MULTILINE)
    return _minor(found[1], 2) if found else 0


def _minor(written: str, places: int) -> int:
    return _whole(Decimal(written), places)


def _whole(value: Decimal | None, places: int) -> int:
    """Minor units; what is missing or too fine is an amount that nothing agrees with."""
    scaled = None if value is None else value.scaleb(places)
    return -(10**18) if scaled is None or scaled != scaled.to_integral_value() else int(scaled)


def _read(shown: str, symbol: str, places: int) -> int:
    """Minor units of a figure as its reader writes it."""
    sign = -1 if shown[0] in "-\u2212" else 1
    whole, _, part = shown.partition(symbol)
    digits = "".join(sign for sign in whole if sign.isdigit())
    parts = "".join(sign for sign in part if sign.isdigit())
    assert len(parts) == places, shown
    return sign * int(digits + parts)
