"""What a rule for e-invoices is, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from quittance.rules.einvoice import Invoice

Subject = TypeVar("Subject")
FATAL, WARNING = "fatal", "warning"
ZERO = Decimal(0)
NO_DOCUMENT = Invoice()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken: its id, where, and what to mend. A warning does not make the document invalid."""

    rule: str
    place: str
    sentence: str
    severity: str = FATAL


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A rule on one part of a document: its id, the terms it speaks of, what must hold, and what to say."""

    id: str
    term: str
    holds: Callable[[Subject], bool]
    sentence: str
    severity: str = FATAL


def broken(rules: Sequence[Rule[Subject]], place: str, subject: Subject) -> Iterator[Finding]:
    """Findings of the rules that do not hold for a part; `place` says which part."""
    for rule in rules:
        if not rule.holds(subject):
            where = f"{place}, {rule.term}" if place else rule.term
            yield Finding(rule.id, where, rule.sentence, rule.severity)


def amount(value: Decimal | None) -> Decimal:
    """An amount, zero where there is none."""
    return ZERO if value is None else value


def cents(value: Decimal | None) -> bool:
    """At most two decimals, as written."""
    exponent = 0 if value is None else value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2


def listed(code: str, codes: frozenset[str]) -> bool:
    """A code of the list, or none."""
    return not code or code in codes
