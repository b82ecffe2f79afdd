"""Where a cross industry invoice says a term in its own way: tax points, tax totals, registrations, objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from quittance.formats import binding_kinds as kinds
from quittance.formats import xml
from quittance.formats.binding import Syntax
from quittance.rules import einvoice as terms

Element = etree._Element

_BY_UNTDID_2475 = {"5": "3", "29": "35", "72": "432"}
_BY_UNTDID_2005 = {code: other for other, code in _BY_UNTDID_2475.items()}
"""BT-8 in the list that UBL uses (2005) and the one that this syntax uses (2475)."""


def _bare(element: Element) -> terms.Identifier | None:
    said = (element.text or "").strip()
    return terms.Identifier(said) if said else None


def _write_bare(element: Element, value: terms.Identifier, currency: str) -> None:
    kinds.text(element, value.value, "")


BARE = kinds.Kind(_bare, _write_bare)
"""An identifier without a scheme."""


def registered(scheme: str) -> kinds.Kind:
    """A tax number, when its element says this scheme: VA for VAT, FC for a local number."""

    def read(element: Element) -> str:
        return (element.text or "").strip() if element.get("schemeID") == scheme else ""

    def write(element: Element, value: str, currency: str) -> None:
        kinds.text(element, value, "")
        element.set("schemeID", scheme)

    return kinds.Kind(read, write)


@dataclass(frozen=True, slots=True)
class Always:
    """An element that the schema demands, empty or not."""

    path: str

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """Nothing to learn."""

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """The element."""
        syntax.ensure(group, self.path)
        return False


@dataclass(frozen=True, slots=True)
class ObjectId:
    """BT-18, BT-128: a referenced document of type 130, whose scheme is the type of reference."""

    path: str

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The first one there is."""
        for element in syntax.below(group, self.path):
            number = xml.text(element, "IssuerAssignedID")
            if xml.text(element, "TypeCode") == "130" and number:
                found.setdefault("object_id", terms.Identifier(number, xml.text(element, "ReferenceTypeCode")))

    def write(self, group: Element, syntax: Syntax, value: Any) -> bool:
        """The referenced document."""
        if value.object_id is None:
            return False
        element = syntax.append(group, self.path)
        for step, said in (("IssuerAssignedID", value.object_id.value), ("TypeCode", "130")):
            kinds.text(syntax.append(element, f"ram:{step}"), said, "")
        if value.object_id.scheme:
            kinds.text(syntax.append(element, "ram:ReferenceTypeCode"), value.object_id.scheme, "")
        return True


@dataclass(frozen=True, slots=True)
class TaxPoint:
    """BT-7 and BT-8 stand in the first row of the breakdown, before its rate."""

    path: str

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """The first of each."""
        for element in syntax.below(group, self.path):
            day = xml.find(element, "TaxPointDate", "DateString")
            code = xml.text(element, "DueDateTypeCode")
            if day is not None and "tax_point_on" not in found:
                found["tax_point_on"] = kinds.compact_day(day)
            if code:
                found.setdefault("tax_point_code", _BY_UNTDID_2475.get(code, code))

    def write(self, group: Element, syntax: Syntax, value: terms.Invoice) -> bool:
        """Both, in the first row."""
        for element in syntax.below(group, self.path)[:1]:
            made: list[Element] = []
            if value.tax_point_on is not None:
                made.append(etree.Element(syntax.tag("ram:TaxPointDate")))
                day = etree.SubElement(made[-1], syntax.tag("udt:DateString"))
                kinds.COMPACT_DAY.write(day, value.tax_point_on, "")
            if value.tax_point_code:
                made.append(etree.Element(syntax.tag("ram:DueDateTypeCode")))
                made[-1].text = _BY_UNTDID_2005.get(value.tax_point_code, value.tax_point_code)
            rate = element.find(syntax.tag("ram:RateApplicablePercent"))
            at = len(element) if rate is None else list(element).index(rate)
            element[at:at] = made
        return value.tax_point_on is not None or bool(value.tax_point_code)


_BEFORE_TAX = frozenset(("LineTotalAmount", "ChargeTotalAmount", "AllowanceTotalAmount", "TaxBasisTotalAmount"))


@dataclass(frozen=True, slots=True)
class TaxTotals:
    """BT-110 and BT-111 stand side by side among the totals, told apart by their currency."""

    path: str

    def read(self, group: Element, syntax: Syntax, found: dict[str, Any]) -> None:
        """A total that names no currency is in the document's."""
        accounting, currency = found.get("tax_currency", ""), found.get("currency", "")
        for element in syntax.below(group, f"{self.path}/ram:TaxTotalAmount"):
            said = element.get("currencyID", "")
            other = bool(accounting) and accounting != currency and said == accounting
            value = kinds.decimal(element)
            if value is not None:
                found.setdefault("tax_total_accounting" if other else "tax_total", value)

    def write(self, group: Element, syntax: Syntax, value: terms.Invoice) -> bool:
        """Both, behind the net total."""
        pairs = ((value.tax_total, value.currency), (value.tax_total_accounting, value.tax_currency))
        chosen = [(amount, currency) for amount, currency in pairs if amount is not None]
        if not chosen:
            return False
        totals = syntax.ensure(group, self.path)
        at = sum(1 for child in totals if xml.name(child) in _BEFORE_TAX)
        made = []
        for amount, currency in chosen:
            made.append(etree.Element(syntax.tag("ram:TaxTotalAmount")))
            kinds.AMOUNT.write(made[-1], amount, currency)
        totals[at:at] = made
        return True
