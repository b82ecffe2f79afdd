"""X12 820 payment orders and remittance advices, and 823 lockbox reports: what a payer says a payment is for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quittance.formats.bank import MOST_LINES, Malformed, check_size, decoded
from quittance.formats.remittance import Adjustment, Advice, Paid
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal

_ISA_CHARACTERS = 106
_SETS = ("820", "823")
_DOCUMENTS = ("IV", "R7", "PO", "CM", "BM", "SI", "IK", "OI")


@dataclass(frozen=True, slots=True)
class _Segment:
    """Elements of a segment, counted from the start of the interchange."""

    number: int
    elements: tuple[str, ...]

    @property
    def location(self) -> str:
        """Where it stands."""
        return f"segment {self.number}"

    def at(self, index: int) -> str:
        """An element, "" where there is none."""
        return self.elements[index].strip() if index < len(self.elements) else ""


def looks_like(data: bytes) -> bool:
    """An interchange header, after whatever white space."""
    return data.lstrip()[:4].startswith(b"ISA") and len(data.lstrip()) > _ISA_CHARACTERS


def read(data: bytes) -> tuple[Advice, ...]:
    """The remittance advices of an interchange; raises `Malformed` with the segment of the fault."""
    check_size(data)
    segments = list(_segments(decoded(data).lstrip()))
    if segments[-1].at(0) != "IEA":
        raise Malformed("the interchange has no end (IEA); the file may be cut off.", segments[-1].location)
    advices: list[Advice] = []
    began: int | None = None
    for at, segment in enumerate(segments):
        if segment.at(0) == "ST":
            began = at
        elif segment.at(0) == "SE":
            advices += _transaction(segments, began, at)
            began = None
    if began is not None:
        raise Malformed("a transaction set has no end (SE).", segments[began].location)
    if not advices:
        raise Malformed("there is no payment advice (820 or 823) in this interchange.", segments[0].location)
    return tuple(advices)


def _segments(text: str) -> Iterator[_Segment]:
    """Segments by the separators that the interchange header itself defines."""
    if not text.startswith("ISA") or len(text) < _ISA_CHARACTERS:
        raise Malformed("an X12 file begins with an interchange header (ISA) of 106 characters.", "segment 1")
    element, end = text[3], text[_ISA_CHARACTERS - 1]
    if element.isalnum() or end.isalnum() or element == end:
        raise Malformed("the separators of the interchange header are not usable.", "segment 1")
    pieces = [piece.strip("\r\n ") for piece in text.split(end)]
    if len(pieces) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} segments.", "segment 1")
    for number, piece in enumerate(pieces, start=1):
        if piece:
            yield _Segment(number, tuple(piece.split(element)))


def _transaction(segments: list[_Segment], began: int | None, ended: int) -> list[Advice]:
    if began is None:
        raise Malformed("a transaction set ends (SE) that did not begin (ST).", segments[ended].location)
    inside, kind = segments[began + 1 : ended], segments[began].at(1)
    stated = segments[ended].at(1)
    if not stated.isdigit() or int(stated[:9]) != ended - began + 1:
        raise Malformed(
            f"the transaction set states {stated[:12]} segments and has {ended - began + 1}.", segments[ended].location
        )
    return [_advice(inside, segments[began])] if kind in _SETS else []


def _advice(inside: list[_Segment], head: _Segment) -> Advice:
    """The payment of BPR (or BAT), its payer and its documents."""
    currency = next((one.at(2) for one in inside if one.at(0) == "CUR"), "") or "USD"
    try:
        currencies.check(currency)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, head.location) from None
    order = next((one for one in inside if one.at(0) in ("BPR", "AMT")), None)
    trace = next((one.at(2) for one in inside if one.at(0) in ("TRN", "RMT")), "")
    payer = next((one for one in inside if one.at(0) == "N1" and one.at(1) in ("PR", "PE", "RM")), None)
    amount = None
    if order is not None:
        amount = _minor(order, 2, currency)
    return Advice(
        location=head.location,
        amount=amount,
        currency=currency,
        reference=trace,
        paid_on=_day(order, 16) if order is not None and order.at(0) == "BPR" else None,
        payer_name=payer.at(2) if payer is not None and payer.at(1) == "PR" else "",
        payer_account=order.at(9) if order is not None and order.at(0) == "BPR" else "",
        paid=tuple(_paid(inside, currency)),
        fields=tuple((one.location, "*".join(one.elements)) for one in inside),
    )


def _paid(inside: list[_Segment], currency: str) -> Iterator[Paid]:
    """Each RMR with the dates and adjustments (ADX) behind it."""
    here: Paid | None = None
    for one in inside:
        if one.at(0) == "RMR":
            if here is not None:
                yield here
            kind = one.at(1) if one.at(1) in _DOCUMENTS else ""
            here = Paid(one.location, one.at(2), _minor(one, 4, currency), kind=kind)
            here = replace(here, original=_minor(one, 5, currency), discount=_minor(one, 6, currency) or 0)
        elif one.at(0) == "ADX" and here is not None:
            made = Adjustment(_minor(one, 1, currency) or 0, one.at(2), one.at(4))
            here = replace(here, adjustments=(*here.adjustments, made))
    if here is not None:
        yield here


def _minor(segment: _Segment, index: int, currency: str) -> int | None:
    said = segment.at(index)
    if not said:
        return None
    try:
        return money.read(re.sub(r"^([+-]?)\.", r"\g<1>0.", said).rstrip("."), currency)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, segment.location) from None


def _day(segment: _Segment, index: int) -> datetime.date | None:
    said = segment.at(index)
    try:
        return datetime.date(int(said[:4]), int(said[4:6]), int(said[6:8])) if len(said) == 8 else None
    except ValueError:
        raise Malformed(f"{said[:12]!r} is not a day written CCYYMMDD.", segment.location) from None
