"""Tags and filters of every template: amounts, days, icons, bars, table heads and form fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quittance.reports.notifications import MOST_COUNTED
from quittance.rules.subscriptions import CHANNELS, SCOPES
from quittance.web import shown
from quittance.web.form import Form

register = template.Library()

PLACE = ("after", "before", "page", "part", "format")
"""Parts of an address that say where in a list one is, or in which form it is wanted."""

GAP = 5
"""Between two pieces of a bar, in tenths of a percent of its width."""

register.filter("money", shown.money)
register.filter("cell", shown.cell)
register.filter("plain_amount", shown.plain)
register.filter("day", shown.day)
register.filter("long_day", shown.long_day)
register.filter("initials", shown.initials)


@register.filter
def thousands(count: int) -> str:
    """A count with its thousands apart: 1,204."""
    return f"{count:,}"


@register.filter
def bounded(count: int) -> str:
    """A count that stops at its bound: 99+."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)


@register.filter
def channel_words(channel: str) -> str:
    """How somebody is told, in words."""
    return CHANNELS.get(channel, channel)


@register.filter
def scope_words(scope: str) -> str:
    """Of whom somebody is told, in words."""
    return SCOPES.get(scope, scope)


@register.filter
def bucket_words(name: str) -> str:
    """A bucket's name as people read it: 1 – 30 days."""
    first, dash, last = name.partition("-")
    if dash:
        return f"{first} – {last} days"
    return f"{name} days" if name.startswith("Over") else name


@register.filter
def named_in(names: dict[str, str], key: str) -> str:
    """The name of a key, or the key itself."""
    return names.get(key, key)


@register.filter
def said(data: dict[str, Any]) -> str:
    """What an event wrote down, in a line: number INV-7, total 100.00."""
    if "sentence" in data:
        return str(data["sentence"])
    return ", ".join(
        f"{key.replace('_', ' ')} {_plain(value)}" for key, value in data.items() if value not in ("", None, [], {})
    )


@register.simple_tag
def named(page: str, words: str, **where: Any) -> SafeString:
    """A link to a page by URL name, or the words alone while there is no such page."""
    try:
        return format_html('<a href="{}">{}</a>', reverse(page, kwargs=where), words)
    except NoReverseMatch:
        return format_html("{}", words)


@register.simple_tag
@cache
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite: `{% icon "bank" %}`, `{% icon "check" "ok" %}`; a page has some fifty of few kinds."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra}" if extra else "",
        static("quittance/icons.svg"),
        name,
    )


@register.simple_tag
def headline(minor: int, currency: str, base: str = "") -> SafeString:
    """A large amount with dimmed cents: `{% headline total currency company.base_currency %}`."""
    whole, cents = shown.parts(abs(minor), currency)
    sign = shown.MINUS if minor < 0 else ""
    return format_html(
        '{}{}{}<span class="cents">{}</span>', sign, shown.mark(currency, base or currency), whole, cents
    )


@register.simple_tag(takes_context=True)
def amount(context: dict[str, Any], minor: int, currency: str) -> SafeString:
    """An amount in a sentence with its currency: €94,579.49, or USD 1,240.00 where the company keeps euros."""
    company = context.get("company")
    text = shown.with_currency(minor, currency, company.base_currency if company else "")
    return format_html('<span class="nowrap">{}</span>', text)


@register.simple_tag(takes_context=True)
def short_day(context: dict[str, Any], value: datetime.date) -> str:
    """A day without its year when that is this one."""
    return shown.short_day(value, context["today"])


@register.simple_tag(takes_context=True)
def due(context: dict[str, Any], value: datetime.date) -> str:
    """How far a due day is from today: 58 days late, in 4 days."""
    return shown.due(value, context["today"])


@register.simple_tag(takes_context=True)
def moment(context: dict[str, Any], micros: int) -> SafeString:
    """A moment on the company's clock, in full."""
    zone = context["company"].timezone
    return format_html('<time datetime="{}">{}</time>', _iso(micros, zone), shown.moment(micros, zone))


@register.simple_tag(takes_context=True)
def since(context: dict[str, Any], micros: int) -> SafeString:
    """A moment as people say it: Yesterday 16:20."""
    zone = context["company"].timezone
    said = shown.since(micros, zone, context["today"])
    return format_html('<time datetime="{}" title="{}">{}</time>', _iso(micros, zone), shown.moment(micros, zone), said)


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`{{ overdue|percent_of:receivable }}`: 27.8 %."""
    return shown.percent(part, whole)


@register.simple_tag
def aging_bar(amounts: Sequence[int], label: str, extra: str = "big") -> SafeString:
    """The bar of open amounts by bucket, oldest last; amounts at or below zero have no piece."""
    pieces = _pieces([max(0, amount) for amount in amounts])
    rects = format_html_join(
        "",
        '<rect class="a{}" x="{}" width="{}" height="8"/>',
        ((shade(n, len(amounts)), _tenths(x), _tenths(width)) for n, x, width in pieces),
    )
    return format_html(
        '<svg class="aging {}" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="8"/>{}</svg>',
        extra,
        label,
        rects,
    )


@register.simple_tag
def shade(n: int, count: int) -> int:
    """The colour of bucket `n` of `count`, 0 to 4: the last is always the darkest."""
    return 0 if n == 0 else (4 if n == count - 1 else min(n, 4))


@register.simple_tag
def swatch(n: int, count: int) -> SafeString:
    """The little square beside a bucket's name."""
    return format_html(
        '<svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="a{}" width="10" height="10"/></svg>',
        shade(n, count),
    )


@register.simple_tag
def meter(part: int, whole: int, kind: str = "accent", label: str = "") -> SafeString:
    """A bar that is filled as far as `part` of `whole`; kinds: accent ok warn bad promise."""
    width = min(1000, max(0, part) * 1000 // whole) if whole > 0 else 0
    named = format_html(' role="img" aria-label="{}"', label) if label else format_html(' aria-hidden="{}"', "true")
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none"{}><rect class="track" width="100" height="8"/>'
        '<rect class="fill {}" width="{}" height="8"/></svg>',
        named,
        kind,
        _tenths(width),
    )


@register.filter
def words(code: str) -> str:
    """A code as words: period_locked is Period locked."""
    return code.replace("_", " ").replace("-", " ").capitalize()


@register.simple_tag(takes_context=True)
def querystring_without(context: dict[str, Any], name: str) -> str:
    """The address without one of its filters, at the first page."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for gone in (name, *PLACE):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort(context: dict[str, Any], key: str, title: str, kind: str = "", first: str = "") -> SafeString:
    """A column head that orders the list: `{% sort "balance" "Balance" "num" "-" %}`, "-" being its first order.

    Keeps the rest of the address, starts again at the first page.
    """
    request: HttpRequest = context["request"]
    current = context.get("order", "")
    asked = {key: f"-{key}", f"-{key}": key}.get(current, f"{first}{key}")
    query = request.GET.copy()
    for name in PLACE:
        query.pop(name, None)
    query["order"] = asked
    way = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    arrow = {"ascending": " ↑", "descending": " ↓"}.get(way, "")
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}{}</a></th>',
        format_html(' class="{}"', kind) if kind else "",
        format_html(' aria-sort="{}"', way) if way else "",
        query.urlencode(),
        title,
        arrow,
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select or of a group of ticks."""

    value: str
    label: str
    hint: str = ""


@register.inclusion_tag("parts/field.html")
def field(form: Form, name: str, label: str, **options: Any) -> dict[str, Any]:
    """A labelled input; options: type hint placeholder autocomplete autofocus extra prefix inputmode rows at."""
    held = {"form": form, "name": name, "label": label, "value": form[name], "fault": form.fault(name)}
    return {**held, "type": "text", "hint": "", **options}


@register.inclusion_tag("parts/asked.html")
def asked(bound: Any, label: str, **options: Any) -> dict[str, Any]:
    """A labelled input of a Django form; options: type hint autocomplete autofocus extra inputmode."""
    return {"bound": bound, "label": label, "type": "text", "hint": "", **options}


@register.inclusion_tag("parts/select.html")
def select(form: Form, name: str, label: str, choices: Iterable[Any], **options: Any) -> dict[str, Any]:
    """A labelled select; `choices` are `Option`s, pairs or plain texts; options: hint empty at."""
    held = {"form": form, "name": name, "label": label, "value": form[name], "fault": form.fault(name)}
    return {**held, "choices": [_option(one) for one in choices], "hint": "", **options}


@register.inclusion_tag("parts/ticks.html")
def ticks(form: Form, name: str, label: str, choices: Iterable[Any], **options: Any) -> dict[str, Any]:
    """A group of boxes to tick; `choices` as for `select`; options: hint."""
    made = [_option(one) for one in choices]
    held = {"form": form, "name": name, "label": label, "chosen": form.all(name), "fault": form.fault(name)}
    return {**held, "choices": made, "hint": "", **options}


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return " ".join(_plain(one) for one in value.values())
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    try:
        return shown.day(datetime.date.fromisoformat(text)) if len(text) == len("2026-03-31") else text
    except ValueError:
        return text


def _option(given: Any) -> Option:
    if isinstance(given, Option):
        return given
    return Option(given, given) if isinstance(given, str) else Option(*given)


def _iso(micros: int, zone: str) -> str:
    return shown.at(micros, zone).isoformat(timespec="seconds")


def _pieces(amounts: Sequence[int]) -> list[tuple[int, int, int]]:
    """(bucket, x, width) in tenths of a percent, gaps between them, nothing narrower than half a percent."""
    whole = sum(amounts)
    held = [(n, amount) for n, amount in enumerate(amounts) if amount > 0]
    room = 1000 - GAP * (len(held) - 1)
    widths = [max(GAP, room * amount // whole) for _, amount in held]
    if widths:
        widths[widths.index(max(widths))] += room - sum(widths)
    made, x = [], 0
    for (n, _), width in zip(held, widths, strict=True):
        made.append((n, x, width))
        x += width + GAP
    return made


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"
