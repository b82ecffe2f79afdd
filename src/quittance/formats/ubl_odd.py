"""Where UBL says a term in its own way: subjects of notes, orders, payment means, tax totals, the SEPA creditor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from quittance.formats import binding
from quittance.formats import binding_kinds as kinds
from quittance.formats.binding import Branch, One, Row, Syntax, Term
from quittance.rules import einvoice as terms

Element = etree._Element
_SUBJECT = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)
_SEPA = "SEPA"
_PARTIES = ("cac:PayeeParty", "cac:AccountingSupplierParty/cac:Party")


def _note(element: Element) -> terms.Note | None:
    said = (element.text or "").strip()
    found = _SUBJECT.fullmatch(said)
    if found:
        return terms.Note(found[2].strip(), found[1])
    return terms.Note(said) if said else None


def _write_note(element: Element, note: terms.Note, currency: str) -> None:
    kinds.text(element, f"#{note.subject}#{note.text}" if note.subject else note.text, "")


NOTE = kinds.Kind(_note, _write_note)
"""BG-1: the subject stands before the text, between number signs."""


_SCHEMED = kinds.identifier("schemeID")
NOT_SEPA = kinds.Kind(
    lambda element: None if element.get("schemeID") == _SEPA else _SCHEMED.read(element), _SCHEMED.write
)
"""An identification that is not the SEPA creditor's."""


@dataclass(frozen=True, slots=True)
class Order:
    """BT-13 and BT-14 share an element whose first part the schema demands: «NA» where there is no order number."""

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Both numbers."""
        for row in _ORDER:
            row.read(group, syntax, found)
        if found.get("sales_order") and found.get("purchase_order") == "NA":
            del found["purchase_order"]

    def write(self, group: Element, syntax: Syntax, value: terms.References) -> bool:
        """Both numbers, when there is either."""
        if value.sales_order and not value.purchase_order:
            syntax.ensure(group, "cac:OrderReference/cbc:ID").text = "NA"
        return binding.all_of(_ORDER, group, syntax, value)


_ORDER: Sequence[Row] = (
    Term("purchase_order", "cac:OrderReference/cbc:ID"),
    Term("sales_order", "cac:OrderReference/cbc:SalesOrderID"),
)


@dataclass(frozen=True, slots=True)
class Creditor:
    """BT-90: an identification of the payee, or else of the seller, by the scheme SEPA."""

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The first one there is."""
        for party in _PARTIES:
            for element in syntax.below(group, f"{party}/cac:PartyIdentification/cbc:ID"):
                if element.get("schemeID") == _SEPA and (element.text or "").strip():
                    found.setdefault("creditor_id", (element.text or "").strip())

    def write(self, group: Element, syntax: Syntax, value: terms.Invoice) -> bool:
        """Behind the other identifications of the party."""
        if not value.creditor_id:
            return False
        payee = syntax.below(group, _PARTIES[0])
        party = payee[0] if payee else syntax.ensure(group, _PARTIES[1])
        before = [syntax.tag("cbc:EndpointID"), syntax.tag("cac:PartyIdentification")]
        made = etree.Element(syntax.tag("cac:PartyIdentification"))
        party.insert(sum(1 for child in party if child.tag in before), made)
        element = etree.SubElement(made, syntax.tag("cbc:ID"), schemeID=_SEPA)
        kinds.text(element, value.creditor_id, "")
        return True


_CARD: Sequence[Row] = (
    Term("number", "cbc:PrimaryAccountNumberID"),
    binding.Fixed("cbc:NetworkID", "NA"),
    Term("holder", "cbc:HolderName"),
)
_ACCOUNT: Sequence[Row] = (
    Term("id", "cbc:ID"),
    Term("name", "cbc:Name"),
    Term("bank", "cac:FinancialInstitutionBranch/cbc:ID"),
)
_CODE: Sequence[Row] = (
    Term("code", "cbc:PaymentMeansCode"),
    Term("text", "cbc:PaymentMeansCode", kinds.attribute("name")),
)
_DUE = Term("due_on", "cbc:PaymentDueDate", kinds.ISO_DAY)
_REMITTANCE = Term("remittance", "cbc:PaymentID")
_ACCOUNTS: Sequence[Row] = (
    One("card", "cac:CardAccount", terms.Card, _CARD),
    One("account", "cac:PayeeFinancialAccount", terms.Account, _ACCOUNT),
)
_MANDATE = Term("mandate", "cac:PaymentMandate/cbc:ID")
_DEBITED = Term("debited", "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID")


@dataclass(frozen=True, slots=True)
class Payments:
    """BG-16: one element a way to pay, with what the whole document says of payment in each."""

    due_with_means: bool

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The ways, and the first remittance text, mandate and due day."""
        whole = (_REMITTANCE, _MANDATE, *((_DUE,) if self.due_with_means else ()))
        ways = []
        for element in syntax.below(group, "cac:PaymentMeans"):
            said: dict[str, Any] = {}
            for row in whole:
                row.read(element, syntax, said)
            found.update({name: value for name, value in said.items() if name not in found})
            ways.append(binding.group_of(element, syntax, terms.Means, (*_CODE, *_ACCOUNTS, _DEBITED)))
        if ways:
            found["means"] = tuple(ways)

    def write(self, group: Element, syntax: Syntax, value: terms.Invoice) -> bool:
        """An element a way; without a way, payment is not spoken of."""
        for n, way in enumerate(value.means):
            element = syntax.append(group, "cac:PaymentMeans")
            for row in _CODE:
                row.write(element, syntax, way)
            if self.due_with_means and n == 0:
                _DUE.write(element, syntax, value)
            _REMITTANCE.write(element, syntax, value)
            for row in _ACCOUNTS:
                row.write(element, syntax, way)
            _MANDATE.write(element, syntax, value)
            _DEBITED.write(element, syntax, way)
        return bool(value.means)


_TAX: Sequence[Row] = (
    Term("taxable", "cbc:TaxableAmount", kinds.AMOUNT),
    Term("amount", "cbc:TaxAmount", kinds.AMOUNT),
    Branch(
        "cac:TaxCategory",
        (
            Term("category", "cbc:ID"),
            Term("rate", "cbc:Percent", kinds.NUMBER),
            Term("reason_code", "cbc:TaxExemptionReasonCode"),
            Term("reason", "cbc:TaxExemptionReason"),
            binding.Fixed("cac:TaxScheme/cbc:ID", "VAT"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TaxTotals:
    """BT-110 with BG-23, and BT-111, told apart by the currency of the amount."""

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The total in the accounting currency has no breakdown."""
        accounting, currency = found.get("tax_currency", ""), found.get("currency", "")
        taxes: list[terms.Tax] = []
        for element in syntax.below(group, "cac:TaxTotal"):
            amount = next(iter(syntax.below(element, "cbc:TaxAmount")), None)
            parts = syntax.below(element, "cac:TaxSubtotal")
            said = amount.get("currencyID", "") if amount is not None else ""
            other = bool(accounting) and accounting != currency and said == accounting
            field = "tax_total_accounting" if other else "tax_total"
            value: Decimal | None = None if amount is None else kinds.decimal(amount)
            if value is not None:
                found.setdefault(field, value)
            taxes += [binding.group_of(part, syntax, terms.Tax, _TAX) for part in parts if not other]
        if taxes:
            found["taxes"] = tuple(taxes)

    def write(self, group: Element, syntax: Syntax, value: terms.Invoice) -> bool:
        """Both totals, each when it is set."""
        if value.tax_total is not None or value.taxes:
            element = syntax.append(group, "cac:TaxTotal")
            if value.tax_total is not None:
                kinds.AMOUNT.write(syntax.append(element, "cbc:TaxAmount"), value.tax_total, value.currency)
            for tax in value.taxes:
                part = syntax.append(element, "cac:TaxSubtotal")
                for row in _TAX:
                    row.write(part, syntax, tax)
        if value.tax_total_accounting is not None:
            element = syntax.append(syntax.append(group, "cac:TaxTotal"), "cbc:TaxAmount")
            kinds.AMOUNT.write(element, value.tax_total_accounting, value.tax_currency)
        return value.tax_total is not None
