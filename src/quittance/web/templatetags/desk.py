"""Tags of the working screens: how a document stands, its kind in words, quantities and rates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from quittance.reports.aged import Aged, AgedBucket, AgedCustomer, AgedInvoice
from quittance.reports.allocations import Met
from quittance.reports.documents import DocumentRow
from quittance.reports.open_items import OpenRow
from quittance.reports.payments import PaymentRow
from quittance.rules import draft, estimate, interest_packs, recurring, states, tax, units
from quittance.rules.money import ratio
from quittance.web import shown
from quittance.web.form import Form
from quittance.web.templatetags.quittance import aging_bar, shade

register = template.Library()

PILLS = {
    states.OPEN: ("", "Open"),
    states.OVERDUE: ("warn", "Overdue"),
    states.PART_PAID: ("info", "Part-paid"),
    states.PAID: ("ok", "Paid"),
    states.REVERSED: ("", "Reversed"),
    states.TO_BE_USED: ("info", "To be used"),
    states.USED: ("ok", "Used"),
    draft.DRAFT: ("", "Draft"),
    draft.TO_APPROVE: ("warn", "To approve"),
    draft.APPROVED: ("ok", "Approved"),
    draft.REFUSED: ("bad", "Refused"),
    recurring.ACTIVE: ("ok", "Active"),
    recurring.PAUSED: ("warn", "Paused"),
    recurring.ENDED: ("", "Ended"),
    estimate.SENT: ("info", "Sent"),
    estimate.ACCEPTED: ("ok", "Accepted"),
    estimate.DECLINED: ("bad", "Declined"),
    estimate.EXPIRED: ("warn", "Expired"),
    estimate.INVOICED: ("ok", "Invoiced"),
}
KINDS = {
    "invoice": "Invoice",
    "credit_note": "Credit note",
    "debit_note": "Debit note",
    "deposit": "Deposit",
    "interest_note": "Interest note",
    "payment": "Payment",
    "writeoff": "Written off",
    "refund": "Refunded",
    "transfer": "Moved",
    "reversal": "Reversed",
    "discount": "Discount taken",
    "fx": "Exchange difference",
}


TAX_WORDS = {
    tax.EXEMPT: "Exempt",
    tax.REVERSE_CHARGE: "Reverse charge",
    tax.EXPORT: "Export",
    tax.INTRA_COMMUNITY: "Intra-community",
    tax.NOT_SUBJECT: "Not subject",
}


@register.simple_tag
def state_pill(state: str, days_late: int = 0) -> SafeString:
    """How it stands, as a word with its shape: `{% state_pill row.state row.days_late %}`."""
    kind, word = PILLS.get(state, ("", state))
    late = f"{shown.SPACE}{days_late:,}{shown.SPACE}{'day' if days_late == 1 else 'days'}" if days_late else ""
    return format_html('<span class="pill {}">{}{}</span>', kind, word, late)


@register.filter
def kind_words(kind: str) -> str:
    """What kind of item it is: credit_note is Credit note."""
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


@register.filter
def tenths(value: int) -> str:
    """Tenths with one decimal: 24 is 2.4."""
    return f"{shown.MINUS if value < 0 else ''}{abs(value) // 10}.{abs(value) % 10}"


@register.filter
def days_after(issued_on: datetime.date, goods_on: datetime.date) -> str:
    """How long an invoice came after its delivery, in words."""
    days = (issued_on - goods_on).days
    many = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return "invoiced the same day" if not days else f"invoiced {many} {'later' if days > 0 else 'before'}"


@register.filter
def stage_word(stage: str) -> str:
    """A stage as people say it: not-sent is not sent."""
    return stage.replace("-", " ")


@register.filter
def percent_year(rate_e4: int) -> str:
    """A yearly rate in ten-thousandths of a percent: 101500 is 10.15 %."""
    return f"{interest_packs.percent(rate_e4)}{shown.SPACE}%"


@register.filter
def quantity(value_e6: int) -> str:
    """Millionths as people write them: 6,000 or 0.84."""
    return _plain(Decimal(value_e6).scaleb(-6))


@register.filter
def unit(code: str) -> str:
    """A unit as it stands behind a quantity: h, kg."""
    return units.shown(code)


@register.filter
def price(value_e6: int, places: int = 2) -> str:
    """A unit price in millionths, with at least the decimals of its currency."""
    value = Decimal(value_e6).scaleb(-6)
    fixed = value.quantize(Decimal(1).scaleb(-places))
    return f"{fixed:,.{places}f}".replace("-", shown.MINUS) if fixed == value else _plain(value)


@register.filter
def rate(value_e4: int) -> str:
    """A tax rate in ten-thousandths of a percent: 21 %."""
    return f"{_plain(Decimal(value_e4).scaleb(-4))}{shown.SPACE}%" if value_e4 else shown.DASH


@register.simple_tag
def tax_name(category: str, rate_e4: int) -> str:
    """Tax in the head of an amount: Tax 21 %, Exempt, Reverse charge; "" where it is zero-rated."""
    if category in (tax.STANDARD, tax.ZERO):
        return f"Tax {rate(rate_e4)}" if rate_e4 else ""
    if category in tax.ISLANDS:
        return f"{tax.ISLANDS[category]} {rate(rate_e4)}"
    return f"{TAX_WORDS[category]}, no tax"


@register.filter
def taxed(one: object) -> str:
    """The tax of a line in its column: 21 %, exempt, IGIC 7 %."""
    category, rate_e4 = getattr(one, "tax_category", ""), getattr(one, "tax_rate_e4", 0)
    if category in tax.ISLANDS:
        return f"{tax.ISLANDS[category]} {rate(rate_e4)}"
    return rate(rate_e4) if category in ("", tax.STANDARD, tax.ZERO) else TAX_WORDS[category].lower()


@register.simple_tag
def charge_fault(form: Form, n: int, name: str) -> SafeString:
    """The mark of a field in an allowance or charge that is to be corrected."""
    return faulty(form, f"charges[{n}].{name}")


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():,f}"
    return text.replace("-", shown.MINUS)


@register.simple_tag
def zero(minor: int, currency: str) -> SafeString:
    """An amount in a table, nothing being a faint dash."""
    return (
        format_html('<span class="zero">{}</span>', shown.DASH)
        if not minor
        else format_html("{}", shown.money(minor, currency))
    )


@register.simple_tag(takes_context=True)
def days_since(context: dict[str, Any], day: datetime.date) -> str:
    """Days from a day to today, with thousands apart."""
    return f"{(context['today'] - day).days:,}"


@register.simple_tag
def limit_used(balance: int, limit: int | None, currency: str, base: str) -> SafeString:
    """How much of a credit limit is used; the limit alone where it is kept in another currency."""
    if limit is None:
        return format_html('<span class="small mute">{}</span>', "no limit")
    if currency != base:
        return format_html('<span class="small mute">{}</span>', shown.with_currency(limit, currency, base))
    if limit == 0:
        return format_html('<span class="small {}">{}</span>', "bad strong" if balance > 0 else "mute", "limit 0")
    share = max(0, balance) * 100 // limit
    kind = limit_kind(share)
    return format_html(
        '<span class="line tight nw"><svg class="bar thin w2b" viewBox="0 0 100 8" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill {}" width="{}" height="8"/>'
        '</svg><span class="small {}">{}{}%</span></span>',
        kind,
        min(share, 100),
        "bad strong" if kind == "bad" else "mute",
        f"{share:,}",
        shown.SPACE,
    )


def limit_kind(share: int) -> str:
    """How full a limit is: from 90 percent on it warns, above 100 it is exceeded."""
    return "bad" if share > 100 else ("warn" if share >= 90 else "")


@register.filter
def minus(minor: int) -> int:
    """The amount with its sign turned."""
    return -minor


@register.simple_tag
def item_pill(item: OpenRow) -> SafeString:
    """How an open item stands."""
    if item.open < 0:
        return state_pill(states.TO_BE_USED)
    return state_pill(states.OVERDUE if item.days_late else states.OPEN)


@register.simple_tag
def item_url(item: OpenRow) -> str:
    """Where an open item leads: to its payment, or to its document."""
    if item.kind in ("payment", "transfer"):
        return reverse("payment", kwargs={"reference": item.number})
    return reverse("invoice", kwargs={"number": item.number})


@register.simple_tag(takes_context=True)
def ago(context: dict[str, Any], day: datetime.date) -> str:
    """Such as 12 days ago, today, in 3 days."""
    days = (context["today"] - day).days
    many = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'}"
    return "today" if days == 0 else (f"{many} ago" if days > 0 else f"in {many}")


@register.simple_tag
def limit_bar(share: int, kind: str) -> SafeString:
    """The bar of a limit, so many percent of it used."""
    return format_html(
        '<svg class="bar big" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="Limit used {} %">'
        '<rect class="track" width="100" height="8"/><rect class="fill {}" width="{}" height="8"/></svg>',
        share,
        kind,
        min(100, share),
    )


@register.simple_tag
def in_currency(minor: int, currency: str, base: str) -> str:
    """An amount in a column of the company's currency; the code stands before one in another."""
    amount = shown.money(minor, currency)
    return amount if currency == base else f"{currency}{shown.SPACE}{amount}"


@register.simple_tag
def minus_cell(minor: int, currency: str) -> SafeString:
    """What is taken off: with a minus, nothing being a faint dash."""
    if not minor:
        return format_html('<span class="zero">{}</span>', shown.DASH)
    return format_html("{}", shown.money(-minor, currency))


@register.simple_tag
def typed(form: Form, name: str) -> str:
    """What stands in a field."""
    return form[name]


@register.simple_tag
def faulty(form: Form, *names: str) -> SafeString:
    """The mark of a field that is to be corrected, under any of its names."""
    return format_html(' aria-invalid="{}"', "true") if any(form.fault(name) for name in names) else SafeString()


@register.simple_tag
def line_fault(form: Form, n: int, name: str) -> SafeString:
    """The mark of a field in a line that is to be corrected."""
    return faulty(form, f"lines[{n}].{name}")


@register.filter
def bucket_short(name: str) -> str:
    """A bucket in the head of a column: 1 – 30, Over 90, Not due."""
    return name.replace("-", f"{shown.SPACE}–{shown.SPACE}")


@register.simple_tag
def bucket_name(buckets: Sequence[AgedBucket], number: str) -> str:
    """The name of the bucket of that number as it stands in the address."""
    if number.startswith("-"):
        return "Unapplied"
    found = [one.name for n, one in enumerate(buckets) if str(n) == number]
    return bucket_short(found[0]) if found else number


@register.simple_tag
def bucket_bar(totals: Aged, said: str) -> SafeString:
    """The small bar of a report beside its filters."""
    return aging_bar([one.amount for one in totals.buckets], said, "w12")


@register.simple_tag
def heat(amount: int, n: int, count: int) -> SafeString:
    """The tint of an amount by the age of its bucket."""
    return format_html(" heat-{}", shade(n, count)) if amount > 0 and n > 0 else SafeString()


@register.simple_tag
def overdue_share(row: AgedCustomer) -> str:
    """How much of what a customer owes is late, in whole percent."""
    owed = sum(row.amounts)
    return f"{ratio(row.overdue, 100, owed)}{shown.SPACE}%" if owed > 0 and row.overdue > 0 else shown.DASH


@register.simple_tag
def limit_of_row(limits: Mapping[int, tuple[int | None, str]], row: AgedCustomer, base: str) -> SafeString:
    """How much of a customer's limit its balance uses."""
    limit, currency = limits.get(row.customer_id, (None, base))
    return limit_used(row.balance, limit, currency, base)


@register.simple_tag
def placed(row: AgedInvoice, currency: str) -> int:
    """The amount of an aged item in the currency of the report."""
    return row.open if row.currency == currency else row.open_base


@register.simple_tag
def aged_url(row: AgedInvoice) -> str:
    """Where an aged item leads."""
    if row.kind in ("payment", "transfer"):
        return reverse("payment", kwargs={"reference": row.number})
    return reverse("invoice", kwargs={"number": row.number})


@register.simple_tag
def amount_in(sums: Mapping[str, int], currency: str, base: str) -> str:
    """One of several sums by currency, in a sentence."""
    return shown.with_currency(sums.get(currency, 0), currency, base)


@register.simple_tag
def in_sentence(minor: int, currency: str, base: str) -> str:
    """An amount with its sign or code, without markup."""
    return shown.with_currency(minor, currency, base)


@register.simple_tag
def days_between(due_on: datetime.date, on: datetime.date) -> str:
    """How late something was on a day: 12 days late."""
    return shown.due(due_on, on)


@register.simple_tag(takes_context=True)
def again(context: dict[str, Any], row: DocumentRow | PaymentRow, one: Met) -> str:
    """Where taking an allocation back is undone: the same credit, document and amount."""
    own = row.reference if isinstance(row, PaymentRow) else row.number
    credit, document = (own, one.label) if _is_credit(row) else (one.label, own)
    asked = {"credit": credit, "document": document, "amount": shown.plain(one.amount, one.currency)}
    return f"{reverse('allocation-again')}?{urlencode({**asked, 'next': context['request'].path})}"


def _is_credit(row: DocumentRow | PaymentRow) -> bool:
    return isinstance(row, PaymentRow) or row.kind == "credit_note"
