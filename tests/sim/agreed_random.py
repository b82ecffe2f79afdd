"""Random documents for `agreed`: each kind and tax category, discounts, charges, draws, and prices either way."""

from __future__ import annotations

import random
from dataclasses import dataclass

from quittance.rules.totals import ChargeInput, LineInput
from tests.sim import agreed_model

CURRENCIES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}
"""Currency -> decimals."""

RATES = ("21", "9", "5.5", "19", "7", "25.5")
FREE = ("zero", "exempt", "reverse_charge", "export", "intra_community")
OUTSIDE = "not_subject"
REASONS = {"exempt": "Article 132", "reverse_charge": "", "export": "", "intra_community": "", OUTSIDE: "", "zero": ""}
KINDS = ("invoice",) * 8 + ("credit_note",) * 5 + ("debit_note",) * 2 + ("deposit",) * 3
MOST_LINES = 9
MOST_DRAWS = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A document to be recorded: a kind, and what a person would type.

    `draws` are percentages of what can be drawn on each deposit, "" for all of it; `paid` is the percentage of a
    deposit that is paid then; `taken_back` says that the document is reversed once it has been looked at.
    """

    kind: str
    currency: str
    prices: str
    lines: tuple[LineInput, ...]
    charges: tuple[ChargeInput, ...]
    draws: tuple[str, ...] = ()
    paid: str = "100"
    taken_back: bool = False


def document(rng: random.Random) -> Given:
    """A document that comes to more than nothing."""
    while True:
        made = _document(rng)
        if (agreed_model.of(made).total or 0) > 0:
            return made


def _document(rng: random.Random) -> Given:
    currency = rng.choice(tuple(CURRENCIES))
    taxes = [("not_subject", "0")] if rng.random() < 0.08 else _taxes(rng)
    lines = tuple(_line(rng, n, currency, taxes) for n in range(rng.randint(1, MOST_LINES)))
    prices = rng.choice(("without_tax", "without_tax", "with_tax"))
    kind = rng.choice(KINDS)
    most = rng.choice((0, 0, 1, 2, MOST_DRAWS)) if kind == "invoice" else 0
    return Given(
        kind,
        currency,
        prices,
        lines,
        tuple(_charge(rng, n, currency, taxes, lines) for n in range(rng.choice((0, 0, 0, 1, 2)))),
        draws=tuple(rng.choice(("", "", "100", "50", "33", "1")) for _ in range(most)),
        paid=rng.choice(("100", "100", "40", "1")),
        taken_back=most > 0 and rng.random() < 0.15,
    )


def _taxes(rng: random.Random) -> list[tuple[str, str]]:
    """Categories and rates that one document mixes."""
    taxed = [("standard", rate) for rate in rng.sample(RATES, rng.randint(1, 3))]
    return taxed + [(category, "0") for category in rng.sample(FREE, rng.choice((0, 0, 1, 2)))]


def _line(rng: random.Random, n: int, currency: str, taxes: list[tuple[str, str]]) -> LineInput:
    category, rate = rng.choice(taxes)
    quantity = rng.choice(("1", "2", "12", "0", "-1", "-3", str(rng.randint(1, 400)), f"{rng.randint(1, 9_999) / 100}"))
    places = rng.choice((CURRENCIES[currency], CURRENCIES[currency], 4, 6))
    price = _decimal(rng, rng.choice((9, 900, 90_000)), places)
    line = LineInput(f"Item {n}", quantity, price, rate, category, REASONS.get(category, ""))
    if rng.random() < 0.25:
        return _discounted(rng, line, currency)
    return line


def _discounted(rng: random.Random, line: LineInput, currency: str) -> LineInput:
    """Less a percentage, or less an amount that lies between nothing and the line."""
    discount = f"{rng.choice(('1', '2.5', '10', '33.3333', '100'))}%"
    gross = agreed_model.gross(line, CURRENCIES[currency])
    if rng.random() < 0.4:
        discount = agreed_model.written(rng.randint(0, max(gross, 0)), CURRENCIES[currency])
    return LineInput(
        line.description,
        line.quantity,
        line.unit_price,
        line.tax_rate,
        line.tax_category,
        line.tax_reason,
        discount,
    )


def _charge(
    rng: random.Random, n: int, currency: str, taxes: list[tuple[str, str]], lines: tuple[LineInput, ...]
) -> ChargeInput:
    category, rate = rng.choice(taxes)
    places = CURRENCIES[currency]
    percent = rng.choice(("2", "5", "12.5"))
    amount = f"{percent}%"
    if agreed_model.share(lines, percent, places) <= 0 or rng.random() < 0.5:
        amount = agreed_model.written(rng.randint(1, 9_999), places)
    kind = rng.choice(("allowance", "charge"))
    return ChargeInput(kind, f"Reason {n}", amount, rate, category, REASONS.get(category, ""))


def _decimal(rng: random.Random, most: int, places: int) -> str:
    """A price, seldom nothing and seldom below it."""
    value = rng.randint(0, most * 10**places)
    return agreed_model.written(rng.choice((value, value, value, value, value, -value, 0)), places)
