"""Days and amounts as people say them in a mail: 15.12., next Friday, Ende November, in 10 días; EUR 1.250,00."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quittance.rules import calendar, mapping_values, money
from quittance.rules.calendar import DAY, LAST
from quittance.rules.currency import CODES
from quittance.rules.mapping import DMY, MDY
from quittance.rules.mapping_rows import SIGNS
from quittance.rules.refusals import Refusal

FARTHEST_DAYS = 366
HALF_YEAR = 183 * DAY
FRIDAY = 4

_WEEKDAYS = {
    name: n
    for n, names in enumerate(
        (
            "monday montag lundi lunes maandag",
            "tuesday dienstag mardi martes dinsdag",
            "wednesday mittwoch mercredi miércoles woensdag",
            "thursday donnerstag jeudi jueves donderdag",
            "friday freitag vendredi viernes vrijdag",
            "saturday samstag sonnabend samedi sábado zaterdag",
            "sunday sonntag dimanche domingo zondag",
        )
    )
    for name in names.split()
}
_COUNTS = {
    name: n
    for n, names in enumerate(
        (
            "one a eine einer einem une uno una een één",
            "two zwei deux dos twee",
            "three drei trois tres drie",
            "four vier quatre cuatro",
            "five fünf cinq cinco vijf",
        ),
        start=1,
    )
    for name in names.split()
}
_NEAR = {
    **dict.fromkeys(("the day after tomorrow", "übermorgen", "après-demain", "pasado mañana", "overmorgen"), 2),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "mañana"), 1),
    **dict.fromkeys(
        (
            "today",
            "this morning",
            "this afternoon",
            "heute",
            "heute morgen",
            "heute früh",
            "aujourd'hui",
            "ce matin",
            "cet après-midi",
            "hoy",
            "esta mañana",
            "esta tarde",
            "vandaag",
            "vanmorgen",
            "vanochtend",
            "vanmiddag",
        ),
        0,
    ),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "gisteren"), -1),
}
_MONTHS = (
    "january januar janvier enero januari jan janv ene",
    "february februar février fevrier febrero februari feb févr",
    "march märz mars marzo maart mar mär mrt",
    "april avril abril apr avr abr",
    "may mai mayo mei",
    "june juni juin junio jun",
    "july juli juillet julio jul juil",
    "august août aout agosto augustus aug ago",
    "september septembre septiembre sep sept",
    "october oktober octobre octubre oct okt",
    "november novembre noviembre nov",
    "december dezember décembre diciembre dec dez déc dic",
)
_YEAR = r"(?:\s?(?:de\s|del\s)?(?P<year>20\d\d))?"
_MONTH = f"(?P<month>{'|'.join(sorted(' '.join(_MONTHS).split(), key=len, reverse=True))})"
_FIGURES = re.compile(
    r"(?<![\w./,-])(?:(?P<iso>20\d\d-\d\d-\d\d)|(?P<one>\d{1,2})(?P<gap>[./-])(?P<two>\d{1,2})"
    r"(?:(?P=gap)(?P<three>20\d\d|\d\d)?)?)(?![\w/-]|[.,]\d)"
)
_NAMED = re.compile(
    rf"(?<![\w./,-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|e|de)?\.?\s?(?:of\s|de\s)?{_MONTH}\.?,?{_YEAR}(?!\w)"
    rf"|(?<!\w){_MONTH.replace('month', 'first')}\.?\s(?P<then>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:,?\s(?P<its>20\d\d))?(?![\w.,]\d|\w)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?P<part>(?:the )?end of|mid[- ]?|mitte|(?:zum )?ende|(?:à la |la )?fin(?: de| du)?|mi-|(?:a )?finales de|"
    r"fin de|"
    r"mediados de|eind(?:e)?(?: van)?|half|medio)\s?"
    r"(?:(?P<this>(?:the |this |current )?month|(?:des |diesen |dieses |laufenden )?monats?|(?:ce |du )?mois|"
    r"(?:este )?mes|(?:de |deze )?maand)|(?P<next>next month|(?:nächsten|kommenden) monats?|mois prochain|"
    r"(?:del )?(?:próximo mes|mes que viene)|volgende maand)|"
    rf"{_MONTH}{_YEAR})(?!\w)|\b(?P<plain>monatsende|month[- ]end)\b",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\b(?:(?P<next>next week|(?:nächster?|kommender?|kommenden|nächsten) woche|(?:la )?semaine prochaine|"
    r"(?:la )?(?:próxima semana|semana que viene)|volgende week)|(?P<this>(?:later |end of )?(?:this|the) week|"
    r"(?:ende )?(?:dieser?|der) woche|(?:fin de |cette )semaine(?! prochaine)|"
    r"(?:esta |fin de |finales de )semana(?! que viene)|"
    r"(?:eind(?:e)? (?:van )?)?(?:deze|de) week))\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:within(?: the next)?|in(?: the next)?|innerhalb von|binnen|sous|dans(?: les)?|d'ici|en|dentro de|over)\s"
    rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\s"
    r"(?P<unit>(?:working |business )?days?|tage?n?|werktagen|jours?|días?|dagen|weeks?|wochen?|semaines?|semanas?|"
    r"weken)\b",
    re.IGNORECASE,
)
_NEXT_WEEK = (
    r"(?:next week|(?:nächste[rn]?|kommende[rn]?) woche|(?:la )?semaine prochaine|(?:la )?(?:próxima semana|semana que "
    r"viene)|volgende week)"
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<last>last|letzten?|vergangenen?|vorigen?|afgelopen|vorige|pasado)\s)?"
    rf"(?:(?P<before>{_NEXT_WEEK}),?\s(?:on\s|am\s|le\s|el\s|op\s)?)?(?P<name>{'|'.join(_WEEKDAYS)})"
    rf"(?:\s(?P<gone>dernier|passé|pasado))?(?:,?\s(?:of\s|der\s|de\s|van\s)?(?P<after>{_NEXT_WEEK}))?\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_NEAR, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
)
_BARE = re.compile(
    r"\b(?:on the|by the|until the|(?:spätestens )?(?:am|zum|bis zum)|(?:avant )?le|el(?: día)?|(?:op|voor) de)\s"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|e|er|de)?\.?(?=[\s,;.!?)]|$)(?!\.?\s?\d)",
    re.IGNORECASE,
)
_SIGN = r"(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|[€$£])"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?P<before>{_SIGN})\s?)?(?P<figures>\d{{1,3}}(?:[.,' ]\d{{3}})+(?:[.,]\d{{1,2}})?|"
    rf"\d+(?:[.,]\d{{1,2}})?)"
    rf"(?:,-{{1,2}})?(?:\s?(?P<after>{_SIGN})(?!\w))?(?![\w/%-]|[.,]\d)",
    re.IGNORECASE,
)
_WORDS = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP"}


@dataclass(frozen=True, slots=True)
class Said:
    """A day in a text and where it stands; a bare weekday is the one ahead."""

    on: datetime.date
    start: int
    end: int
    is_weekday: bool = False

    def behind(self, came_on: datetime.date) -> datetime.date:
        """The day in a sentence about the past: on Monday is the Monday before."""
        return self.on - 7 * DAY if self.is_weekday and self.on > came_on else self.on


def days(text: str, came_on: datetime.date, *, month_first: bool = False) -> tuple[Said, ...]:
    """The days that a text names, as seen from the day on which it came; a weekday beside a day is that day."""
    found: list[Said] = []
    for one in _every(text, came_on, MDY if month_first else DMY):
        if abs(one.on - came_on).days <= FARTHEST_DAYS and not any(_beside(one, other) for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def amounts(text: str, currency: str) -> tuple[tuple[int, str], ...]:
    """Minor units with their currency: figures beside a currency, or with decimals, in `currency`."""
    found: dict[tuple[int, str], None] = {}
    for hit in _AMOUNT.finditer(text):
        said = (hit["before"] or hit["after"] or "").casefold()
        figures = hit["figures"]
        decimals = re.search(r"[.,]\d{1,2}$", figures)
        if not said and not (decimals and len(decimals[0]) == 3):
            continue
        code = _WORDS.get(said) or SIGNS.get(said.upper(), said.upper()) or currency
        plain = mapping_values.amount(figures, decimals[0][0] if decimals else "." if "," in figures else ",")
        try:
            minor = money.read(plain, code if code in CODES else currency)
        except Refusal:
            continue
        if minor > 0 and not _is_day(text, hit):
            found[minor, code] = None
    return tuple(found)


def _is_day(text: str, hit: re.Match[str]) -> bool:
    """Whether figures such as 15.12 are a day: nothing says a currency, and a word for a day stands before them."""
    if hit["before"] or hit["after"]:
        return False
    figures = _FIGURES.match(text, hit.start("figures"))
    return figures is not None and int(figures["two"] or 0) <= 12 and "," not in hit["figures"]


def _beside(one: Said, other: Said) -> bool:
    """Whether two stand in one another, or in a row: Friday, 12 December."""
    return one.start < other.end + 4 and other.start < one.end + 4


def _every(text: str, came_on: datetime.date, order: str) -> Iterator[Said]:
    """Days, those that say most first."""
    for read in (_in_figures, _by_name):
        for hit, on in read(text, came_on, order):
            yield Said(on, hit.start(), hit.end())
    for pattern, day_of in _LOOSE:
        for hit in pattern.finditer(text):
            found = day_of(hit, came_on)
            if found is not None:
                yield Said(found, hit.start(), hit.end(), pattern is _WEEKDAY)


def _in_figures(text: str, came_on: datetime.date, order: str) -> Iterator[tuple[re.Match[str], datetime.date]]:
    for hit in _FIGURES.finditer(text):
        if hit["iso"] or hit["three"]:
            iso = mapping_values.day(hit[0].rstrip("."), order) or mapping_values.day(hit[0].rstrip("."), DMY)
            if iso:
                yield hit, datetime.date.fromisoformat(iso)
        elif hit["gap"] != "-" and not re.match(r"\s?(?:EUR|USD|GBP|CHF|[€$£%])", text[hit.end() :]):
            one, two = int(hit["one"]), int(hit["two"])
            day, month = (two, one) if order == MDY or two > 12 else (one, two)
            near = _nearest(came_on, month, day)
            if near:
                yield hit, near


def _by_name(text: str, came_on: datetime.date, order: str) -> Iterator[tuple[re.Match[str], datetime.date]]:
    for hit in _NAMED.finditer(text):
        day, month = hit["day"] or hit["then"], mapping_values.month(hit["month"] or hit["first"])
        year = hit["year"] or hit["its"]
        if not month:
            continue
        on = _made(int(year), month, int(day)) if year else _nearest(came_on, month, int(day))
        if on:
            yield hit, on


def _part_of_month(hit: re.Match[str], came_on: datetime.date) -> datetime.date | None:
    """The middle or the end of a month; of this one, the next, or one by its name."""
    said = (hit["part"] or "").casefold()
    half = said.startswith(("mi", "me", "half"))
    if hit["plain"] or hit["this"]:
        return calendar.in_months(came_on, 0, 15 if half else LAST)
    if hit["next"]:
        return calendar.in_months(came_on, 1, 15 if half else LAST)
    month = mapping_values.month(hit["month"])
    if not month:
        return None
    year = int(hit["year"]) if hit["year"] else came_on.year + (month < came_on.month)
    return calendar.on_day(year, month, 15 if half else LAST)


def _within(hit: re.Match[str], came_on: datetime.date) -> datetime.date:
    said, unit = hit["count"].casefold(), hit["unit"].casefold()
    count = int(said) if said.isdigit() else _COUNTS[said]
    if unit.startswith(("working", "business", "werktag")):
        return calendar.working_days_after(came_on, count, frozenset())
    return came_on + count * (7 if unit.startswith(("week", "woche", "sem", "weken")) else 1) * DAY


def _next_weekday(hit: re.Match[str], came_on: datetime.date) -> datetime.date:
    """The weekday ahead, that of the next week where it says so, or the one before where it is the last."""
    name = _WEEKDAYS[hit["name"].casefold()]
    if hit["before"] or hit["after"]:
        return came_on + (7 + name - came_on.weekday()) * DAY
    if hit["last"] or hit["gone"]:
        return came_on - ((came_on.weekday() - name) % 7 or 7) * DAY
    return came_on + ((name - came_on.weekday()) % 7 or 7) * DAY


def _in_week(hit: re.Match[str], came_on: datetime.date) -> datetime.date:
    """The Friday of this week or the next."""
    friday = came_on + (FRIDAY - came_on.weekday()) * DAY
    return friday + 7 * DAY if hit["next"] else max(friday, came_on)


def _near(hit: re.Match[str], came_on: datetime.date) -> datetime.date:
    return came_on + _NEAR[hit[0].casefold()] * DAY


def _bare(hit: re.Match[str], came_on: datetime.date) -> datetime.date | None:
    """The next day of a month that is named by its figure alone."""
    day = int(hit["day"])
    return calendar.next_listed(came_on, (day,)) if 1 <= day <= LAST else None


_LOOSE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime.date], datetime.date | None]], ...] = (
    (_PART, _part_of_month),
    (_WITHIN, _within),
    (_WEEKDAY, _next_weekday),
    (_WEEK, _in_week),
    (_TODAY, _near),
    (_BARE, _bare),
)


def _nearest(came_on: datetime.date, month: int, day: int) -> datetime.date | None:
    """That day of the year which is nearest to `came_on`."""
    near = [_made(came_on.year + more, month, day) for more in (-1, 0, 1)]
    found = [one for one in near if one is not None and abs(one - came_on) <= HALF_YEAR]
    return min(found, key=lambda one: abs(one - came_on), default=None)


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
