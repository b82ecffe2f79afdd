"""Tag 86 of MT940: who paid and what for, in the banks' dialects, told apart by their shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GERMAN = re.compile(r"^(\d{3})?\s*([?>~|@+])(?=\d\d)")
_LABELS = "EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE IBAN BIC PREF RREF".split()
_LABELLED = re.compile(rf"(?:^|(?<=\s)|(?<=\+))({'|'.join(_LABELS)})\+")
_SLASHED = re.compile(
    r"/(EREF|MARF|CSID|IBAN|BIC|NAME|REMI|RTRN|PREF|SVCL|TRTP|TRCD|BENM|ORDP|ID|CNTP|CREF|PURP|ISDT|ADDR|ULTD|ULTB)/"
)
_IBAN = re.compile(r"\b((?!RF)[A-Z]{2}\d{2}[A-Z0-9]{11,30})\b")
_RF = re.compile(r"\bRF\d{2}[A-Z0-9]{1,21}\b")
_RETURN = re.compile(r"\b(AC0[1-6]|AC13|AG0[12]|AM04|MD0[1-7]|MS0[23]|SL0[1-4])\b")
_NOT_PROVIDED = ("NOTPROVIDED", "NOT PROVIDED", "NONREF")


@dataclass(frozen=True, slots=True)
class Told:
    """What the text tells; "" for what it does not."""

    text: str = ""
    name: str = ""
    account: str = ""
    reference: str = ""
    end_to_end_id: str = ""
    return_code: str = ""


def told(raw: str) -> Told:
    """Read the lines of tag 86, whichever dialect they are in; plain text stays as it is."""
    plain = raw.strip()
    german = _GERMAN.match(plain)
    if german:
        return _numbered(plain[german.end(1) if german[1] else 0 :].replace("\n", ""), german[2])
    joined = plain.replace("\n", "")
    if len(_SLASHED.findall(joined)) >= 2:
        return _slashed(joined)
    spaced = " ".join(plain.split())
    return _finished(spaced, "", "", "")


def _numbered(joined: str, mark: str) -> Told:
    """?20…?29 and ?60…?63 are the purpose, ?30 and ?31 the bank and the account, ?32 and ?33 the name."""
    parts = re.split(rf"{re.escape(mark)}(\d\d)", joined)
    codes = list(zip(parts[1::2], parts[2::2], strict=True))
    purposes = (value for code, value in codes if code[0] == "2" or "60" <= code <= "63")
    purpose = "".join(f"\n{value}" if _LABELLED.match(value) else value for value in purposes)
    name = " ".join(value.strip() for code, value in codes if code in ("32", "33"))
    account = next((value.strip() for code, value in codes if code == "31"), "")
    labelled = _by_label(purpose)
    text = labelled.get("SVWZ", "") or purpose
    account = account or labelled.get("IBAN", "")
    return _finished(text, labelled.get("ABWA", "") or name, account, labelled.get("EREF", ""))


def _by_label(purpose: str) -> dict[str, str]:
    parts = _LABELLED.split(purpose)
    return {label: value.strip() for label, value in zip(parts[1::2], parts[2::2], strict=True)}


def _slashed(joined: str) -> Told:
    """/EREF/…/NAME/…/REMI/… as Dutch and Belgian banks write it."""
    parts = _SLASHED.split(joined)
    values: dict[str, str] = {}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        values.setdefault(label, value.strip("/ "))
    text = values.get("REMI", "") or " ".join(joined.split())
    made = _finished(text, values.get("NAME", ""), values.get("IBAN", ""), values.get("EREF", ""))
    code = values.get("RTRN", "")
    return made if not code else Told(made.text, made.name, made.account, made.reference, made.end_to_end_id, code[:4])


def _finished(text: str, name: str, account: str, ends: str) -> Told:
    """Add what stands in the text itself: a creditor reference, an account, a reason of return."""
    found = _IBAN.search(text) if not account else None
    reference = _RF.search(text)
    code = _RETURN.search(text) if re.search(r"R(?:UE|E)CK|RETOUR|RETURN|RTRN", text.upper()) else None
    return Told(
        " ".join(text.split()),
        " ".join(name.split()),
        account or (found[1] if found else ""),
        reference[0] if reference else "",
        "" if ends.upper() in _NOT_PROVIDED else ends,
        code[1] if code else "",
    )
