"""Days and amounts as people write them: read into ISO days and decimal text, their style told from many of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from quittance.rules.mapping import DMY, MDY, YMD

_TIME = re.compile(r"(?:T|\s+)\d{1,2}:\d{2}.*$", re.ASCII)
_FIGURES = re.compile(r"(\d{1,4})\s*[-./\s年月]\s*(\d{1,2})\s*[-./\s年月]\s*(\d{1,4})日?\.?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2}|\d{4})(?:st|nd|rd|th)?[-./\s]*([^\W\d_]+)\.?[-./\s,]*(\d{1,4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})")
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SERIAL_START = datetime.date(1899, 12, 30)
_PIVOT = 70
"""Years of two figures from here on belong to the last century."""

_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan januar january janvier janv januari gennaio gen enero ene janeiro stycznia sty",
            "feb februar february fevrier fevr février févr februari febbraio febrero fevereiro fev lutego lut",
            "mar mars march marz märz mrz mär maart mrt marzo março marca",
            "apr april avril avr aprile abril abr kwietnia kwi",
            "may mai mei maggio mag mayo maio maj maja",
            "jun june juni juin giugno giu junio junho czerwca cze",
            "jul july juli juillet juil luglio lug julio julho lipca lip",
            "aug august augustus aout août agosto ago augusti sierpnia sie",
            "sep sept september septembre settembre set septiembre setembro wrzesnia wrz września",
            "oct october oktober okt octobre ottobre ott octubre outubro out pazdziernika paz października",
            "nov november novembre noviembre novembro listopada lis",
            "dec december dezember dez decembre déc décembre dicembre dic diciembre dezembro grudnia gru",
        ),
        start=1,
    )
    for name in names.split()
}
_PLAIN = {
    ".": re.compile(r"-?\d+(?:\.\d+)?", re.ASCII),
    ",": re.compile(r"-?\d+(?:,\d+)?", re.ASCII),
}
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?|\d*\.?\d+|\d+\.", re.ASCII),
    ",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d*,?\d+|\d+,", re.ASCII),
}
_SIGNED = re.compile(r"([-+(]?)(.+?)([-)]?)")
_SPACES = re.compile(r"[\s'’`_\ufffd]+")
"""Between groups of thousands; a sign that was lost when the file was written stood there too."""
_CURRENCY = re.compile(
    r"^(?:[A-Z]{3}|[^\W\d]{0,3}[$€£¥₹₽₺₩₴zł]|kr|Kr|Fr|R\$|%)\.?|(?:[A-Z]{3}|[$€£¥₹₽₺₩₴%]|zł|kr|Kr|Fr)\.?$"
)
_TELLS_POINT = re.compile(r"\d,\d{3}\.\d*$|^\D*\d+\.(?:\d{1,2}|\d{4,})\D*$|\d,\d{3},\d{3}\b", re.ASCII)
_TELLS_COMMA = re.compile(r"\d[.]\d{3},\d*$|^\D*\d+,(?:\d{1,2}|\d{4,})\D*$|\d[.]\d{3}[.]\d{3}\b", re.ASCII)


def day(text: str, order: str) -> str:
    """ISO text of a day written in figures in `order`, with a month's name, compact, or as a spreadsheet's number.

    ISO is understood in any order; a time of day is left out. "" when it is no day.
    """
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            return ""
    plain = _TIME.sub("", text.strip())
    figures = _FIGURES.fullmatch(plain)
    if figures:
        return _of_figures(figures[1], figures[2], figures[3], order)
    if _COMPACT.fullmatch(plain):
        cut = (4, 6) if order == YMD or (plain[:2] in ("19", "20") and 1 <= int(plain[4:6]) <= 12) else (2, 4)
        return _of_figures(plain[: cut[0]], plain[cut[0] : cut[1]], plain[cut[1] :], order)
    serial = _SERIAL.fullmatch(plain)
    if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return (_SERIAL_START + datetime.timedelta(days=int(serial[1]))).isoformat()
    return _of_names(plain)


def month(name: str) -> int:
    """The number of a month by its name or its short form, 0 for another word."""
    return _MONTHS.get(name.casefold(), 0)


def amount(text: str, decimal: str) -> str:
    """Decimal text with a point of an amount written with `decimal`; "" when it is none.

    Groups of thousands, spaces, apostrophes, a currency sign or code, a trailing minus and
    parentheses for less than zero are understood.
    """
    if _PLAIN[decimal].fullmatch(text):
        return text.replace(",", ".")
    signed = _SIGNED.fullmatch(_CURRENCY.sub("", _SPACES.sub("", text).replace("−", "-")))
    if signed is None or (signed[1] == "(") != (signed[3] == ")") or (signed[1] and signed[3] == "-"):
        return ""
    plain = _CURRENCY.sub("", signed[2])
    if not _GROUPED[decimal].fullmatch(plain):
        return ""
    minus = "(" in signed[1] or "-" in (signed[1], signed[3])
    other = "," if decimal == "." else "."
    whole, _, part = plain.replace(other, "").partition(decimal)
    return f"{'-' if minus else ''}{whole or '0'}{'.' if part else ''}{part}"


def order_of(texts: Iterable[str]) -> tuple[str, str]:
    """The order in which days are written, and the reason; ISO order when nothing tells."""
    fits = {YMD: 0, DMY: 0, MDY: 0}
    example = dict.fromkeys(fits, "")
    seen = 0
    for text in texts:
        figures = _FIGURES.fullmatch(_TIME.sub("", text.strip()))
        if figures is None or len(figures[1]) == 4:
            continue
        seen += 1
        for order in fits:
            made = _of_figures(figures[1], figures[2], figures[3], order)
            fits[order] += bool(made)
            other = MDY if order == DMY else DMY
            if made and not example[order] and not _of_figures(figures[1], figures[2], figures[3], other):
                example[order] = text.strip()
    if not seen:
        return YMD, "days are written year first, or with the month's name"
    best = max((DMY, MDY, YMD), key=lambda order: fits[order])
    if example[best]:
        return best, f"{example[best]!r} fits no other order"
    return best, "every day fits day, month, year; nothing tells it from month, day, year"


def decimal_of(texts: Iterable[str]) -> tuple[str, str]:
    """The decimal sign of amounts, and the reason; a point when nothing tells."""
    votes = {".": 0, ",": 0}
    example = {".": "", ",": ""}
    for text in texts:
        plain = _SPACES.sub("", text)
        for sign, pattern in ((".", _TELLS_POINT), (",", _TELLS_COMMA)):
            if pattern.search(plain):
                votes[sign] += 1
                example[sign] = example[sign] or text.strip()
    if votes[","] > votes["."]:
        return ",", f"such as {example[',']!r}"
    return ".", f"such as {example['.']!r}" if votes["."] else "no amount shows another sign"


def _of_figures(one: str, two: str, three: str, order: str) -> str:
    if len(one) == 4 or order == YMD:
        return _made(_year(one), int(two), int(three)) if len(three) <= 2 else ""
    if len(three) not in (2, 4) or len(one) > 2:
        return ""
    first, second = (two, one) if order == DMY else (one, two)
    return _made(_year(three), int(first), int(second))


def _of_names(plain: str) -> str:
    named = _NAMED.fullmatch(plain)
    if named and named[2].casefold() in _MONTHS:
        month = _MONTHS[named[2].casefold()]
        if len(named[1]) == 4:
            return _made(int(named[1]), month, int(named[3])) if len(named[3]) <= 2 else ""
        return _made(_year(named[3]), month, int(named[1])) if len(named[3]) in (2, 4) else ""
    first = _NAMED_FIRST.fullmatch(plain)
    if first and first[1].casefold() in _MONTHS:
        return _made(int(first[3]), _MONTHS[first[1].casefold()], int(first[2]))
    return ""


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return 1900 + year if year >= _PIVOT else 2000 + year


def _made(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
