"""Remittance advices as people write them: mails, letters and the text of PDFs, read row by row."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quittance.formats.bank import Malformed
from quittance.formats.remittance import Adjustment, Advice, Paid
from quittance.rules import currency as currencies
from quittance.rules import mapping_values, money
from quittance.rules.mapping_rows import SIGNS
from quittance.rules.refusals import Refusal

MOST_CHARACTERS = 200_000
MOST_ROWS = 5_000
MOST_ROW_CHARACTERS = 500
MOST_FIELDS = 500
"""Rows of the text that are kept with the advice."""

MOST_BEFORE = 80
"""Characters before a number in which the word for it is looked for."""

_DAY = re.compile(
    r"(?<![\w.])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})"
    r"|\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?\s\d{4}|[^\W\d_]{3,10}\s\d{1,2},\s?\d{4})(?![\w])"
)
_PERCENT = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s?%")
_SIGN = r"(?:[A-Z]{3}(?![-−])|[€$£¥₹])"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?<!\w[-−])(?P<before>{_SIGN}\s?)?(?P<minus>[-−(]\s?)?(?P<also>{_SIGN}\s?)?"
    r"(?P<figures>\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{2,3})?|\d+[.,]\d{2,3}|\d+)"
    rf"(?P<after>\s?(?:{_SIGN}\b|[€£¥₹$])|[)-](?!\w))?(?![\w/]|[.,]\d)"
)
_SPACED = re.compile(r"(?:(?<=[:|]\s)|(?<=\s\s)|(?<=\t))\d{1,3}(?: \d{3})+(?=[.,]\d{2}(?!\d))")
"""Thousands parted by spaces, where a wider gap shows that the figures begin there."""

_WHOLE = re.compile(r"\d+")
_TOKEN = re.compile(r"(?<![\w@./])[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}(?<![.,_/-])(?![\w@])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b")
_INVOICE_WORD = re.compile(
    r"(?:invoices?|inv|bills?|documents?|rechnung(?:en)?(?:s?n(?:umme)?r)?|rg|re|belege?|facture?n?|fact|fac|factu+r|"
    r"factura|fattura|faktura)\s*(?:no|nr|number|num|n[°o])?[.:#]*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total|totals|totaal|totale|summe|gesamt\w*|sum|amount (?:paid|remitted|of payment)|payment amount|"
    r"zahlbetrag|zahlungsbetrag|überweisungsbetrag|ueberweisungsbetrag|net payment|we (?:have )?paid)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|minus|deduct\w*|discount|skonto|rabatt|escompte|korting|sconto|descuento|abzug|abzgl|abzüglich|"
    r"kürzung|inhouding|claim|chargeback|freight|fracht|damag\w*|shortage|withh\w*)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\b(?:credit(?: ?note| ?memo)?|gutschrift|avoir|creditnota|nota di credito|cn)\b", re.IGNORECASE)
_DISCOUNT = re.compile(r"\b(?:discount|skonto|escompte|korting|sconto|descuento)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:(?:payment|transfer|wire|ach|eft|our|trace|check|cheque|zahlungs?|überweisungs?|betalings?)[ -]?"
    r"(?:ref\w*|referenz|kenmerk|no|nr|number|nummer|id)|reference|end[- ]to[- ]end[- ]?id|verwendungszweck)"
    r"\s*[.:#]*\s*(?P<said>(?=[\w/-]*\d)[\w/-]{3,35})",
    re.IGNORECASE,
)
_PAYER = re.compile(
    r"^\s*(?:from|payer|remitter|paid by|sender|customer|von|auftraggeber|zahler|absender|de|payeur|van|da)\s*:\s*"
    r"\"?(?P<said>[^\"<>\n]{2,120}?)\"?\s*(?:<[^>]*>)?\s*$",
    re.IGNORECASE,
)
_PAID_ON = re.compile(
    r"\b(?:payment date|date of payment|paid on|value date|pay date|transfer date|zahlungsdatum|zahldatum|valuta|"
    r"wertstellung|date de paiement|betaaldatum|data pagamento|fecha de pago)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Row:
    """A row that names a document: all its amounts, and what rows below it take off."""

    location: str
    number: str
    amounts: list[int]
    credit: bool
    less: list[tuple[int, str]] = field(default_factory=list)
    discounts: int = 0


@dataclass(slots=True)
class _Found:
    """What the rows have told so far."""

    rows: list[_Row] = field(default_factory=list)
    total: int | None = None
    reference: str = ""
    payer: str = ""
    paid_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Writing:
    """How the text writes its values."""

    decimal: str
    order: str
    currency: str


def read(text: str, currency: str) -> tuple[Advice, ...]:
    """The one advice of a text; `currency` stands where the text names none. Raises `Malformed` with the line."""
    if len(text) > MOST_CHARACTERS:
        raise Malformed(f"the text has {len(text):,} characters; {MOST_CHARACTERS:,} is the most.", "line 1")
    lines = [_joined(line[:MOST_ROW_CHARACTERS]) for line in text.splitlines()[:MOST_ROWS]]
    writing = _writing(lines, currency)
    found = _Found()
    for n, line in enumerate(lines, start=1):
        if line.strip():
            _take(found, f"line {n}", line, writing)
    if not found.rows:
        raise Malformed(
            "no line names an invoice and an amount. Give each invoice a line of its own, with what is paid of it.",
            "line 1",
        )
    paid = _settled(found)
    sums = [one.amount for one in paid if one.amount is not None]
    kept = tuple((f"line {n}", line.strip()) for n, line in enumerate(lines, start=1) if line.strip())
    return (
        Advice(
            location=found.rows[0].location,
            amount=found.total if found.total is not None else sum(sums),
            currency=writing.currency,
            reference=found.reference,
            paid_on=found.paid_on,
            payer_name=found.payer,
            paid=paid,
            fields=kept[:MOST_FIELDS],
        ),
    )


def _joined(line: str) -> str:
    return _SPACED.sub(lambda hit: hit[0].replace(" ", "\u00a0"), line)


def _writing(lines: Sequence[str], currency: str) -> _Writing:
    figures = [hit["figures"] for line in lines for hit in _amounts(line)]
    days = [hit[0] for line in lines for hit in _DAY.finditer(line)]
    codes = [code for line in lines for hit in _amounts(line) if (code := _code(hit))]
    code = max(sorted(set(codes)), key=codes.count) if codes else currency
    return _Writing(mapping_values.decimal_of(figures)[0], mapping_values.order_of(days)[0], code)


def _amounts(line: str) -> Iterator[re.Match[str]]:
    """Amounts of a line: with decimals, or whole beside a currency; days, percents and account numbers are none."""
    plain = line
    for other in (_IBAN, _DAY, _PERCENT):
        plain = other.sub(lambda hit: "\n" * len(hit[0]), plain)
    for hit in _AMOUNT.finditer(plain):
        if not _WHOLE.fullmatch(hit["figures"]) or _code(hit):
            yield hit


def _code(hit: re.Match[str]) -> str:
    """The currency beside an amount, "" for none."""
    for name in ("before", "also", "after"):
        said = (hit[name] or "").strip().upper()
        said = SIGNS.get(said, said)
        if said in currencies.CODES:
            return said
    return ""


def _take(found: _Found, location: str, line: str, writing: _Writing) -> None:
    """Add what one line says."""
    _head(found, line, writing)
    hits = list(_amounts(line))
    amounts = [_minor(hit, writing, location) for hit in hits]
    if not amounts:
        return
    number = _number(line, hits)
    if _TOTAL.search(line) and not any(map(str.isalpha, number)):
        found.total = amounts[-1]
    elif number:
        found.rows.append(_Row(location, number, amounts, bool(_CREDIT.search(line))))
    elif found.rows and _LESS.search(line):
        if _DISCOUNT.search(line):
            found.rows[-1].discounts += abs(amounts[-1])
        else:
            said = " ".join(line[: hits[0].start()].split())[:60]
            found.rows[-1].less.append((abs(amounts[-1]), said))


def _head(found: _Found, line: str, writing: _Writing) -> None:
    """Reference, payer and day, where a line names them first."""
    if not found.reference and (said := _REFERENCE.search(line)):
        found.reference = said["said"]
    if not found.payer and (said := _PAYER.match(line)):
        found.payer = " ".join(said["said"].split())
    if found.paid_on is None and _PAID_ON.search(line) and (day := _DAY.search(line)):
        iso = mapping_values.day(day[0].replace(",", ""), writing.order)
        found.paid_on = datetime.date.fromisoformat(iso) if iso else None


def _number(line: str, hits: Sequence[re.Match[str]]) -> str:
    """The first token of a line, beside its amounts, that may be the number of a document."""
    plain = list(line)
    for hit in hits:
        plain[hit.start() : hit.end()] = " " * (hit.end() - hit.start())
    rest = "".join(plain)
    for other in (_IBAN, _DAY, _PERCENT):
        rest = other.sub(lambda hit: " " * len(hit[0]), rest)
    for token in _TOKEN.finditer(rest):
        said = token[0]
        digits, letters = sum(map(str.isdigit, said)), any(map(str.isalpha, said))
        if digits and (digits >= 3 or (letters and len(said) >= 3) or _is_named(rest, token.start())):
            return said
    return ""


def _is_named(line: str, at: int) -> bool:
    """Whether a word for an invoice stands right before a place."""
    return bool(_INVOICE_WORD.search(line[max(0, at - MOST_BEFORE) : at].rstrip()))


def _minor(hit: re.Match[str], writing: _Writing, location: str) -> int:
    minus = bool(hit["minus"]) or (hit["after"] or "").strip() in ("-", ")")
    plain = mapping_values.amount(hit["figures"].replace("\u202f", ""), writing.decimal)
    try:
        minor = money.read(plain or hit["figures"], writing.currency)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, location) from None
    return -minor if minus else minor


Reading = Callable[[list[int]], tuple[int, int]]
"""Amounts of a row -> what is paid, and the amount of the whole document."""

_READINGS: tuple[Reading, ...] = (
    lambda amounts: (amounts[-1], amounts[0]),
    lambda amounts: (amounts[0] - sum(map(abs, amounts[1:])), amounts[0]),
    lambda amounts: (amounts[0], amounts[0]),
    lambda amounts: (amounts[1] if len(amounts) > 1 else amounts[0], amounts[0]),
)
"""Net last; whole less everything behind it; whole first and only; net second (a balance behind it)."""


def _settled(found: _Found) -> tuple[Paid, ...]:
    """Rows as documents, by the first reading of their amounts that adds up to the total."""
    made = [tuple(_paid(row, reading) for row in found.rows) for reading in _READINGS]
    for paid in made:
        if found.total is not None and sum(one.amount or 0 for one in paid) == found.total:
            return paid
    return _signed(made[0], found.total)


def _signed(paid: tuple[Paid, ...], total: int | None) -> tuple[Paid, ...]:
    """With one document taken off where the total says so: a credit note that nobody called one."""
    if total is None:
        return paid
    over = sum(one.amount or 0 for one in paid) - total
    for at, one in itertools.islice(enumerate(paid), 200):
        if one.amount and 2 * one.amount == over:
            return (*paid[:at], replace(one, amount=-one.amount, original=None), *paid[at + 1 :])
    return paid


def _paid(row: _Row, reading: Reading) -> Paid:
    amount, original = reading(row.amounts)
    less = sum(value for value, _ in row.less)
    if row.less or row.discounts:
        amount, original = row.amounts[0] - less - row.discounts, row.amounts[0]
    if row.credit and amount > 0:
        amount, original = -amount, -abs(original)
    discount = row.discounts
    adjustments = tuple(Adjustment(-value, said) for value, said in row.less)
    if not row.less and not discount and not row.credit and original > amount > 0:
        discount = original - amount
    return Paid(
        row.location,
        row.number,
        amount,
        kind="CREN" if row.credit else "",
        original=original if original != amount else None,
        discount=discount,
        adjustments=adjustments,
    )
