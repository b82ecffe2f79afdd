"""E-invoices for tests: one that keeps every rule, and random ones with every term of EN 16931."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_totals import settled

SELLER = terms.Party(
    name="Northwind Paper BV",
    trading_name="Northwind",
    ids=(terms.Identifier("NW-1"), terms.Identifier("8712345000004", "0088")),
    legal_id=terms.Identifier("12345678", "0106"),
    vat_id="NL123456782B90",
    endpoint=terms.Identifier("NL123456782B90", "9944"),
    address=terms.Address(street="Keizersgracht 1", city="Amsterdam", postcode="1015 CJ", country="NL"),
    contact=terms.Contact("Ida de Vries", "+31 20 1234567", "ida@northwind.example"),
)
BUYER = terms.Party(
    name="Müller & Söhne GmbH",
    vat_id="DE136695976",
    endpoint=terms.Identifier("DE136695976", "9930"),
    address=terms.Address(street="Hafenstr. 5", more="Tor 2", city="Hamburg", postcode="20457", country="DE"),
)
REASONS = {
    "E": ("Exempt under article 132", ""),
    "AE": ("Reverse charge", "VATEX-EU-AE"),
    "K": ("Intra-community supply", "VATEX-EU-IC"),
    "G": ("Export outside the EU", "VATEX-EU-G"),
    "O": ("Not subject to VAT", "VATEX-EU-O"),
}


def line(n: int, net: str, *, category: str = "S", rate: str | None = "21", quantity: str = "1") -> terms.Line:
    """One line of `net` in all, its price by the unit."""
    amount, count = Decimal(net), Decimal(quantity)
    return terms.Line(
        id=str(n),
        quantity=terms.Quantity(count, "H87"),
        net=amount,
        price=terms.Price(net=abs(amount / count)),
        item=terms.Item(name=f"Paper {n}", category=category, rate=None if rate is None else Decimal(rate)),
    )


def invoice(*lines: terms.Line, **changes: Any) -> terms.Invoice:
    """A document that keeps EN 16931, Peppol and XRechnung alike; `changes` are made before totals are."""
    prepaid = changes.pop("prepaid", None)
    whole = terms.Invoice(
        customization=terms.PEPPOL,
        process=terms.PEPPOL_PROCESS,
        number="INV-2026-0001",
        type_code="380",
        currency="EUR",
        issued_on=datetime.date(2026, 3, 2),
        due_on=datetime.date(2026, 4, 1),
        buyer_reference="04011000-12345-03",
        notes=(terms.Note("Thank you."),),
        references=terms.References(purchase_order="PO-77"),
        seller=SELLER,
        buyer=BUYER,
        delivery=terms.Delivery(on=datetime.date(2026, 3, 1), address=BUYER.address),
        terms="Net 30 days",
        remittance="RF18539007547034",
        means=(terms.Means("58", "SEPA", terms.Account("NL91ABNA0417164300", "Northwind", "ABNANL2A")),),
        lines=lines or (line(1, "100.00"), line(2, "49.90", rate="9")),
    )
    return settled(replace(whole, **changes), 2, REASONS, prepaid=prepaid)


_SIGNS = st.characters(codec="utf-8", categories=("L", "N"), include_characters="-&<>\"'.,/ €")
_word = st.text(_SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
_maybe = st.one_of(st.just(""), _word)
_day = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))
_no_day = st.none() | _day
_money = st.integers(-(10**9), 10**9).map(lambda minor: Decimal(minor).scaleb(-2))
_number = st.integers(-(10**9), 10**9).map(lambda value: Decimal(value).scaleb(-4))
_rate = st.sampled_from(["0", "5.5", "7", "19", "21", "25"]).map(Decimal)
_country = st.sampled_from(["NL", "DE", "FR", "SE"])
_id = st.builds(terms.Identifier, _word, st.sampled_from(["0088", "0106"]))
_any_id = st.builds(terms.Identifier, _word, st.sampled_from(["", "0088"]))
_address = st.builds(terms.Address, _maybe, _maybe, _maybe, _maybe, _maybe, _maybe, _country)
_contact = st.builds(terms.Contact, _word, _maybe, _maybe)
_period = st.builds(terms.Period, _day, _no_day)
_iban = st.sampled_from(["NL91ABNA0417164300", "DE89370400440532013000"])


def _ordered(ids: Sequence[terms.Identifier]) -> tuple[terms.Identifier, ...]:
    """Those without a scheme first, as the stricter of the two syntaxes has them."""
    return tuple(sorted(ids, key=lambda one: bool(one.scheme)))


_party = st.builds(
    terms.Party,
    name=_word,
    trading_name=_maybe,
    ids=st.lists(_any_id, max_size=2).map(_ordered),
    legal_id=st.none() | _any_id,
    vat_id=_maybe,
    tax_id=_maybe,
    legal_form=_maybe,
    endpoint=st.none() | _id,
    address=st.none() | _address,
    contact=st.none() | _contact,
)
_charge = st.builds(
    terms.Charge,
    st.booleans(),
    _money,
    st.none() | _money,
    st.none() | _number,
    _maybe,
    _maybe,
    _word,
    st.none() | _rate,
)
_line_charge = _charge.map(lambda one: replace(one, category="", rate=None))
_price = st.builds(terms.Price, net=_number, per=st.none() | st.builds(terms.Quantity, _number, _maybe)) | st.builds(
    terms.Price, net=_number, gross=_number, discount=_number
)
_item = st.builds(
    terms.Item,
    name=_word,
    description=_maybe,
    seller_id=_maybe,
    buyer_id=_maybe,
    standard_id=st.none() | _id,
    classes=st.lists(st.builds(terms.Classification, _word, _maybe, _maybe), max_size=2).map(tuple),
    origin=st.one_of(st.just(""), _country),
    attributes=st.lists(st.builds(terms.Attribute, _word, _word), max_size=2).map(tuple),
    category=_word,
    rate=st.none() | _rate,
)
_lines = st.lists(
    st.builds(
        terms.Line,
        id=_word,
        note=_maybe,
        object_id=st.none() | _any_id,
        quantity=st.none() | st.builds(terms.Quantity, _number, _maybe),
        net=_money,
        order_line=_maybe,
        accounting_reference=_maybe,
        period=st.none() | _period,
        charges=st.lists(_line_charge, max_size=2).map(tuple),
        price=st.none() | _price,
        item=_item,
    ),
    min_size=1,
    max_size=3,
).map(tuple)
_means = st.builds(
    terms.Means,
    _word,
    _maybe,
    st.none() | st.builds(terms.Account, _word | _iban, _maybe, _maybe),
    st.none() | st.builds(terms.Card, _word, _maybe),
    st.one_of(st.just(""), _iban),
)
_supporting = st.builds(
    terms.Supporting, _word, _maybe, _maybe, st.just(b"%PDF"), st.just("application/pdf"), st.just("a.pdf")
) | st.builds(terms.Supporting, _word, _maybe, _maybe)
_tax = st.builds(terms.Tax, _word, st.none() | _rate, _money, _money, _maybe, _maybe)
_accounting = st.sampled_from([("", None), ("SEK", Decimal("12.30"))])


_totals = st.builds(
    terms.Totals,
    lines=_money,
    allowances=st.none() | _money,
    charges=st.none() | _money,
    net=_money,
    gross=_money,
    prepaid=st.none() | _money,
    rounding=st.none() | _money,
    payable=_money,
)
_references = st.builds(
    terms.References, _maybe, _maybe, _maybe, _maybe, _maybe, _maybe, _maybe, st.none() | _any_id
).filter(lambda one: one.purchase_order != "NA")


def _some(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


_heads = st.builds(
    terms.Invoice,
    customization=_word,
    process=_maybe,
    number=_word,
    type_code=st.sampled_from(["380", "381", "384", "389", "326", "875"]),
    currency=st.sampled_from(["EUR", "USD", "GBP"]),
    issued_on=_day,
    due_on=_no_day,
    tax_point_on=_no_day,
    tax_point_code=st.sampled_from(["", "3", "35", "432"]),
    buyer_reference=_maybe,
    accounting_reference=_maybe,
    notes=_some(st.builds(terms.Note, _word, st.sampled_from(["", "AAI", "REG"]))),
    preceding=_some(st.builds(terms.Preceding, _word, _no_day)),
    references=_references,
    supporting=_some(_supporting),
)


@st.composite
def random(draw: st.DrawFn) -> terms.Invoice:
    """A document with any terms that both syntaxes can say; whether it adds up is another matter."""
    tax_currency, accounting = draw(_accounting)
    return replace(
        draw(_heads),
        tax_currency=tax_currency,
        tax_total_accounting=accounting,
        seller=draw(_party),
        buyer=draw(_party),
        payee=draw(st.none() | st.builds(terms.Payee, _word, st.none() | _any_id, st.none() | _any_id)),
        representative=draw(st.none() | st.builds(terms.Representative, _word, _word, st.none() | _address)),
        delivery=draw(st.none() | st.builds(terms.Delivery, _maybe, st.none() | _any_id, _day, st.none() | _address)),
        period=draw(st.none() | _period),
        terms=draw(_maybe),
        remittance=draw(_maybe),
        mandate=draw(_maybe),
        creditor_id=draw(_maybe),
        means=draw(_some(_means, 1)),
        charges=draw(_some(_charge)),
        taxes=draw(_some(_tax, 1)),
        tax_total=draw(_money),
        totals=draw(_totals),
        lines=draw(_lines),
    )
