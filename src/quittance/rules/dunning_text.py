"""The wording of a reminder: placeholders, own texts before built-in ones, filled without anything being run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quittance.rules import dunning
from quittance.rules.dunning import Policy, Step
from quittance.rules.dunning_words import WORDING
from quittance.rules.dunning_words_short import SHORT
from quittance.rules.refusals import Invalid

PLACEHOLDERS = (
    *("invoices", "amount", "due", "name", "customer", "company", "owner", "last", "unanswered", "interest", "fee"),
    "law",
)
"""What stands in braces in a text; each is filled by what is true when the message is sent."""

_LIKELY = {
    "invoices": "INV-2026-00123",
    "amount": "€1,234.50",
    "due": "12 November 2026",
    "name": "A. Customer",
    "customer": "C-1001",
    "company": "Company Ltd",
    "owner": "A. Person",
    "last": "5 November 2026",
    "unanswered": "5 November 2026",
}

INSIDE = """{customer} owes {amount} since {due}: {invoices}.

The last reminder went out on {last}.
Who to speak to there: {name}."""
"""What a senior contact of the company's own reads of an account that was given to them."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def of(policy: Policy, step: Step, language: str) -> tuple[str, str]:
    """Subject and body for the step in a language; English where a language is not known.

    A text message has no subject, nor has what stays inside: that is English, as the screens are.
    """
    if step.channel == dunning.INSIDE:
        return "", INSIDE
    known = language if language in dunning.LANGUAGES else "en"
    own = policy.texts.get(step.day, {}).get(known, ("", ""))
    if step.channel in dunning.TEXTED:
        return "", own[1] or SHORT[tone_of(step), known]
    built = WORDING[tone_of(step), known]
    return own[0] or built[0], own[1] or built[1]


def tone_of(step: Step) -> str:
    """The tone whose built-in words are true on the day of a step, whatever tone the policy says.

    Until the due day nothing is late, so only the kind words will do; after it they speak of what is past.
    """
    if step.day <= 0:
        return dunning.KIND
    return dunning.FRIENDLY if step.tone == dunning.KIND else step.tone


def check(said: str, field: str) -> str:
    """The text when every placeholder is known; raises `Invalid`."""
    unknown = sorted(set(_BRACES.findall(said)) - set(PLACEHOLDERS))
    if unknown:
        raise Invalid(
            f"{{{unknown[0][:40]}}} is not known. There are {', '.join(f'{{{one}}}' for one in PLACEHOLDERS)}.",
            field=field,
        )
    return said


def fill(said: str, facts: Mapping[str, str]) -> str:
    """The text with its placeholders filled; a line whose placeholders are all empty is left out."""
    made = []
    for line in said.split("\n"):
        names = _BRACES.findall(line)
        if names and not any(facts.get(name) for name in names):
            continue
        made.append(_BRACES.sub(lambda found: facts.get(found[1], found[0]), line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip()


def likely(said: str, step: Step) -> str:
    """The text as it may look, filled with things of usual length."""
    charged = {"fee": "€5.00" if step.fee else "", "interest": "€12.50" if step.interest else "", "law": ""}
    return fill(said, _LIKELY | charged)


def pieces(said: str) -> list[list[tuple[str, bool]]]:
    """Lines of a text as a screen shows them: words, and True for a placeholder."""
    made = []
    for line in said.split("\n"):
        parts = _BRACES.split(line)
        made.append([(part, n % 2 == 1) for n, part in enumerate(parts) if part])
    return [line for line in made if line]
