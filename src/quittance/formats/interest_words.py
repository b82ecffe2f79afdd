"""Words of an interest note: its lines and what stands on it, in five languages."""

from __future__ import annotations

from quittance.formats.paper_figures import Figures
from quittance.formats.paper_words import read
from quittance.rules.interest import Span

_TABLE = """\
day | {document}: {amount} from {first} to {last}, 1~day at~{rate} \
| {document}: {amount} vom {first} bis {last}, 1~Tag zu~{rate} \
| {document} : {amount} du {first} au {last}, 1~jour à~{rate} \
| {document}: {amount} del {first} al {last}, 1~día al~{rate} \
| {document}: {amount} van {first} tot en met {last}, 1~dag tegen~{rate}
days | {document}: {amount} from {first} to {last}, {days}~days at~{rate} \
| {document}: {amount} vom {first} bis {last}, {days}~Tage zu~{rate} \
| {document} : {amount} du {first} au {last}, {days}~jours à~{rate} \
| {document}: {amount} del {first} al {last}, {days}~días al~{rate} \
| {document}: {amount} van {first} tot en met {last}, {days}~dagen tegen~{rate}
compensation | {document}: fixed compensation | {document}: Verzugspauschale | {document} : indemnité forfaitaire \
| {document}: compensación fija | {document}: vaste vergoeding
note | Interest through {day}; {law}. | Zinsen bis {day}; {law}. | Intérêts jusqu’au {day} ; {law}. \
| Intereses hasta el {day}; {law}. | Rente tot en met {day}; {law}.
"""

WORDS = read(_TABLE.replace("~", "\u00a0"))
"""A ~ in the table is a blank at which no line ends."""


def span(figures: Figures, document: str, one: Span, currency: str) -> str:
    """A line for a stretch of days with one balance and one rate."""
    return WORDS[figures.language]["day" if one.days == 1 else "days"].format(
        document=document,
        amount=figures.amount(one.open, currency),
        first=figures.short_day(one.first),
        last=figures.short_day(one.last),
        days=figures.whole(one.days),
        rate=figures.percent(one.rate_e4),
    )
