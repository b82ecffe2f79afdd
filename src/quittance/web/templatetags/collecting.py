"""Words and bars of collecting: grades, chances, steps, rules, reasons and days."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quittance.reports import dunning_preview
from quittance.reports.dunning_held import WORDS
from quittance.reports.worklist import Account
from quittance.rules import disputes
from quittance.rules import plans as plan_rules
from quittance.rules import promises as promise_rules
from quittance.rules import worklist as rules
from quittance.web import dunning_lanes, shown
from quittance.web.templatetags.quittance import icon

register = template.Library()

KEYS = {rules.CALL: "C", rules.EMAIL: "E", rules.PLAN: "L", rules.ESCALATE: "U", rules.WAIT: "Z"}
KINDS = {"kept": "ok", "broken": "bad", "partly": "warn", "open": "info", "active": "info", "proposed": "warn"}
"""State of a promise or a plan -> the colour of its pill; others have none."""


@register.simple_tag
def grade(letter: str) -> SafeString:
    """How a customer pays, as a letter; nothing where nothing was paid yet."""
    if not letter:
        return SafeString("")
    return format_html('<span class="grade {}" title="Payer grade {}">{}</span>', letter, letter, letter)


@register.simple_tag
def chances(alone: int, acted: int) -> SafeString:
    """Chances in percent as figures and a bar: left alone, and after the step."""
    return format_html(
        '<span class="two"><span><span class="mute">{} →</span> {} %</span><svg class="bar thin fit push" '
        'viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" '
        'height="8"/><rect class="fill soft" width="{}" height="8"/><rect class="fill accent" width="{}" '
        'height="8"/></svg></span>',
        alone,
        acted,
        acted,
        alone,
    )


@register.filter
def whole(minor: int, currency: str) -> str:
    """An amount without its decimals, for what is only expected."""
    return shown.parts(minor, currency)[0]


@register.filter
def step_words(step: str) -> str:
    """A step in words."""
    return rules.STEPS.get(step, step)


@register.filter
def step_key(step: str) -> str:
    """The key of a step."""
    return KEYS.get(step, "")


@register.filter
def next_words(account: Account) -> str:
    """The next step of an account in words: what was escalated to its owner is theirs to take over."""
    return "Take over" if account.facts.set_step == rules.ESCALATE else step_words(account.proposal.step)


@register.filter
def next_key(account: Account) -> str:
    """The key of the next step of an account; taking over begins with a call."""
    return KEYS[rules.CALL] if account.facts.set_step == rules.ESCALATE else step_key(account.proposal.step)


@register.filter
def rule_words(rule: str) -> str:
    """What a rule makes of money."""
    return WORDS.get(rule, rule).capitalize()


@register.filter
def message_words(message: Any) -> str:
    """What a message of a tone and a channel is called, such as firm email."""
    return dunning_lanes.said_of(message.tone, message.channel)


@register.filter
def reason_words(reason: str) -> str:
    """A reason of a dispute or deduction in words."""
    return disputes.words(reason)


@register.filter
def tel(phone: str) -> str:
    """A phone number as an address: digits and a leading plus."""
    return "".join(sign for n, sign in enumerate(phone) if sign.isdigit() or (sign == "+" and n == 0))


@register.simple_tag(takes_context=True)
def week_day(context: dict[str, Any], value: datetime.date) -> str:
    """A day with its weekday: Thu 12 Mar."""
    return f"{shown.WEEKDAYS[value.weekday()][:3]} {shown.short_day(value, context['today'])}"


@register.simple_tag
def said_pill(state: str, *, plan: bool = False) -> SafeString:
    """The state of a promise, or of a plan, as a pill."""
    words = (plan_rules.STATES if plan else promise_rules.STATES).get(state, state)
    return format_html('<span class="pill {}">{}</span>', KINDS.get(state, ""), words.capitalize())


@register.simple_tag
def channels(channel: str, count: int = 2) -> str:
    """What messages of a channel are called: `{% channels "email" %}`, `{% channels "sms" 1 %}`."""
    said = dunning_preview.many(channel, count)
    return said[0].upper() + said[1:]


@register.simple_tag
def channel_icon(channel: str) -> SafeString:
    """The icon of a reminder's channel."""
    return icon(dunning_lanes.ICONS[channel])
