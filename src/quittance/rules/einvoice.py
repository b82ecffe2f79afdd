"""An electronic invoice or credit note in the terms of EN 16931-1:2017, whatever syntax it is written in.

Each field names its business term (BT) or group (BG). Amounts, prices, quantities and percentages are exact
decimals as written; a term that is absent is "" or None, because a file from elsewhere may lack any of them
and the rules in `einvoice_checks` say what that breaks.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

EN16931 = "urn:cen.eu:en16931:2017"
PEPPOL = f"{EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
XRECHNUNG = f"{EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

CREDIT_NOTES = frozenset("81 83 261 262 296 308 381 396 420 458 502 503 532".split())
"""Types of document (UNTDID 1001) that lower what the buyer owes."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value with the scheme that it belongs to (ISO 6523 ICD, UNTDID 1153, …)."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units, by the code of UN/ECE Recommendation 20 or 21."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """BG-5, BG-8, BG-12, BG-15: a postal address; `country` as in ISO 3166-1."""

    street: str = ""
    more: str = ""
    extra: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """BG-6, BG-9: whom to ask."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """BG-4, BG-7: seller or buyer. `name` is the registered one (BT-27, BT-44), `vat_id` BT-31 or BT-48."""

    name: str = ""
    trading_name: str = ""
    ids: tuple[Identifier, ...] = ()
    legal_id: Identifier | None = None
    vat_id: str = ""
    tax_id: str = ""
    legal_form: str = ""
    endpoint: Identifier | None = None
    address: Address | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Payee:
    """BG-10: who is paid when it is not the seller."""

    name: str = ""
    id: Identifier | None = None
    legal_id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """BG-11: the seller's tax representative."""

    name: str = ""
    vat_id: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """BG-13: where goods went (BT-70, BT-71, BG-15) and when (BT-72)."""

    name: str = ""
    location: Identifier | None = None
    on: datetime.date | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """BG-14, BG-26: first and last day."""

    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """BG-1: free text (BT-22) with its subject (BT-21, UNTDID 4451)."""

    text: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Preceding:
    """BG-3: an earlier invoice that this document corrects or credits."""

    number: str = ""
    issued_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Supporting:
    """BG-24: a document that comes along, inside (`content`) or at an address (`uri`)."""

    id: str = ""
    description: str = ""
    uri: str = ""
    content: bytes | None = None
    media_type: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """BG-17: where a credit transfer goes: IBAN or another account number, its name, the bank's BIC."""

    id: str = ""
    name: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """BG-18: the last digits of the card that paid, and whose it is."""

    number: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """One way to pay: `code` BT-81 (UNTDID 4461); `debited` is the account that a direct debit takes from (BT-91)."""

    code: str = ""
    text: str = ""
    account: Account | None = None
    card: Card | None = None
    debited: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """BG-20, BG-21, BG-27, BG-28: an allowance, or a charge where `adds`; `category` and `rate` on documents only."""

    adds: bool = False
    amount: Decimal | None = None
    against: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    reason_code: str = ""
    category: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """BG-23: what is taxed in one category at one rate, and the tax on it."""

    category: str = ""
    rate: Decimal | None = None
    taxable: Decimal | None = None
    amount: Decimal | None = None
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """BG-22, with both tax totals: BT-110 in the document's currency and BT-111 in the accounting currency."""

    lines: Decimal | None = None
    allowances: Decimal | None = None
    charges: Decimal | None = None
    net: Decimal | None = None
    gross: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
    payable: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """BG-29: `net` BT-146 for `per` units (BT-149, BT-150); `gross` BT-148 less `discount` BT-147."""

    net: Decimal | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    per: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Classification:
    """BT-158: a class of goods, the list that it comes from (UNTDID 7143), and that list's version."""

    value: str
    scheme: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """BG-32: a property of the item."""

    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """BG-31: what was sold, and BG-30: how it is taxed."""

    name: str = ""
    description: str = ""
    seller_id: str = ""
    buyer_id: str = ""
    standard_id: Identifier | None = None
    classes: tuple[Classification, ...] = ()
    origin: str = ""
    attributes: tuple[Attribute, ...] = ()
    category: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """BG-25: one row; `net` BT-131."""

    id: str = ""
    note: str = ""
    object_id: Identifier | None = None
    quantity: Quantity | None = None
    net: Decimal | None = None
    order_line: str = ""
    accounting_reference: str = ""
    period: Period | None = None
    charges: tuple[Charge, ...] = ()
    price: Price | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class References:
    """BT-11 to BT-18: what the document speaks of."""

    project: str = ""
    contract: str = ""
    purchase_order: str = ""
    sales_order: str = ""
    receiving_advice: str = ""
    despatch_advice: str = ""
    tender: str = ""
    object_id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """One document. `tax_total` is BT-110, `tax_total_accounting` BT-111 in `tax_currency` (BT-6)."""

    customization: str = ""
    process: str = ""
    number: str = ""
    type_code: str = ""
    currency: str = ""
    tax_currency: str = ""
    issued_on: datetime.date | None = None
    due_on: datetime.date | None = None
    tax_point_on: datetime.date | None = None
    tax_point_code: str = ""
    buyer_reference: str = ""
    accounting_reference: str = ""
    notes: tuple[Note, ...] = ()
    preceding: tuple[Preceding, ...] = ()
    references: References = References()
    supporting: tuple[Supporting, ...] = ()
    seller: Party | None = None
    buyer: Party | None = None
    payee: Payee | None = None
    representative: Representative | None = None
    delivery: Delivery | None = None
    period: Period | None = None
    terms: str = ""
    remittance: str = ""
    mandate: str = ""
    creditor_id: str = ""
    means: tuple[Means, ...] = ()
    charges: tuple[Charge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    tax_total: Decimal | None = None
    tax_total_accounting: Decimal | None = None
    totals: Totals | None = None
    lines: tuple[Line, ...] = ()

    @property
    def is_credit_note(self) -> bool:
        """Its type lowers what the buyer owes."""
        return self.type_code in CREDIT_NOTES
