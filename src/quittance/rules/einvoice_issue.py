"""The e-invoice of an issued document: what the books know of it, in the terms of EN 16931."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from quittance.rules import currency as currencies
from quittance.rules import einvoice as terms
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

TYPES = {"invoice": "380", "credit_note": "381", "debit_note": "383"}
UNTAXED = {
    "Z": ("", ""),
    "E": ("Exempt from VAT", ""),
    "AE": ("Reverse charge", "VATEX-EU-AE"),
    "K": ("Intra-community supply", "VATEX-EU-IC"),
    "G": ("Export outside the EU", "VATEX-EU-G"),
    OUTSIDE: ("Not subject to VAT", "VATEX-EU-O"),
}
"""Categories that a line at 0 % can have -> why no tax is charged, in words and as a code."""

ONE = "C62"
"""The unit «one», where the books know no other."""

TRANSFER, SEPA = "30", "58"
_BY_COUNTRY = dict(
    pair.split(":")
    for pair in (
        "AT:9914 BE:9925 BG:9926 CH:9927 CY:9928 CZ:9929 DE:9930 EE:9931 EL:9933 ES:9920 FI:0213 FR:9957 GB:9932 "
        "GR:9933 HR:9934 HU:9910 IE:9935 IT:0211 LI:9936 LT:9937 LU:9938 LV:9939 MC:9940 MT:9943 NL:9944 PL:9945 "
        "PT:9946 RO:9947 RS:9948 SI:9949 SK:9950 TR:9952"
    ).split()
)
"""Country of a VAT id -> the electronic address scheme (EAS) that such an id is in."""


_REGISTERS = {
    "BE": (10, "0208"),
    "DK": (8, "0184"),
    "FI": (8, "0212"),
    "FR": (9, "0002"),
    "NL": (8, "0106"),
    "NO": (9, "0192"),
    "SE": (10, "0007"),
}
"""Country -> digits of a number in its register of companies, and that register's scheme."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it is to be written; `untaxed` is the category of lines at 0 %, "" where there are none."""

    profile: str = "ubl"
    buyer_reference: str = ""
    delivered_on: datetime.date | None = None
    untaxed: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """Seller or buyer as the books know them; `street` may have several lines."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the books: quantity and price in millionths, the rate in ten-thousandths of a percent."""

    n: int
    description: str
    quantity_e6: int
    unit_price_e6: int
    tax_rate_e4: int
    net: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A document of the books with both sides; `due_on` is None where it is due in parts, which `terms` tells."""

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
    preceding: Sequence[str] = field(default=())


def of(issued: Issued, wanted: Wanted) -> terms.Invoice:
    """The e-invoice; raises `Invalid` for an unknown profile and for lines at 0 % whose category nobody named."""
    if wanted.profile not in PROFILES:
        raise Invalid(f"There is no profile {wanted.profile[:40]!r}: {', '.join(PROFILES)}.", field="profile")
    if wanted.untaxed and wanted.untaxed not in UNTAXED:
        raise Invalid(f"The category of what is not taxed is one of {', '.join(UNTAXED)}.", field="untaxed")
    if not wanted.untaxed and any(row.tax_rate_e4 == 0 for row in issued.rows):
        raise Invalid(
            f"There are lines at 0 %. Name their VAT category: {', '.join(UNTAXED)}.",
            field="untaxed",
        )
    specification, process, _ = PROFILES[wanted.profile]
    outside = wanted.untaxed == OUTSIDE
    buyer = party(issued.buyer, outside)
    supplied = wanted.untaxed == "K"
    made = terms.Invoice(
        customization=specification,
        process=process,
        number=issued.number,
        type_code=TYPES.get(issued.kind, "380"),
        currency=issued.currency,
        issued_on=issued.issued_on,
        due_on=issued.due_on,
        buyer_reference=wanted.buyer_reference,
        notes=(terms.Note(issued.note),) if issued.note else (),
        preceding=tuple(terms.Preceding(number) for number in issued.preceding),
        references=terms.References(purchase_order=issued.purchase_order),
        seller=replace(party(issued.seller, outside), contact=_contact(issued.seller)),
        buyer=buyer,
        delivery=terms.Delivery(
            on=wanted.delivered_on or issued.issued_on, address=buyer.address if supplied else None
        ),
        terms=issued.terms,
        remittance=issued.remittance,
        means=_means(issued),
        lines=tuple(_line(row, issued.currency, wanted.untaxed) for row in issued.rows),
    )
    return settled(made, currencies.exponent(issued.currency), UNTAXED)


def party(side: Side, outside: bool) -> terms.Party:
    """A side as a party; `outside` VAT, its VAT id is left out (BR-O-02) and its tax number stays."""
    lines = [line.strip() for line in side.street.splitlines() if line.strip()]
    street, more, extra = (*lines[:2], ", ".join(lines[2:])) if len(lines) > 2 else (*lines, "", "", "")[:3]
    address = terms.Address(street, more, extra, side.city, side.postcode, side.region, side.country)
    return terms.Party(
        name=side.name,
        legal_id=legal_id(side),
        vat_id="" if outside else side.vat_id,
        tax_id=side.tax_number,
        endpoint=endpoint(side),
        address=address if address != terms.Address() else None,
    )


def legal_id(side: Side) -> terms.Identifier | None:
    """The registration with the scheme of its country's register (ISO 6523), where it has the digits of one."""
    digits = "".join(sign for sign in side.registration if sign.isdigit())
    size, scheme = _REGISTERS.get(side.country, (0, ""))
    if scheme and len(digits) == size:
        return terms.Identifier(digits, scheme)
    return terms.Identifier(side.registration) if side.registration else None


def endpoint(side: Side) -> terms.Identifier | None:
    """The electronic address that a side has anyway: its VAT id, or else its email address."""
    scheme = _BY_COUNTRY.get(side.vat_id[:2].upper())
    if scheme:
        return terms.Identifier(side.vat_id, scheme)
    return terms.Identifier(side.email, "EM") if side.email else None


def discount_terms(percents: Sequence[tuple[int, Decimal]], text: str) -> str:
    """BT-20 as XRechnung wants it (BR-DE-18): a segment for each early payment (days, percent), the text behind."""
    segments = "".join(f"#SKONTO#TAGE={days}#PROZENT={percent:.2f}#\n" for days, percent in percents)
    return f"{segments}{text}" if segments else text


def _contact(side: Side) -> terms.Contact | None:
    return terms.Contact(side.name, side.phone, side.email) if side.phone or side.email else None


def _means(issued: Issued) -> tuple[terms.Means, ...]:
    if not issued.iban:
        return ()
    code = SEPA if issued.currency == "EUR" else TRANSFER
    return (terms.Means(code, account=terms.Account(issued.iban, issued.seller.name, issued.bic)),)


def _line(row: Row, currency: str, untaxed: str) -> terms.Line:
    """A price below zero turns into a quantity below zero (BR-27); the net amount is that of the books."""
    turned = -1 if row.unit_price_e6 < 0 else 1
    first, *more = row.description.strip().split("\n")
    taxed = row.tax_rate_e4 != 0
    rate = Decimal(row.tax_rate_e4).scaleb(-4).normalize() + 0
    category = "S" if taxed else untaxed
    return terms.Line(
        id=str(row.n),
        quantity=terms.Quantity(_plain(turned * row.quantity_e6), ONE),
        net=Decimal(row.net).scaleb(-currencies.exponent(currency)),
        price=terms.Price(net=_plain(turned * row.unit_price_e6)),
        item=terms.Item(
            name=first.strip(),
            description=" ".join(" ".join(more).split()),
            category=category,
            rate=None if category == OUTSIDE else rate,
        ),
    )


def _plain(millionths: int) -> Decimal:
    """A number without zeros behind it."""
    value = Decimal(millionths).scaleb(-6)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
