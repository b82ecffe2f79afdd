"""Entries and plans: what a verb intends to write, as frozen values, before anything is written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

DEBIT = "D"
CREDIT = "C"

INVOICE = "invoice"
CREDIT_NOTE = "credit_note"
DEBIT_NOTE = "debit_note"
DEPOSIT = "deposit"
INTEREST_NOTE = "interest_note"
PAYMENT = "payment"
ALLOCATION = "allocation"
UNALLOCATION = "unallocation"
WRITEOFF = "writeoff"
REFUND = "refund"
TRANSFER = "transfer"
REVERSAL = "reversal"
ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Item:
    """An open item as it stands: amounts in minor units, `base_amount` in the entity's currency."""

    id: int
    customer_id: int
    side: str
    kind: str
    currency: str
    amount: int
    base_amount: int
    effective_on: datetime.date
    due_on: datetime.date
    allocated: int = 0
    allocated_base: int = 0
    touched_on: datetime.date | None = None
    freed_on: datetime.date | None = None
    document_id: int | None = None
    payment_id: int | None = None
    entry_id: int = 0
    instalment: int = 1
    label: str = ""

    @property
    def open(self) -> int:
        """Minor units not yet allocated."""
        return self.amount - self.allocated

    @property
    def open_base(self) -> int:
        """Base minor units not yet allocated."""
        return self.base_amount - self.allocated_base


class NewPosting(NamedTuple):
    """Move `amount` from the account of kind `credit` to that of kind `debit`. Made by the million, as its tuple."""

    debit: str
    credit: str
    customer_id: int
    item_id: int | None
    currency: str
    amount: int
    base_amount: int


@dataclass(frozen=True, slots=True)
class NewAllocation:
    """A debit item met by a credit item; negative with `reverses` when taken back."""

    id: int
    debit_item_id: int
    credit_item_id: int
    currency: str
    amount: int
    debit_base: int
    credit_base: int
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One journal event with its postings, the items it creates and the allocations it makes."""

    id: int
    kind: str
    effective_on: datetime.date
    postings: tuple[NewPosting, ...] = ()
    items: tuple[Item, ...] = ()
    allocations: tuple[NewAllocation, ...] = ()
    reverses: int | None = None
    note: str = ""


class NewLine(NamedTuple):
    """One row of a document: quantity, price, rate and percent as scaled integers, amounts in minor units.

    `discount` is in the terms of the prices; `tax_category` "" goes by the rate. Made by the million, as its tuple.
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
class NewCharge:
    """An allowance or charge on a whole document: `amount` in the terms of the prices, `net` with its sign."""

    n: int
    kind: str
    reason: str
    percent_e4: int
    amount: int
    net: int
    tax_category: str
    tax_rate_e4: int
    tax_reason: str = ""


@dataclass(frozen=True, slots=True)
class NewTax:
    """What of a document is taxed in one category at one rate, and the tax on it, rounded once."""

    n: int
    category: str
    rate_e4: int
    net: int
    tax: int
    reason: str = ""


DUNNING_FEE, RETURN_FEE, COLLECTION_COST = "dunning_fee", "return_fee", "collection_cost"
ANCILLARY = (DUNNING_FEE, RETURN_FEE, COLLECTION_COST)
"""What an invoice may ask beside goods and services: no law grants interest or fixed compensation on these."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document at issue, written together with the entry that posts it; `ancillary` is "" for goods and services."""

    id: int
    entry_id: int
    customer_id: int
    kind: str
    number: str
    issued_on: datetime.date
    due_on: datetime.date
    currency: str
    net: int
    tax: int
    total: int
    base_total: int
    terms: str = ""
    purchase_order: str = ""
    external_id: str = ""
    note: str = ""
    lines: tuple[NewLine, ...] = ()
    prices: str = "without_tax"
    goods_on: datetime.date | None = None
    ancillary: str = ""
    charges: tuple[NewCharge, ...] = ()
    taxes: tuple[NewTax, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPayment:
    """Money that came in, written together with the entry that posts it."""

    id: int
    entry_id: int
    customer_id: int
    reference: str
    method: str
    received_on: datetime.date
    currency: str
    amount: int
    base_amount: int
    payer_name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one command writes; `touched` are the existing items that its allocations change."""

    entries: tuple[NewEntry, ...]
    documents: tuple[NewDocument, ...] = ()
    payments: tuple[NewPayment, ...] = ()
    touched: tuple[Item, ...] = field(default=())
