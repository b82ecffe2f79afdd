"""OFX and QFX statements: SGML of version 1, where closing tags may be missing, and XML of version 2."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quittance.formats.bank import MOST_LINES, BankFile, Flag, Line, Malformed, Statement, check_size, decoded
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal

MOST_DEPTH = 40
_TOKEN = re.compile(r"<(/?)([A-Za-z0-9_.]{1,40})\s*(/?)>([^<]*)")
_STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
_AMOUNT = re.compile(r"[+-]?\d{0,15}(?:[.,]\d{0,8})?", re.ASCII)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(slots=True)
class _Node:
    """An aggregate, or an element with a value."""

    name: str
    line: int
    value: str = ""
    children: list[_Node] = field(default_factory=list)

    def all(self, name: str) -> Iterator[_Node]:
        """Every node of that name below this one."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def text(self, *path: str) -> str:
        """The value down a path, "" where there is none."""
        here: _Node | None = self
        for step in path:
            here = next((child for child in here.children if child.name == step), None) if here else None
        return here.value if here else ""


def looks_like(data: bytes) -> bool:
    """It has an OFX header or element near its start."""
    head = data[:2048].upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def read(data: bytes) -> BankFile:
    """Statements of a file; raises `Malformed` with the line, also when the bank answers with an error."""
    check_size(data)
    text = decoded(data)
    start = text.upper().find("<OFX>")
    if start < 0:
        raise Malformed("there is no <OFX> element.", "line 1")
    version = "2.x" if "<?" in text[:start] else "1.x"
    tree = _tree(text, start)
    for status in tree.all("STATUS"):
        if status.text("SEVERITY").upper() == "ERROR":
            said = status.text("MESSAGE")[:200] or f"code {status.text('CODE')}"
            raise Malformed(f"the bank answered with an error: {said}", f"line {status.line}")
    flags: list[Flag] = []
    statements = tuple(_statement(one, flags) for name in _STATEMENTS for one in tree.all(name))
    if sum(len(one.lines) for one in statements) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} movements.", "line 1")
    return BankFile("ofx", version, statements, (), tuple(flags))


def _tree(text: str, start: int) -> _Node:
    """Nodes of the file. An element has a value; a tag without one opens an aggregate."""
    root = _Node("", 1)
    stack = [root]
    line, seen = text.count("\n", 0, start) + 1, start
    for token in _TOKEN.finditer(text, start):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        closing, name, alone, value = token[1], token[2].upper(), token[3], html.unescape(token[4]).strip()
        if closing:
            depth = next((n for n in range(len(stack) - 1, 0, -1) if stack[n].name == name), 0)
            if depth:
                del stack[depth:]
            continue
        node = _Node(name, line, value)
        stack[-1].children.append(node)
        if not value and not alone:
            stack.append(node)
            if len(stack) > MOST_DEPTH:
                raise Malformed("elements are nested too deep.", f"line {line}")
    return root


def _statement(node: _Node, flags: list[Flag]) -> Statement:
    currency = (node.text("CURDEF") or "USD").upper()
    try:
        currencies.check(currency, former=True)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, f"line {node.line}") from None
    account = next((one.value for one in node.all("ACCTID")), "")
    movements = list(node.all("STMTTRN"))
    lines = tuple(_line(n, one, currency, flags) for n, one in enumerate(movements, start=1))
    balance = node.text("LEDGERBAL", "BALAMT")
    closing = _amount(balance, currency, f"line {node.line}") if balance else None
    period = next(iter(node.all("BANKTRANLIST")), None)
    return Statement(
        account=account,
        currency=currency,
        number=node.text("LEDGERBAL", "DTASOF")[:8],
        closing=closing,
        opened_on=_day(period.text("DTSTART"), period.line) if period else None,
        closed_on=_day(period.text("DTEND"), period.line) if period else None,
        lines=lines,
        fields=tuple(_flat(node, "")),
    )


def _flat(node: _Node, path: str) -> Iterator[tuple[str, str]]:
    for child in node.children:
        here = f"{path}/{child.name}" if path else child.name
        if child.value:
            yield here, child.value
        elif child.name != "STMTTRN":
            yield from _flat(child, here)


def _line(n: int, node: _Node, currency: str, flags: list[Flag]) -> Line:
    location = f"line {node.line}, movement {n}"
    own = (node.text("CURRENCY", "CURSYM") or currency).upper()
    if own != currency:
        flags.append(Flag(location, f"The movement is in {own}, its account in {currency}."))
    name = node.text("NAME") or node.text("PAYEE", "NAME")
    memo = node.text("MEMO")
    posted = _day(node.text("DTPOSTED"), node.line)
    return Line(
        location=location,
        amount=_amount(node.text("TRNAMT"), currency, location),
        currency=currency,
        booked_on=posted,
        value_on=_day(node.text("DTAVAIL"), node.line) or posted,
        reversal=bool(node.text("CORRECTFITID")),
        kind=node.text("TRNTYPE"),
        bank_reference=node.text("FITID"),
        end_to_end_id=node.text("REFNUM") or node.text("CHECKNUM"),
        payer_name=name,
        payer_account=node.text("BANKACCTFROM", "ACCTID"),
        text=memo if memo else name,
        fields=tuple((child.name, child.value) for child in node.children if child.value),
    )


def _amount(said: str, currency: str, location: str) -> int:
    """Minor units; a decimal comma is taken too, and decimals beyond the currency's must be zero."""
    plain = said.replace(",", ".")
    if not plain.strip("+-.") or not _AMOUNT.fullmatch(plain):
        raise Malformed(f"{said[:30]!r} is not an amount.", location)
    sign = "-" if plain.startswith("-") else ""
    whole, _, part = plain.lstrip("+-").partition(".")
    try:
        return money.read(f"{sign}{whole or '0'}.{part or '0'}"[:24], currency)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, location) from None


def _day(said: str, line: int) -> datetime.date | None:
    if not said:
        return None
    found = _DAY.match(said)
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        raise Malformed(f"{said[:20]!r} is not a day.", f"line {line}") from None
