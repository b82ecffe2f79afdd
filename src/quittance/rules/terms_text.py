"""Terms of payment as text: the grammar that clerks and ledgers write, read and printed back."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from quittance.rules import money, totals
from quittance.rules.refusals import Invalid
from quittance.rules.terms_structure import (
    DAYS_FIRST,
    FROM_MONTH_END,
    MONTH_END_FIRST,
    NEXT,
    PREVIOUS,
    PROXIMO,
    WHOLE,
    Discount,
    Due,
    Part,
    Terms,
)

MOST_CHARACTERS = 200
"""Of what somebody writes, and of the canonical text, which is what is kept."""

EXAMPLES = "net 30, 2/10 net 30, net 45 eom, eom + 45, 10th prox, 15th and last, 50/50 net 30/60 or due on receipt"

_DAYS = r"(?:\s*(?:days?|d|tage?n?|jours?|dagen|giorni|d[ií]as))?"
_NTH = r"(?:\d{1,2}(?:st|nd|rd|th)?|last|ultimo)"
_NET = r"(?:(?:net(?:to)?|n)\s*/?\s*)?"
_EOM = r"(?:e\.?o\.?m\.?|end of (?:the )?month|month end|fin de mois|monatsende)"
_NUMBER = r"(\d{1,4})"

_AT_ONCE = re.compile(
    r"(?:due |payable )?(?:up)?on receipt|due (?:now|immediately|at once)|immediate(?:ly)?(?: payment)?|sofort"
    r"|(?:pay(?:ment)? )?in advance|prepa(?:id|yment)|c\.?o\.?d\.?|c\.?i\.?a\.?|cash|cash on delivery|contant|comptant"
)
_DUES = (
    (re.compile(rf"{_EOM}\s*(?:\+|then|plus)\s*{_NET}{_NUMBER}{_DAYS}"), MONTH_END_FIRST),
    (re.compile(rf"{_NET}{_NUMBER}{_DAYS}\s*(?:after|from|past)\s+{_EOM}"), MONTH_END_FIRST),
    (re.compile(rf"{_NET}{_NUMBER}{_DAYS}\s*(?:then |to )?{_EOM}"), DAYS_FIRST),
    (re.compile(rf"{_NET}{_NUMBER}{_DAYS}(?: net(?:to)?)?"), ""),
)
_MONTH_END = re.compile(rf"{_NET}{_EOM}")
_PROXIMO = re.compile(
    rf"{_NET}(?:the )?({_NTH}) (?:day )?"
    r"(?:prox(?:imo)?\.?|of (?:the )?(?:next|following) month|of month \+ (\d{1,2}))"
)
_LISTED = re.compile(rf"(?:{_NET}{_NUMBER}{_DAYS} )?(?:on (?:the )?)?({_NTH}(?:\s*(?:and|&|/|\s)\s*(?:the )?{_NTH})*)")
_DISCOUNT = re.compile(
    rf"(\d{{1,2}}(?:[.]\d{{1,4}})?)\s*%?\s*(?:/|(?<=%)\s*(?:within |in |if paid (?:with)?in )?)"
    rf"\s*(\d{{1,3}}){_DAYS}(?!\w)"
    rf"(?:\s+(?:(prox)(?:imo)?\.?|({_EOM})(?!\s*(?:\+|then|plus)))(?=\s|,|$))?[\s,;]*"
)
_SPLIT_NET = re.compile(rf"(\d{{1,3}}(?:/\d{{1,3}})+) {_NET}(\d{{1,3}}(?:/\d{{1,3}})+){_DAYS}")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*% (.+)")
_CUTOFF = re.compile(r"[\s,]*\bcut-?\s?off(?: day)? (\d{1,2})(?:st|nd|rd|th)?\b")
_RECEIPT = re.compile(r"[\s,]*\b(?:r\.?o\.?g\b\.?|(?:after |from )?receipt of goods)")
_ROLL = re.compile(r"[\s,]*\b(?:roll )?(next|previous|prior|preceding)(?: business day| working day)?$")


@functools.lru_cache(maxsize=1_000)
def read(text: str) -> Terms:
    """Terms from text; raises `Invalid` when it is not understood. Kept, because companies have few of them.

    "net 45 eom" is 45 days, then the month's end; "eom + 45" is the month's end, then 45 days. With a discount,
    "2/10 net 20 eom" counts both from the month's end, as end-of-month dating does.
    """
    plain = " ".join(text.lower().split())
    if not plain or len(plain) > MOST_CHARACTERS:
        raise _unknown(text)
    plain, cutoff = _taken(_CUTOFF, plain)
    plain, roll = _taken(_ROLL, plain)
    plain, receipt = _taken(_RECEIPT, plain)
    discounts, parts, plain = _discounts(plain)
    if not parts:
        due = _due(plain)
        if due is None:
            raise _unknown(text)
        if discounts and due.end_of_month == DAYS_FIRST and " then " not in plain and not discounts[0].start:
            due = Due(due.days, MONTH_END_FIRST)
            discounts = tuple(Discount(one.percent_e4, one.days, FROM_MONTH_END) for one in discounts)
        parts = (Part(WHOLE, due),)
    way = {"": "", "next": NEXT}.get(roll, PREVIOUS)
    return _short_enough(Terms(parts, discounts, int(cutoff or 0), bool(receipt), way))


def _short_enough(terms: Terms) -> Terms:
    """The terms, when their canonical text is not too long to be kept and read again."""
    length = len(write(terms))
    if length > MOST_CHARACTERS:
        raise Invalid(
            f"These terms take {length} characters in full; {MOST_CHARACTERS} is the most. Agree on fewer parts.",
            field="terms",
        )
    return terms


def write(terms: Terms) -> str:
    """The canonical text: `read` gives the same terms back."""
    words = [_said_discount(one) for one in terms.discounts]
    if len(terms.parts) == 1:
        due = terms.parts[0].due
        said = _said(due, exact=bool(words))
        words.append("due on receipt" if due == Due() and not words else said)
    else:
        words.append(", ".join(f"{_percent(part.weight_e4)}% {_said(part.due, exact=False)}" for part in terms.parts))
    if terms.cutoff:
        words.append(f"cutoff {terms.cutoff}")
    if terms.from_receipt:
        words.append("rog")
    if terms.roll:
        words.append(f"roll {terms.roll}")
    return " ".join(words)


def _instalments(plain: str) -> tuple[Part, ...]:
    """Parts of "30% on receipt, 70% net 30" or "50/50 net 30/60"; () when it is neither."""
    split = _SPLIT_NET.fullmatch(plain)
    if split:
        weights, days = split[1].split("/"), split[2].split("/")
        if len(weights) != len(days):
            return ()
        return tuple(Part(int(weight) * 10**4, Due(int(day))) for weight, day in zip(weights, days, strict=True))
    shares = [_SHARE.fullmatch(piece.strip()) for piece in re.split(r"[,;]| and (?=\d+(?:\.\d+)?\s*%)", plain)]
    if len(shares) < 2:
        return ()
    found = [(share[1], _due(share[2])) for share in shares if share]
    parts = tuple(Part(_scaled(weight), due) for weight, due in found if due is not None)
    return parts if len(parts) == len(shares) and sum(part.weight_e4 for part in parts) == WHOLE else ()


def _discounts(plain: str) -> tuple[tuple[Discount, ...], tuple[Part, ...], str]:
    """Leading discounts such as "2/10, 1/20", the instalments after them if there are any, and that text.

    Instalments are looked for first, because "50/50 net 30/60" begins like a discount.
    """
    found: list[Discount] = []
    parts = _instalments(plain)
    while not parts and (one := _DISCOUNT.match(plain)):
        start = PROXIMO if one[3] else FROM_MONTH_END if one[4] else ""
        found.append(Discount(_scaled(one[1]), int(one[2]), start))
        plain = plain[one.end() :]
        parts = _instalments(plain)
    return tuple(found), parts, plain


def _due(plain: str) -> Due | None:
    """One due clause, or None."""
    said = " ".join(plain.replace(",", " ").split())
    if _AT_ONCE.fullmatch(said):
        return Due()
    if _MONTH_END.fullmatch(said):
        return Due(0, DAYS_FIRST)
    for pattern, kind in _DUES:
        counted = pattern.fullmatch(said)
        if counted:
            return Due(int(counted[1]), kind)
    later = _PROXIMO.fullmatch(said)
    if later:
        return Due(months=int(later[2] or 1), on_days=(_nth(later[1]),))
    listed = _LISTED.fullmatch(said)
    if listed:
        days = sorted({_nth(day) for day in re.findall(_NTH, listed[2])})
        return Due(int(listed[1] or 0), on_days=tuple(days))
    return None


def _taken(pattern: re.Pattern[str], plain: str) -> tuple[str, str]:
    """The text without the pattern, and what the pattern caught ("" when it is not there)."""
    found = pattern.search(plain)
    if not found:
        return plain, ""
    return (plain[: found.start()] + plain[found.end() :]).strip(" ,"), found[found.lastindex or 0]


def _said(due: Due, *, exact: bool) -> str:
    if due.months:
        day = _ordinal(due.on_days[0])
        return f"{day} prox" if due.months == 1 else f"{day} of month + {due.months}"
    if due.on_days:
        days = " and ".join(_ordinal(day) for day in due.on_days)
        return f"net {due.days} on {days}" if due.days else days
    if due.end_of_month == MONTH_END_FIRST:
        return f"eom + {due.days}"
    if due.end_of_month == DAYS_FIRST:
        between = " then" if exact else ""
        return f"net {due.days}{between} eom"
    return f"net {due.days}" if due.days or exact else "on receipt"


def _said_discount(one: Discount) -> str:
    start = f" {one.start}," if one.start else ""
    return f"{_percent(one.percent_e4)}/{one.days}{start}"


def _percent(percent_e4: int) -> str:
    return totals.written(percent_e4, 4)


def _scaled(text: str) -> int:
    return money.rounded(Decimal(text).scaleb(4))


def _nth(text: str) -> int:
    return 31 if text in ("last", "ultimo") else int(re.sub(r"\D", "", text))


def _ordinal(day: int) -> str:
    if day == 31:
        return "last"
    ending = "th" if 10 <= day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _unknown(text: str) -> Invalid:
    shown = " ".join(text.split())[:60]
    return Invalid(f"{shown!r} are no terms that are known here. Write them as {EXAMPLES}.", field="terms")
