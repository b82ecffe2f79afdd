"""Seller and buyer as an e-invoice names them: addresses, registers, electronic addresses, and where money goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_codes import ENDPOINTS, PEPPOL_ENDPOINTS
from quittance.rules.refusals import Invalid

TRANSFER, SEPA, DANISH, ABROAD = "30", "58", "42", "31"
"""Ways to pay (UNTDID 4461); within Denmark a transfer in kroner is one of the last two (DK-R-005)."""

F_SKATT = "Godkänd för F-skatt"
"""What a Swedish company says of its tax: its registration for it."""

IN_REGISTER = "Foretaksregisteret"
"""What a Norwegian company says beside its VAT id: that it is in the register of companies (NO-R-002)."""

_NORWEGIAN_COMPANY = re.compile(r"\b(AS|ASA|NUF)\s*$")
"""Forms of companies that must say so."""

_BY_COUNTRY = dict(
    pair.split(":")
    for pair in (
        "AT:9914 BG:9926 CH:9927 CY:9928 CZ:9929 DE:9930 EE:9931 ES:9920 FR:9957 GB:9932 HR:9934 HU:9910 IE:9935 "
        "IT:0211 LI:9936 LT:9937 LU:9938 LV:9939 MC:9940 MT:9943 NL:9944 PL:9945 PT:9946 RO:9947 RS:9948 SI:9949 "
        "SK:9950 TR:9952"
    ).split()
)
"""Country of a VAT id -> the electronic address scheme (EAS) that such an id is in."""

_INSIDE = {
    "BE": (2, 12, "0208"),
    "DK": (2, 10, "0184"),
    "EL": (2, 11, "9933"),
    "GR": (2, 11, "9933"),
    "NO": (2, 11, "0192"),
    "SE": (2, 12, "0007"),
}
"""Country -> where in its VAT id the number of its electronic address stands, and the scheme of that."""

_OVT = "0037"
"""How Finnish electronic addresses begin (OVT, scheme 0216); the digits of the VAT id or registration follow."""

_REGISTERS = {
    "BE": (10, "0208"),
    "DK": (8, "0184"),
    "FI": (8, "0212"),
    "FR": (9, "0002"),
    "IS": (10, "0196"),
    "NL": (8, "0106"),
    "NO": (9, "0192"),
    "SE": (10, "0007"),
}
"""Country -> digits of a number in its register of companies, and that register's scheme."""

_TOLD_BY_VAT_ID = frozenset("BE DK FI NO SE".split())
"""Countries whose VAT ids begin with that number."""


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


def party(side: Side, outside: bool) -> terms.Party:
    """A side as a party; `outside` VAT, its VAT id is left out (BR-O-02) and its tax number stays.

    Where neither that nor a registration tells who it is, the tax number does as an identifier (BT-29, BR-CO-26).
    """
    lines = [line.strip() for line in side.street.splitlines() if line.strip()]
    street, more, extra = (*lines[:2], ", ".join(lines[2:])) if len(lines) > 2 else (*lines, "", "", "")[:3]
    address = terms.Address(street, more, extra, side.city, side.postcode, side.region, side.country)
    legal, number = legal_id(side), side.tax_number.strip()
    vat_id = "" if outside else re.sub(r"^GR(?=\d{9}$)", "EL", side.vat_id)
    return terms.Party(
        name=side.name,
        ids=(terms.Identifier(number),) if number and not legal and not vat_id else (),
        legal_id=legal,
        vat_id=vat_id,
        tax_id=_tax_id(side),
        endpoint=endpoint(side),
        address=address if address != terms.Address() else None,
    )


def reached(party: terms.Party, written: str) -> terms.Party:
    """The party with the electronic address that is written as scheme:number, such as 0088:8712345000004.

    An address that is its number in its country's register is its registration too. Raises `Invalid`.
    """
    if not written.strip():
        return party
    scheme, _, number = (part.strip() for part in written.strip().partition(":"))
    if scheme not in ENDPOINTS or not number:
        raise Invalid(
            f"{written[:40]!r} is no electronic address. Write its scheme and number, such as 0088:8712345000004.",
            field="buyer_endpoint",
        )
    country = party.address.country if party.address else ""
    known = _REGISTERS.get(country, (0, ""))[1] == scheme
    legal = terms.Identifier(number, scheme) if known and party.legal_id is None else party.legal_id
    return replace(party, endpoint=terms.Identifier(number, scheme), legal_id=legal)


def legal_id(side: Side) -> terms.Identifier | None:
    """The registration with the scheme of its country's register (ISO 6523), where it has the digits of one.

    Without a registration it is the number in the VAT id, where that country's VAT ids hold it.
    """
    digits = "".join(sign for sign in side.registration if sign.isdigit())
    size, scheme = _REGISTERS.get(side.country, (0, ""))
    if scheme and len(digits) == size:
        return terms.Identifier(digits, scheme)
    if side.registration:
        return terms.Identifier(side.registration)
    land = side.vat_id[:2].upper()
    if land not in _TOLD_BY_VAT_ID or land != side.country:
        return None
    size, scheme = _REGISTERS[land]
    return terms.Identifier(side.vat_id[2 : 2 + size], scheme)


def endpoint(side: Side) -> terms.Identifier | None:
    """The electronic address that a side has anyway: its VAT id, the number in it or in a register, or its email."""
    country, legal = side.vat_id[:2].upper(), legal_id(side)
    if scheme := _BY_COUNTRY.get(country):
        return terms.Identifier(side.vat_id, scheme)
    if country in _INSIDE:
        first, last, scheme = _INSIDE[country]
        return terms.Identifier(side.vat_id[first:last], scheme)
    if country == "FI":
        return terms.Identifier(f"{_OVT}{side.vat_id[2:]}", "0216")
    if legal is not None and side.country == "FI" and legal.scheme:
        return terms.Identifier(f"{_OVT}{legal.value}", "0216")
    if legal is not None and legal.scheme in PEPPOL_ENDPOINTS:
        return legal
    return terms.Identifier(side.email, "EM") if side.email else None


def means(iban: str, bic: str, currency: str, seller: Side, *, danes: bool) -> tuple[terms.Means, ...]:
    """How to pay; `danes` is a Danish seller and buyer in Peppol, whose transfers in kroner name branch and account."""
    if not iban:
        return ()
    if currency == "EUR" or not danes:
        code = SEPA if currency == "EUR" else TRANSFER
        return (terms.Means(code, account=terms.Account(iban, seller.name, bic)),)
    if iban.startswith("DK"):
        return (terms.Means(DANISH, account=terms.Account(iban[8:], seller.name, iban[4:8])),)
    return (terms.Means(ABROAD, account=terms.Account(iban, seller.name, bic)),)


def _tax_id(side: Side) -> str:
    """BT-32: in Sweden and Norway what a company says of its registration, elsewhere its tax number."""
    number = side.tax_number.strip()
    if side.country == "SE":
        return number if number.upper() == F_SKATT.upper() else ""
    if side.country == "NO" and not number and _NORWEGIAN_COMPANY.search(side.name):
        return IN_REGISTER
    return side.tax_number
