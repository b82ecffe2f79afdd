"""How a bank line and its match are said in few words and drawn."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quittance.reports.workbench import Proposed
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.web import shown

register = template.Library()

KINDS = {
    "discount": "Discount",
    "charge": "Bank charge",
    "rounding": "Rounding",
    "fx": "Exchange",
    "deduction": "Short payment",
}
SURE_E6 = 500_000


@register.filter
def gist(one: Proposed) -> str:
    """What there is to look at, in two or three words."""
    if one.returns:
        return "Return"
    if not one.parts:
        return "On account" if one.customer_number else "Unknown payer"
    kinds = [part.kind for part in one.parts if part.kind]
    if kinds:
        return KINDS.get(kinds[0], "Difference")
    left = one.line.amount - sum(_minor(part.amount, one.line.currency) for part in one.parts)
    if left > 0:
        return f"Overpaid {shown.money(left, one.line.currency)}"
    return one.parts[0].document if len(one.parts) == 1 else f"{len(one.parts)} documents"


@register.filter
def worth(minor: int, currency: str) -> str:
    """An amount of the company's own currency with its sign, as plain text."""
    return shown.with_currency(minor, currency, currency)


@register.filter
def chance(probability_e6: int) -> str:
    """A chance in whole percent, never more than 99 while it is not certain."""
    return str(min(99, round(probability_e6 / 10_000)) if probability_e6 < 1_000_000 else 100)


@register.filter
def masked(account: str) -> str:
    """The ends of an account, which are enough to tell it by."""
    return f"{account[:4]} •••• {account[-4:]}" if len(account) > 10 else account


@register.filter
def decimals(currency: str) -> int:
    """How many decimals a currency has."""
    return currencies.exponent(currency)


@register.filter
def less(amount: int, part: int) -> int:
    """amount - part."""
    return amount - part


@register.simple_tag
def sure(probability_e6: int) -> SafeString:
    """A thin bar as long as the chance, red when it is small."""
    width = max(2, round(probability_e6 / 10_000))
    kind = "accent" if probability_e6 >= SURE_E6 else "bad"
    return format_html(
        '<svg class="bar thin w2" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="8"/><rect class="fill {}" width="{}" height="8"/></svg>',
        kind,
        width,
    )


@register.simple_tag
def safe_bar(safe: int, review: int) -> SafeString:
    """How much of what waits is safe."""
    whole = max(1, safe + review)
    width = round(200 * safe / whole, 1)
    return format_html(
        '<svg class="bar" viewBox="0 0 200 8" preserveAspectRatio="none" role="img" '
        'aria-label="{} of {} lines safe, {} to review"><rect class="track" width="200" height="8"/>'
        '<rect class="fill ok" width="{}" height="8"/><rect class="fill warn" x="{}" width="{}" height="8"/></svg>',
        safe,
        safe + review,
        review,
        width,
        width,
        round(200 * review / whole, 1),
    )


def _minor(text: str, currency: str) -> int:
    return money.read(text or "0", currency)
