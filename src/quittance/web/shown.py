"""How money, days and moments are shown to people: exact, with the typographic minus, never rounded."""

from __future__ import annotations

import datetime
import zoneinfo

from quittance.rules import currency as currencies
from quittance.rules import money as amounts

MINUS = "\u2212"
SPACE = "\u00a0"
DASH = "–"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
"""Currencies whose sign stands before the amount; others stand with their code."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def money(minor: int, currency: str) -> str:
    """Such as 94,579.49 or −1,250.00, without the currency: a column's head names it."""
    whole, cents = parts(minor, currency)
    return whole + cents


def parts(minor: int, currency: str) -> tuple[str, str]:
    """The grouped whole with its sign, and the decimals with their point ("" for currencies without)."""
    whole, point, cents = amounts.write(abs(minor), currency).partition(".")
    return f"{MINUS if minor < 0 else ''}{int(whole):,}", point + cents


def said(amount: str, currency: str) -> str:
    """The decimal text that a verb answers with, in a sentence: 14,673.29 EUR."""
    whole, point, cents = amount.partition(".")
    return f"{int(whole):,}{point}{cents}{SPACE}{currency}"


def cell(minor: int, currency: str) -> str:
    """As `money`, with a dash for nothing."""
    return money(minor, currency) if minor else DASH


def with_currency(minor: int, currency: str, base: str = "") -> str:
    """In a sentence: €94,579.49 for the company's own currency, USD 1,240.00 for another."""
    return f"{MINUS if minor < 0 else ''}{mark(currency, base)}{money(abs(minor), currency)}"


def mark(currency: str, base: str = "") -> str:
    """What stands before an amount: the sign of the company's own currency, else the code and a space."""
    return SYMBOLS[currency] if currency == base and currency in SYMBOLS else f"{currency}{SPACE}"


def plain(minor: int, currency: str) -> str:
    """Decimal text as forms and files know it: -1250.00."""
    return amounts.write(minor, currency)


def decimals(currency: str) -> int:
    """Places behind the point."""
    return currencies.exponent(currency)


def day(value: datetime.date) -> str:
    """Such as 10 Mar 2026."""
    return f"{value.day}{SPACE}{MONTHS[value.month - 1]}{SPACE}{value.year}"


def short_day(value: datetime.date, today: datetime.date) -> str:
    """As `day`, without the year when it is this one."""
    return day(value) if value.year != today.year else f"{value.day}{SPACE}{MONTHS[value.month - 1]}"


def long_day(value: datetime.date) -> str:
    """Such as Tuesday 10 March 2026."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {value:%B} {value.year}"


def at(micros: int, zone: str) -> datetime.datetime:
    """The moment on the company's clock; `micros` since 1970, UTC."""
    return (_EPOCH + datetime.timedelta(microseconds=micros)).astimezone(zoneinfo.ZoneInfo(zone))


def moment(micros: int, zone: str) -> str:
    """Such as 10 Mar 2026 14:05 on the company's clock."""
    local = at(micros, zone)
    return f"{day(local.date())} {local:%H:%M}"


def since(micros: int, zone: str, today: datetime.date) -> str:
    """Such as 14:05 today, Yesterday 14:05, 3 Mar 14:05, or with the year when it is another one."""
    local = at(micros, zone)
    days = (today - local.date()).days
    if days == 0:
        return f"Today {local:%H:%M}"
    if days == 1:
        return f"Yesterday {local:%H:%M}"
    return f"{short_day(local.date(), today)} {local:%H:%M}"


def due(value: datetime.date, today: datetime.date) -> str:
    """How far a due day is: 58 days late, today, in 4 days."""
    days = (today - value).days
    if days == 0:
        return "today"
    many = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'}"
    return f"{many} late" if days > 0 else f"in {many}"


def percent(part: int, whole: int) -> str:
    """Such as 27.8 %, one decimal, halves up; a dash when there is no whole."""
    if whole == 0:
        return DASH
    tenths = amounts.ratio(part, 1000, abs(whole)) * (1 if whole > 0 else -1)
    return f"{MINUS if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}{SPACE}%"


def initials(name: str) -> str:
    """Two letters for an avatar."""
    words = [word for word in name.split() if word[:1].isalnum()]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper() or "?"
