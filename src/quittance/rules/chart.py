"""Kinds of ledger accounts, and the chart that a new entity starts with."""

from __future__ import annotations

from dataclasses import dataclass

RECEIVABLE = "receivable"
UNAPPLIED = "unapplied"
BANK = "bank"
CLEARING = "clearing"
REVENUE = "revenue"
TAX = "tax"
DISCOUNT = "discount"
WRITEOFF = "writeoff"
INTEREST = "interest"
FX = "fx"
CHARGE = "charge"
PROVISION = "provision"
DEPOSIT = "deposit"

KINDS = (
    RECEIVABLE,
    UNAPPLIED,
    BANK,
    CLEARING,
    REVENUE,
    TAX,
    DISCOUNT,
    WRITEOFF,
    INTEREST,
    FX,
    CHARGE,
    PROVISION,
    DEPOSIT,
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be opened: code and name as the general ledger knows them."""

    code: str
    name: str
    kind: str


STARTING = (
    NewAccount("1200", "Bank", BANK),
    NewAccount("1290", "Clearing", CLEARING),
    NewAccount("1300", "Trade receivables", RECEIVABLE),
    NewAccount("1310", "Unapplied credit of customers", UNAPPLIED),
    NewAccount("1390", "Provision for expected loss", PROVISION),
    NewAccount("2100", "Deposits of customers", DEPOSIT),
    NewAccount("2200", "Tax on sales", TAX),
    NewAccount("4000", "Revenue", REVENUE),
    NewAccount("4900", "Discount taken", DISCOUNT),
    NewAccount("4950", "Interest from customers", INTEREST),
    NewAccount("6900", "Write-offs", WRITEOFF),
    NewAccount("6910", "Bank charges", CHARGE),
    NewAccount("6950", "Exchange differences", FX),
)
