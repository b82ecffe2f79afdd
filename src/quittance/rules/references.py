"""Structured payment references: RF, QRR, OGM and KID, with their check digits, and which of them an account takes."""

from __future__ import annotations

import re

_RF = re.compile(r"RF\d\d[A-Z0-9]{1,21}", re.ASCII)
_OGM = re.compile(
    r"\+{3}\s?(\d{3})\s?/\s?(\d{4})\s?/\s?(\d{5})\s?\+{3}|\*{3}\s?(\d{3})/(\d{4})/(\d{5})\s?\*{3}", re.ASCII
)
QRR_DIGITS = 27
QRR, SCOR, NON = "QRR", "SCOR", "NON"
"""A QR reference, a creditor reference (ISO 11649), and none, as a Swiss QR-bill calls them."""

SWISS_LANDS = ("CH", "LI")
SWISS_CURRENCIES = ("CHF", "EUR")
"""Where the accounts of QR-bills are, and what is paid by them."""

_FIRST_QR_BANK, _LAST_QR_BANK = 30_000, 31_999
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


def is_qr_iban(iban: str) -> bool:
    """Whether an account takes QR references and nothing else, told by its bank number (QR-IID)."""
    return iban[:2] in SWISS_LANDS and iban[4:9].isdigit() and _FIRST_QR_BANK <= int(iban[4:9]) <= _LAST_QR_BANK


def asked(iban: str, number: str, currency: str) -> tuple[str, str]:
    """Kind and text of the reference by which a paper of that number asks to be paid to an account."""
    if is_qr_iban(iban) and currency in SWISS_CURRENCIES:
        made = qrr(number)
        return (QRR, made) if made else (NON, "")
    made = rf(number)
    return (SCOR, made) if made else (NON, "")


def grouped(reference: str) -> str:
    """As people read it: a QR reference in two and fives, any other in fours."""
    if len(reference) == QRR_DIGITS:
        return " ".join((reference[:2], *_groups(reference[2:], 5)))
    return " ".join(_groups(reference, 4))


def _groups(text: str, size: int) -> list[str]:
    return [text[n : n + size] for n in range(0, len(text), size)]


def is_rf(text: str) -> bool:
    """A creditor reference of ISO 11649: RF, two check digits, up to 21 signs; 97-10 leaves one."""
    plain = re.sub(r"\s", "", text).upper()
    if not _RF.fullmatch(plain):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def rf(number: str) -> str:
    """The creditor reference of a document number (ISO 11649), "" where it has none or over 21 letters and digits."""
    own = plain(number)
    if not 1 <= len(own) <= 21:
        return ""
    rest = int("".join(str(int(sign, 36)) for sign in f"{own}RF00")) % 97
    return f"RF{98 - rest:02d}{own}"


def qrr(number: str) -> str:
    """The Swiss QR reference of a document number, "" where it has none.

    Letters become two digits each (A is 10), which keeps two series apart; zeros fill it in front.
    """
    digits = "".join(str(int(sign, 36)) for sign in plain(number))
    if not digits.strip("0") or len(digits) > QRR_DIGITS - 1:
        return ""
    own = digits.zfill(QRR_DIGITS - 1)
    return own + str(_recursive(own))


def is_qrr(text: str) -> bool:
    """A Swiss QR reference: 27 digits, the last one by the recursive modulo-10 table, not all zeros."""
    plain = re.sub(r"\s", "", text)
    if len(plain) != QRR_DIGITS or not plain.isascii() or not plain.isdigit() or not plain.strip("0"):
        return False
    return _recursive(plain[:-1]) == int(plain[-1])


def _recursive(digits: str) -> int:
    """The check digit by the recursive modulo-10 table."""
    carry = 0
    for digit in digits:
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10


def is_ogm(text: str) -> bool:
    """A Belgian structured communication: twelve digits, the last two the rest of 97 (97 for none)."""
    plain = re.sub(r"[\s+*/]", "", text)
    if len(plain) != 12 or not plain.isascii() or not plain.isdigit():
        return False
    return (int(plain[:10]) % 97 or 97) == int(plain[10:])


def is_kid(text: str) -> bool:
    """A Norwegian KID: 4 to 25 digits, the last by modulo 10 (Luhn) or modulo 11 (a dash for ten)."""
    plain = re.sub(r"\s", "", text)
    if not re.fullmatch(r"\d{3,24}[\d-]", plain, re.ASCII):
        return False
    return _luhn(plain) or _eleven(plain)


def _luhn(plain: str) -> bool:
    if not plain.isdigit():
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(plain))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _eleven(plain: str) -> bool:
    weighted = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(plain[:-1])))
    check = (11 - weighted % 11) % 11
    return plain[-1] == ("-" if check == 10 else str(check))


def plain(text: str) -> str:
    """Letters and digits only, in capitals: how two writings of one reference are compared."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def structured(text: str) -> list[str]:
    """Every valid structured reference in a bank line, in plain form, in order of appearance.

    A bank may break a line inside one, so blanks are read over. A bare KID is any run of digits and
    proves nothing; it is only looked up against references that were issued.
    """
    found: dict[str, int] = {}
    upper = text.upper()
    for match in _OGM.finditer(upper):
        if is_ogm(match.group()):
            found.setdefault(plain(match.group()), match.start())
    for start in (match.start() for match in re.finditer(r"R\s?F\s?\d\s?\d", upper, re.ASCII)):
        for candidate in _grown(upper, start):
            if is_rf(candidate):
                found.setdefault(candidate, start)
    for match in re.finditer(r"(?<!\d)(?:\d ?){26}\d(?!\d)", upper, re.ASCII):
        if is_qrr(match.group()):
            found.setdefault(plain(match.group()), match.start())
    return sorted(found, key=lambda value: found[value])


def _grown(upper: str, start: int) -> list[str]:
    """Readings of an RF reference from `start`: up to 25 signs, ended at any blank, longest first."""
    readings, taken = [], ""
    for sign in upper[start : start + 40]:
        if sign.isspace():
            readings.append(taken)
        elif sign.isascii() and sign.isalnum() and len(taken) < 25:
            taken += sign
        else:
            break
    return [*dict.fromkeys(reversed([*readings, taken]))]
