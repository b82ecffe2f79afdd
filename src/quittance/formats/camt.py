"""CAMT.052, .053 and .054 (ISO 20022 bank to customer), versions 1 to 12, in any namespace."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from lxml import etree
from stdnum import iban as ibans

from quittance.formats import xml
from quittance.formats.bank import MOST_LINES, BankFile, Control, Detail, Flag, Line, Malformed, Statement
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal

ROOTS = {"BkToCstmrAcctRpt": "Rpt", "BkToCstmrStmt": "Stmt", "BkToCstmrDbtCdtNtfctn": "Ntfctn"}
"""The message below Document -> the name of its statements."""

_VERSION = re.compile(r"camt\.05[234]\.001\.(0[1-9]|1[0-2])$")
_STATUS = {"BOOK": "booked", "PDNG": "pending", "INFO": "information", "FUTR": "pending", "": "booked"}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_AMOUNT = re.compile(r"\d{1,18}(\.\d{0,5})?|\.\d{1,5}", re.ASCII)


def looks_like(data: bytes) -> bool:
    """The first kilobytes speak of a bank-to-customer message."""
    head = data[:4096]
    return b"BkToCstmr" in head or b"camt.05" in head


def read(data: bytes) -> BankFile:
    """Statements of a file; raises `Malformed` with the line of the fault."""
    document = xml.root(data)
    space = etree.QName(document).namespace or ""
    version = space.rsplit(":", 1)[-1]
    messages = [child for child in document if isinstance(child.tag, str) and _kind_of(child) in ROOTS]
    if _kind_of(document) in ROOTS:
        messages = [document]
    if not messages:
        return _empty(document, version)
    flags: list[Flag] = []
    statements = [
        _statement(one, flags) for message in messages for one in xml.children(message, ROOTS[_kind_of(message)])
    ]
    if sum(len(one.lines) for one in statements) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} entries.", "line 1")
    return BankFile("camt", version, tuple(statements), (), tuple(flags))


def _kind_of(message: etree._Element) -> str:
    """The name of a message; version 1 writes its number behind it."""
    return xml.name(message).removesuffix("V01")


def _empty(document: etree._Element, version: str) -> BankFile:
    """A document without a message: nothing to import; a foreign one is refused."""
    if xml.name(document) != "Document" or not _VERSION.search(version):
        raise Malformed("this is no bank-to-customer message (camt.052, .053 or .054).", xml.where(document))
    if len(document):
        raise Malformed(f"a document of {version} must hold a statement, and this one does not.", xml.where(document))
    return BankFile("camt", version, (), (), (Flag(xml.line(document), "The document holds no statement."),))


def _statement(element: etree._Element, flags: list[Flag]) -> Statement:
    account = _account(xml.find(element, "Acct"))
    _check_iban(account, element, flags)
    opening = closing = None
    opened_on = closed_on = None
    for balance in xml.children(element, "Bal"):
        kind = xml.text(balance, "Tp", "CdOrPrtry", "Cd") or xml.text(balance, "Tp", "Cd")
        if kind in _OPENING and (opening is None or kind == "OPBD"):
            opening, opened_on = _signed(balance, flags), _day(xml.find(balance, "Dt"))
        elif kind in _CLOSING:
            closing, closed_on = _signed(balance, flags), _day(xml.find(balance, "Dt"))
    lines = tuple(_line(n, entry, flags) for n, entry in enumerate(xml.children(element, "Ntry"), start=1))
    currency = xml.text(element, "Acct", "Ccy") or _balance_currency(element) or (lines[0].currency if lines else "")
    foreign = [line for line in lines if currency and line.currency != currency]
    flags += [Flag(line.location, f"The entry is in {line.currency}, its account in {currency}.") for line in foreign]
    return Statement(
        account=account,
        currency=currency,
        number=xml.text(element, "ElctrncSeqNb") or xml.text(element, "LglSeqNb") or xml.text(element, "Id"),
        opening=opening,
        closing=closing,
        opened_on=opened_on,
        closed_on=closed_on,
        lines=lines,
        controls=tuple(_controls(element, lines, currency)),
        fields=xml.fields(element, frozenset({"Ntry"})),
    )


def _line(n: int, entry: etree._Element, flags: list[Flag]) -> Line:
    amount, currency = _amount(xml.find(entry, "Amt"), entry)
    sign = _sign(entry)
    details = tuple(
        _detail(one, sign, currency, amount, flags)
        for block in (*xml.children(entry, "NtryDtls"), entry)
        for one in xml.children(block, "TxDtls")
    )
    only = details[0] if len(details) == 1 else None
    notes = xml.text(entry, "AddtlNtryInf")
    return Line(
        location=f"{xml.line(entry)}, entry {n}",
        amount=sign * amount,
        currency=currency,
        booked_on=_day(xml.find(entry, "BookgDt")),
        value_on=_day(xml.find(entry, "ValDt")),
        status=_STATUS.get(xml.text(entry, "Sts", "Cd") or xml.text(entry, "Sts"), "booked"),
        reversal=xml.text(entry, "RvslInd") in ("true", "1"),
        kind=_kind(entry),
        reference=only.reference if only else "",
        bank_reference=xml.text(entry, "AcctSvcrRef") or xml.text(entry, "NtryRef"),
        end_to_end_id=only.end_to_end_id if only else "",
        payer_name=only.payer_name if only else "",
        payer_account=only.payer_account if only else "",
        text=" ".join(part for part in ((only.text if only else ""), notes) if part),
        return_code=next((one.return_code for one in details if one.return_code), ""),
        details=details,
        fields=xml.fields(entry, frozenset({"NtryDtls", "TxDtls"})),
    )


def _detail(element: etree._Element, sign: int, currency: str, whole: int, flags: list[Flag]) -> Detail:
    """One transaction of an entry: its own amount where it has one, else the entry's."""
    own = (
        xml.find(element, "Amt")
        if xml.find(element, "Amt") is not None
        else xml.find(element, "AmtDtls", "TxAmt", "Amt")
    )
    amount, unit = _amount(own, element) if own is not None else (whole, currency)
    direction = _sign(element) if xml.text(element, "CdtDbtInd") else sign
    other, account = ("Dbtr", "DbtrAcct") if direction > 0 else ("Cdtr", "CdtrAcct")
    parties = xml.find(element, "RltdPties")
    payer = _account(xml.find(parties, account))
    _check_iban(payer, element, flags)
    remittance = xml.find(element, "RmtInf")
    parts = [(one.text or "").strip() for one in xml.children(remittance, "Ustrd")]
    parts += [_structured_text(one) for one in xml.children(remittance, "Strd")]
    parts.append(xml.text(element, "AddtlTxInf"))
    references = [
        xml.text(one, "CdtrRefInf", "Ref") or xml.text(one, "CdtrRefInf", "CdtrRef")
        for one in xml.children(remittance, "Strd")
    ]
    ends = xml.text(element, "Refs", "EndToEndId")
    return Detail(
        amount=direction * amount,
        currency=unit,
        reference=next((one for one in references if one), ""),
        end_to_end_id="" if ends in ("NOTPROVIDED", "NOT PROVIDED") else ends,
        payer_name=_party(parties, f"Ultmt{other}") or _party(parties, other),
        payer_account=payer,
        text=" ".join(part for part in parts if part),
        return_code=xml.text(element, "RtrInf", "Rsn", "Cd") or xml.text(element, "RtrInf", "Rsn", "Prtry"),
        fields=xml.fields(element),
    )


def _structured_text(block: etree._Element) -> str:
    """References and notes within structured remittance information."""
    found = [xml.text(one, "Nb") or xml.text(one, "RfrdDocNb") for one in xml.children(block, "RfrdDocInf")]
    found += [(one.text or "").strip() for one in xml.children(block, "AddtlRmtInf")]
    return " ".join(part for part in found if part)


def _party(parties: etree._Element | None, role: str) -> str:
    """A name, which stands one level deeper from version 8 on."""
    return xml.text(parties, role, "Nm") or xml.text(parties, role, "Pty", "Nm")


def _account(element: etree._Element | None) -> str:
    places = (("IBAN",), ("Othr", "Id"), ("BBAN",), ("UPIC",), ("PrtryAcct", "Id"))
    return next((said for place in places if (said := xml.text(element, "Id", *place))), "")


def _kind(entry: etree._Element) -> str:
    """The bank transaction code: domain, family and sub-family, or the bank's own."""
    domain = xml.find(entry, "BkTxCd", "Domn")
    codes = [xml.text(domain, "Cd"), xml.text(domain, "Fmly", "Cd"), xml.text(domain, "Fmly", "SubFmlyCd")]
    return "-".join(code for code in codes if code) or xml.text(entry, "BkTxCd", "Prtry", "Cd")


def _signed(element: etree._Element, flags: list[Flag]) -> int:
    """A balance; without a sign it is read as a credit, and flagged."""
    amount, _ = _amount(xml.find(element, "Amt"), element)
    if amount and xml.find(element, "CdtDbtInd") is None:
        flags.append(Flag(xml.where(element), "The balance does not say credit or debit; it was read as a credit."))
        return amount
    return _sign(element) * amount if amount else 0


def _sign(element: etree._Element) -> int:
    """+1 for CRDT and -1 for DBIT; a reversal indicator does not turn it."""
    said = xml.text(element, "CdtDbtInd")
    if said not in ("CRDT", "DBIT"):
        raise Malformed(f"CdtDbtInd must be CRDT or DBIT, not {said[:20]!r}.", xml.where(element))
    return 1 if said == "CRDT" else -1


def _amount(element: etree._Element | None, around: etree._Element) -> tuple[int, str]:
    """Minor units and currency of an Amt element."""
    if element is None:
        raise Malformed("an amount (Amt) is missing.", xml.where(around))
    said, code = (element.text or "").strip(), element.get("Ccy", "")
    if not _AMOUNT.fullmatch(said):
        raise Malformed(f"{said[:30]!r} is not an amount.", xml.where(element))
    try:
        currencies.check(code, former=True)
        return money.read(f"0{said}".rstrip("."), code), code
    except Refusal as refusal:
        raise Malformed(refusal.sentence, xml.where(element)) from None


def _day(element: etree._Element | None) -> datetime.date | None:
    """A day from a Dt or DtTm, one level deep or two."""
    said = ""
    for path in (("Dt",), ("DtTm",), ("Dt", "Dt"), ("Dt", "DtTm")):
        said = said or xml.text(element, *path)
    if element is None or not said:
        return None
    try:
        return datetime.date.fromisoformat(said[:10])
    except ValueError:
        raise Malformed(f"{said[:30]!r} is not a day.", xml.where(element)) from None


def _balance_currency(element: etree._Element) -> str:
    found = xml.find(element, "Bal", "Amt")
    return found.get("Ccy", "") if found is not None else ""


def _controls(element: etree._Element, lines: tuple[Line, ...], currency: str) -> list[Control]:
    """Totals that the bank states in TxsSummry, beside ours."""
    summary = xml.find(element, "TxsSummry")
    made = []
    for block, chosen in (
        ("TtlNtries", lines),
        ("TtlCdtNtries", tuple(line for line in lines if line.amount > 0)),
        ("TtlDbtNtries", tuple(line for line in lines if line.amount < 0)),
    ):
        count, total = xml.text(summary, block, "NbOfNtries"), xml.text(summary, block, "Sum")
        if count.isascii() and count.isdigit() and len(count) < 16:
            made.append(Control(f"{block} count", int(count), len(chosen)))
        stated = _decimal(total, currency)
        if stated is not None:
            made.append(Control(f"{block} sum", stated, sum(abs(line.amount) for line in chosen)))
    return made


def _decimal(said: str, currency: str) -> int | None:
    try:
        value = Decimal(said).scaleb(currencies.exponent(currency)) if said and currency else None
    except InvalidOperation:
        return None
    return int(value) if value is not None and value.is_finite() and value == value.to_integral_value() else None


def _check_iban(account: str, element: etree._Element, flags: list[Flag]) -> None:
    """Flag an account that has the shape of an IBAN and wrong check digits."""
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", account) and not ibans.is_valid(account):
        flags.append(Flag(xml.where(element), f"The check digits of the account {account} do not fit."))
