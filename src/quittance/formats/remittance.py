"""A remittance advice as a value, and the advice message remt.001 (ISO 20022)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from quittance.formats import xml
from quittance.formats.bank import Fields, Malformed
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the payer adds or takes off and why: `code` as the file has it, `document` it belongs to."""

    amount: int
    code: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """One document that a payment is for; `amount` is what is paid of it, None where the advice does not say."""

    location: str
    number: str
    amount: int | None
    kind: str = ""
    original: int | None = None
    discount: int = 0
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What a payer says about one payment; amounts in minor units of `currency`."""

    location: str
    amount: int | None
    currency: str
    reference: str = ""
    paid_on: datetime.date | None = None
    payer_name: str = ""
    payer_account: str = ""
    paid: tuple[Paid, ...] = ()
    fields: Fields = ()

    @property
    def difference(self) -> int | None:
        """The payment less what its documents add up to; None unless every part is known."""
        parts = [one.amount for one in self.paid]
        if self.amount is None or not parts or any(part is None for part in parts):
            return None
        return self.amount - sum(part for part in parts if part is not None)


def looks_like(data: bytes) -> bool:
    """The first kilobytes speak of a remittance advice."""
    return b"RmtAdvc" in data[:4096] or b"remt.001" in data[:4096]


def read(data: bytes) -> tuple[Advice, ...]:
    """The advices of a remt.001 message; raises `Malformed` with the line of the fault."""
    document = xml.root(data)
    message = next(xml.children(document, "RmtAdvc"), None)
    if message is None:
        raise Malformed("this is no remittance advice (remt.001).", xml.where(document))
    return tuple(_advice(one) for one in xml.children(message, "RmtInf"))


def _advice(element: etree._Element) -> Advice:
    original = xml.find(element, "OrgnlPmtInf")
    amount = xml.find(original, "Amt", "InstdAmt")
    if amount is None:
        amount = xml.find(original, "Amt", "IntrBkSttlmAmt")
    structured = list(xml.children(element, "Strd"))
    currency = amount.get("Ccy", "") if amount is not None else _first_currency(structured)
    references = xml.find(original, "Refs")
    said = xml.text(original, "ReqdExctnDt") or xml.text(original, "IntrBkSttlmDt")
    return Advice(
        location=xml.line(element),
        amount=_minor(amount),
        currency=currency,
        reference=xml.text(references, "EndToEndId") or xml.text(element, "RmtId"),
        paid_on=_day(said[:10], element) if said else None,
        payer_name=xml.text(original, "Dbtr", "Nm"),
        payer_account=xml.text(original, "DbtrAcct", "Id", "IBAN"),
        paid=tuple(one for block in structured for one in _paid(block)),
        fields=xml.fields(element),
    )


def _paid(block: etree._Element) -> Iterator[Paid]:
    amounts = xml.find(block, "RfrdDocAmt")
    typed = _typed(amounts)
    paid = xml.find(amounts, "RmtdAmt")
    if paid is None:
        paid = typed.get("REMI", next(iter(typed.values()), None))
    for document in xml.children(block, "RfrdDocInf"):
        yield Paid(
            location=xml.line(document),
            number=xml.text(document, "Nb"),
            amount=_minor(paid),
            kind=xml.text(document, "Tp", "CdOrPrtry", "Cd"),
            original=_minor(typed.get("DUPA", xml.find(amounts, "DuePyblAmt"))),
            discount=_minor(typed.get("DISC", xml.find(amounts, "DscntApldAmt", "Amt"))) or 0,
            adjustments=tuple(
                Adjustment(
                    (_minor(xml.find(one, "Amt")) or 0) * (-1 if xml.text(one, "CdtDbtInd") == "CRDT" else 1),
                    xml.text(one, "Rsn"),
                )
                for one in xml.children(amounts, "AdjstmntAmtAndRsn")
            ),
        )


def _typed(amounts: etree._Element | None) -> dict[str, etree._Element]:
    """Amounts by the code of their type, as versions from 2019 on write them; REMI is what is paid."""
    found = {}
    for one in xml.children(amounts, "RmtAmtAndTp"):
        amount = xml.find(one, "Amt")
        if amount is not None:
            found[xml.text(one, "Tp", "Cd") or xml.text(one, "Tp", "Prtry")] = amount
    return found


def _first_currency(blocks: list[etree._Element]) -> str:
    for block in blocks:
        found = xml.find(block, "RfrdDocAmt", "RmtdAmt")
        if found is not None:
            return found.get("Ccy", "")
    return ""


def _minor(element: etree._Element | None) -> int | None:
    if element is None:
        return None
    try:
        return money.read(str(element.text or ""), currencies.check(element.get("Ccy", "")))
    except Refusal as refusal:
        raise Malformed(refusal.sentence, xml.where(element)) from None


def _day(said: str, element: etree._Element) -> datetime.date:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        raise Malformed(f"{said!r} is not a day.", xml.where(element)) from None
