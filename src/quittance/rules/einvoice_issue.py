"""The e-invoice of an issued document: what the books know of it, in the terms of EN 16931."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from quittance.rules import currency as currencies
from quittance.rules import einvoice as terms
from quittance.rules import einvoice_parties, tax
from quittance.rules.einvoice_parties import Side, party
from quittance.rules.einvoice_totals import OUTSIDE, settled
from quittance.rules.refusals import Invalid

UBL, CII, HYBRID = "ubl", "cii", "hybrid"
PROFILES = {
    "ubl": (terms.PEPPOL, terms.PEPPOL_PROCESS, UBL),
    "cii": (terms.EN16931, "", CII),
    "factur-x": (terms.EN16931, "", HYBRID),
    "xrechnung-ubl": (terms.XRECHNUNG, terms.PEPPOL_PROCESS, UBL),
    "xrechnung-cii": (terms.XRECHNUNG, terms.PEPPOL_PROCESS, CII),
}
"""Profile -> its specification, its process and its syntax; factur-x is a PDF with the CII file inside."""

INVOICE = "380"
TYPES = {"invoice": INVOICE, "credit_note": "381", "debit_note": "383", "deposit": "386"}
GERMAN = {"debit_note": INVOICE, "deposit": "326"}
"""Types from Germany, which has no debit notes or invoices of a payment in advance, but of a part (BR-DE-17)."""

OF_SELLER = {"IS": {"debit_note": INVOICE, "deposit": INVOICE}}
"""Types of single countries: Iceland has invoices and credit notes and nothing else (IS-R-001)."""

ZERO_RATED = tax.CODES[tax.ZERO]
UNTAXED = {
    ZERO_RATED: ("", ""),
    "E": ("Exempt from VAT", ""),
    "AE": ("Reverse charge", "VATEX-EU-AE"),
    "K": ("Intra-community supply", "VATEX-EU-IC"),
    "G": ("Export outside the EU", "VATEX-EU-G"),
    OUTSIDE: ("Not subject to VAT", "VATEX-EU-O"),
}
"""Categories that a line at 0 % can have -> why no tax is charged, in words and as a code."""

ONE = "C62"
"""The unit «one», where the books know no other."""

SLACK = Decimal("0.02")
"""How far an amount may lie from what price or percentage give (PEPPOL-EN16931-R040, R120); yen are rounded further."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it is to be written; `untaxed` is what lines in the category zero are, "" for what they say: zero rated.

    `buyer_endpoint` is where the buyer is reached, as scheme:number, where that is not told by its VAT id or email.
    """

    profile: str = "ubl"
    buyer_reference: str = ""
    delivered_on: datetime.date | None = None
    untaxed: str = ZERO_RATED
    buyer_endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the books: quantity and price in millionths, percentages in ten-thousandths of a percent.

    `tax_category` is one of `rules.tax`; `discount` is in minor units.
    """

    n: int
    description: str
    quantity_e6: int
    unit_price_e6: int
    tax_rate_e4: int
    net: int
    tax_category: str = ""
    tax_reason: str = ""
    discount_e4: int = 0
    discount: int = 0
    item: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OnWhole:
    """An allowance (`net` below zero) or charge on the whole; `against` is the sum of the lines for a percentage."""

    reason: str
    net: int
    against: int
    percent_e4: int
    tax_rate_e4: int
    tax_category: str
    tax_reason: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """The tax that prices of a rate hold, in minor units."""

    tax_category: str
    tax_rate_e4: int
    tax: int


@dataclass(frozen=True, slots=True)
class Accounting:
    """The tax in the currency of tax accounting, in its minor units."""

    currency: str
    tax: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A document of the books with both sides; `due_on` is None where it is due in parts, which `terms` tells.

    `preceding` are invoices that it is about, with their days, `prepaid` what it takes off for deposits,
    `accounting` its tax where that must be told in another currency too.
    """

    kind: str
    number: str
    issued_on: datetime.date
    currency: str
    seller: Side
    buyer: Side
    rows: Sequence[Row]
    due_on: datetime.date | None = None
    terms: str = ""
    note: str = ""
    purchase_order: str = ""
    remittance: str = ""
    iban: str = ""
    bic: str = ""
    preceding: Sequence[tuple[str, datetime.date | None]] = field(default=())
    charges: Sequence[OnWhole] = field(default=())
    with_tax: bool = False
    held: Sequence[Held] = field(default=())
    prepaid: int = 0
    accounting: Accounting | None = None


def of(issued: Issued, wanted: Wanted) -> terms.Invoice:
    """The e-invoice; raises `Invalid` for an unknown profile or category, and for what is no electronic address."""
    if wanted.profile not in PROFILES:
        raise Invalid(f"There is no profile {wanted.profile[:40]!r}: {', '.join(PROFILES)}.", field="profile")
    if wanted.untaxed and wanted.untaxed not in UNTAXED:
        raise Invalid(f"The category of what is not taxed is one of {', '.join(UNTAXED)}.", field="untaxed")
    wanted = wanted if wanted.untaxed else replace(wanted, untaxed=ZERO_RATED)
    parts: list[Row | OnWhole] = [*issued.rows, *issued.charges]
    specification, process, syntax = PROFILES[wanted.profile]
    named, note = _preceding(issued, syntax)
    outside = any(_category(one, wanted.untaxed) == OUTSIDE for one in parts)
    buyer = einvoice_parties.reached(party(issued.buyer, outside), wanted.buyer_endpoint)
    supplied = any(_category(one, wanted.untaxed) == "K" for one in parts)
    made = terms.Invoice(
        customization=specification,
        process=process,
        number=issued.number,
        type_code=_type(issued, specification),
        currency=issued.currency,
        issued_on=issued.issued_on,
        due_on=issued.due_on,
        buyer_reference=wanted.buyer_reference,
        notes=(terms.Note(note),) if note else (),
        preceding=tuple(terms.Preceding(*one) for one in named),
        references=terms.References(purchase_order=issued.purchase_order),
        seller=replace(party(issued.seller, outside), contact=_contact(issued.seller)),
        buyer=buyer,
        delivery=terms.Delivery(
            on=wanted.delivered_on or issued.issued_on, address=buyer.address if supplied else None
        ),
        terms=issued.terms,
        remittance=issued.remittance,
        means=_means(issued, specification),
        charges=tuple(_charge(one, issued, wanted.untaxed) for one in issued.charges),
        lines=tuple(_line(row, issued, wanted.untaxed) for row in issued.rows),
    )
    places = currencies.exponent(issued.currency)
    held: dict[tuple[str, Decimal | None], Decimal] = {
        (tax.CODES[one.tax_category], _percent(one.tax_rate_e4)): Decimal(one.tax).scaleb(-places)
        for one in issued.held
    }
    prepaid = Decimal(issued.prepaid).scaleb(-places) if issued.prepaid else None
    made = settled(made, places, UNTAXED | _reasons(parts), prepaid=prepaid, held=held)
    return _accounted(made, issued.accounting)


def discount_terms(percents: Sequence[tuple[int, Decimal]], text: str) -> str:
    """BT-20 as XRechnung wants it (BR-DE-18): a segment for each early payment (days, percent), the text behind."""
    segments = "".join(f"#SKONTO#TAGE={days}#PROZENT={percent:.2f}#\n" for days, percent in percents)
    return f"{segments}{text}" if segments else text


def _accounted(invoice: terms.Invoice, told: Accounting | None) -> terms.Invoice:
    """The document with BT-6 and BT-111, where its tax must be told in another currency too."""
    if told is None:
        return invoice
    amount = Decimal(told.tax).scaleb(-currencies.exponent(told.currency))
    return replace(invoice, tax_currency=told.currency, tax_total_accounting=amount)


def _type(issued: Issued, specification: str) -> str:
    """The type by country: Peppol leaves those of Germany to Germans among each other (PEPPOL-EN16931-P0112)."""
    german = issued.seller.country == "DE" and (specification != terms.PEPPOL or issued.buyer.country == "DE")
    if specification == terms.XRECHNUNG or german:
        return (TYPES | GERMAN).get(issued.kind, INVOICE)
    return (TYPES | OF_SELLER.get(issued.seller.country, {})).get(issued.kind, INVOICE)


def _preceding(issued: Issued, syntax: str) -> tuple[Sequence[tuple[str, datetime.date | None]], str]:
    """The invoices that it is about (BG-3), and the note, which names the others where the syntax has room for one.

    The schema of CII that EN 16931 is bound to (D16B) has one; that of Factur-X has any number.
    """
    if syntax != CII or not issued.preceding[1:]:
        return issued.preceding, issued.note
    others = [f"{number} ({on.isoformat()})" if on else number for number, on in issued.preceding[1:]]
    lines = (issued.note, f"Refers to {', '.join(others)} as well.")
    return issued.preceding[:1], "\n".join(one for one in lines if one)


def _contact(side: Side) -> terms.Contact | None:
    return terms.Contact(side.name, side.phone, side.email) if side.phone or side.email else None


def _means(issued: Issued, specification: str) -> tuple[terms.Means, ...]:
    danes = specification == terms.PEPPOL and issued.seller.country == "DK" == issued.buyer.country
    return einvoice_parties.means(issued.iban, issued.bic, issued.currency, issued.seller, danes=danes)


def _category(one: Row | OnWhole, untaxed: str) -> str:
    """The code of its category; what is zero-rated in the books is what `untaxed` names.

    IGIC at its rate of zero is zero rated: the rules of CII want one above it (BR-AF-05), where those of UBL do not.
    """
    if one.tax_category == tax.IGIC and not one.tax_rate_e4:
        return ZERO_RATED
    code = tax.CODES[tax.of(one.tax_category, one.tax_rate_e4)]
    return untaxed if code == ZERO_RATED else code


def _reasons(parts: Sequence[Row | OnWhole]) -> dict[str, tuple[str, str]]:
    """Categories with the reasons that were given for them, in words and with the code that the category has."""
    said: dict[str, dict[str, None]] = {}
    for one in parts:
        if one.tax_reason:
            said.setdefault(_category(one, ZERO_RATED), {})[one.tax_reason] = None
    return {code: ("; ".join(words), UNTAXED[code][1]) for code, words in said.items()}


def _charge(one: OnWhole, issued: Issued, untaxed: str) -> terms.Charge:
    places, category = currencies.exponent(issued.currency), _category(one, untaxed)
    amount = Decimal(abs(one.net)).scaleb(-places)
    against, percent = _part(amount, Decimal(one.against).scaleb(-places), one.percent_e4)
    return terms.Charge(
        adds=one.net > 0,
        amount=amount,
        against=None if issued.with_tax else against,
        percent=None if issued.with_tax else percent,
        reason=one.reason,
        category=category,
        rate=None if category == OUTSIDE else _percent(one.tax_rate_e4),
    )


def _discount(row: Row, issued: Issued) -> tuple[terms.Charge, ...]:
    """The discount of a line with prices without tax; else its net price has it already."""
    if not row.discount or issued.with_tax:
        return ()
    places = currencies.exponent(issued.currency)
    amount = Decimal(row.discount).scaleb(-places)
    against, percent = _part(amount, Decimal(row.net + row.discount).scaleb(-places), row.discount_e4)
    return (terms.Charge(amount=amount, against=against, percent=percent, reason="Discount"),)


def _part(amount: Decimal, whole: Decimal, percent_e4: int) -> tuple[Decimal | None, Decimal | None]:
    """What an amount is a percentage of, and the percentage; neither where they do not give the amount."""
    percent = _percent(percent_e4)
    if not percent_e4 or abs(whole * percent / 100 - amount) > SLACK:
        return None, None
    return whole, percent


def _percent(value_e4: int) -> Decimal:
    return Decimal(value_e4).scaleb(-4).normalize() + 0


def _price(row: Row, issued: Issued) -> tuple[Decimal, Decimal | None]:
    """The net price of one; where prices hold the tax, the net amount by the quantity.

    Where the currency rounds so far that price and quantity do not give the line, the price of that many.
    """
    places, quantity, price = currencies.exponent(issued.currency), _plain(row.quantity_e6), _plain(row.unit_price_e6)
    if not quantity:
        return price, None
    if issued.with_tax:
        return (Decimal(row.net).scaleb(-places) / quantity).quantize(Decimal("1e-8")) + 0, None
    whole = Decimal(row.net + row.discount).scaleb(-places)
    if abs(quantity * price - whole) <= SLACK:
        return price, None
    return abs(whole).copy_sign(price), abs(quantity)


def _line(row: Row, issued: Issued, untaxed: str) -> terms.Line:
    """A price below zero turns into a quantity below zero (BR-27); the net amount is that of the books."""
    price, per = _price(row, issued)
    turned = -1 if price < 0 else 1
    first, *more = row.description.strip().split("\n")
    category, unit = _category(row, untaxed), row.unit or ONE
    return terms.Line(
        id=str(row.n),
        quantity=terms.Quantity(_plain(turned * row.quantity_e6), unit),
        net=Decimal(row.net).scaleb(-currencies.exponent(issued.currency)),
        charges=_discount(row, issued),
        price=terms.Price(net=turned * price, per=None if per is None else terms.Quantity(per, unit)),
        item=terms.Item(
            name=first.strip(),
            seller_id=row.item,
            description=" ".join(" ".join(more).split()),
            category=category,
            rate=None if category == OUTSIDE else _percent(row.tax_rate_e4),
        ),
    )


def _plain(millionths: int) -> Decimal:
    """A number without zeros behind it."""
    value = Decimal(millionths).scaleb(-6)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
