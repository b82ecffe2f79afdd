"""The Swiss QR-bill: the text of its code (SIX implementation guidelines, version 2.3) and the code drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.formats import epc
from quittance.rules import money, references
from quittance.rules.references import QRR, SWISS_CURRENCIES, SWISS_LANDS

MOST_NAME, MOST_STREET, MOST_POSTCODE, MOST_CITY, MOST_TEXT = 70, 70, 16, 35, 140
MOST_SIGNS = 997
MOST_MINOR = 999_999_999_99

DEBTOR_LINE = 20
"""Lines of the text before the one who pays."""

_LAST_LATIN = 0x17F
_BEYOND_LATIN = frozenset("\u0218\u0219\u021a\u021b\u20ac")
"""Signs that are permitted: up to the end of Latin Extended-A, the comma letters of Romanian, and the euro."""

# Of the official cross, 19.8 units wide: its black square, the length and the width of its bars.
_SIDE, _SQUARE, _LONG, _WIDE = 19.8, 16.96, 11.0, 3.3
_OF_CODE = 7.0 / 46.0


@dataclass(frozen=True, slots=True)
class Party:
    """Who is paid or who pays, with a structured address; the street may hold its number. `party` makes it."""

    name: str
    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Bill:
    """A payment to be made; `number` is the document's, `debtor` None where it is to be written by hand."""

    iban: str
    creditor: Party | None
    amount: int
    currency: str
    number: str
    text: str
    debtor: Party | None


def party(name: str, street: str, postcode: str, city: str, country: str) -> Party | None:
    """A party in the signs and lengths that are permitted; None where its address is not whole."""
    made = Party(
        plain(name, MOST_NAME),
        plain(", ".join(street.split("\n")), MOST_STREET),
        plain(postcode, MOST_POSTCODE),
        plain(city, MOST_CITY),
        country,
    )
    return made if made.name and made.postcode and made.city and len(country) == 2 else None


def payload(one: Bill) -> str:
    """The text of the code; "" where no such bill can be made."""
    kind, reference = references.asked(one.iban, one.number, one.currency)
    fits = one.currency in SWISS_CURRENCIES and one.iban[:2] in SWISS_LANDS and 0 < one.amount <= MOST_MINOR
    if not fits or one.creditor is None or references.is_qr_iban(one.iban) != (kind == QRR):
        return ""
    lines = [
        *("SPC", "0200", "1", one.iban),
        *_party(one.creditor),
        *[""] * 7,
        *(money.write(one.amount, one.currency), one.currency),
        *(_party(one.debtor) if one.debtor else [""] * 7),
        *(kind, reference, plain(one.text, MOST_TEXT), "EPD"),
    ]
    made = "\n".join(lines)
    return made if len(made) <= MOST_SIGNS else ""


def svg(text: str) -> str:
    """The text as a QR code of error level M with the Swiss cross over its middle."""
    size, path = epc.squares(text)
    return epc.picture(size, path, _cross(size))


def plain(text: str, most: int) -> str:
    """One line of at most so many permitted signs: a line break would move every field behind it."""
    kept = "".join(sign if _is_permitted(sign) else " " for sign in text)
    return " ".join(kept.split())[:most].strip()


def _is_permitted(sign: str) -> bool:
    return sign.isprintable() and (ord(sign) <= _LAST_LATIN or sign in _BEYOND_LATIN)


def _cross(size: int) -> str:
    """A white square with a black one in it and a white cross in that, in the proportions of the official picture."""
    unit = size * _OF_CODE / _SIDE

    def bar(wide: float, high: float, colour: str) -> str:
        x, y = (size - wide * unit) / 2, (size - high * unit) / 2
        return f'<rect x="{x:.3f}" y="{y:.3f}" width="{wide * unit:.3f}" height="{high * unit:.3f}" fill="{colour}"/>'

    drawn = ((_SIDE, _SIDE, "#fff"), (_SQUARE, _SQUARE, "#000"), (_LONG, _WIDE, "#fff"), (_WIDE, _LONG, "#fff"))
    return "".join(bar(*one) for one in drawn)


def _party(one: Party) -> list[str]:
    """Structured, the number of the house in its street."""
    return ["S", one.name, one.street, "", one.postcode, one.city, one.country]
