"""Structured payment references: RF, QRR, OGM and KID, with their check digits."""

from __future__ import annotations

import re

_RF = re.compile(r"RF\d\d[A-Z0-9]{1,21}", re.ASCII)
_OGM = re.compile(
    r"\+{3}\s?(\d{3})\s?/\s?(\d{4})\s?/\s?(\d{5})\s?\+{3}|\*{3}\s?(\d{3})/(\d{4})/(\d{5})\s?\*{3}", re.ASCII
)
_CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


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


def is_qrr(text: str) -> bool:
    """A Swiss QR reference: 27 digits, the last one by the recursive modulo-10 table, not all zeros."""
    plain = re.sub(r"\s", "", text)
    if len(plain) != 27 or not plain.isascii() or not plain.isdigit() or not plain.strip("0"):
        return False
    carry = 0
    for digit in plain[:-1]:
        carry = _CARRY[(carry + int(digit)) % 10]
    return (10 - carry) % 10 == int(plain[-1])


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
