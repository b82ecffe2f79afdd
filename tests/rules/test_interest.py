"""Interest: the worked examples to the cent, rate changes, leap years, part payments, and what never happens."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import interest, interest_packs
from quittance.rules.interest import Accrued, Balance, Debt, Terms, accrued
from quittance.rules.interest_packs import Reference
from quittance.rules.refusals import Invalid

day = datetime.date.fromisoformat
RATES = (
    *interest_packs.known(),
    Reference("ecb", day("2026-07-01"), 24_000),
    Reference("bundesbank", day("2026-07-01"), 15_200),
)
EU, DE, FR, UK = (Terms(code) for code in ("eu", "de", "fr", "uk"))
FAR = day("2030-01-01")

GOLDEN = Path(__file__).with_name("interest_cases.txt")
"""One case a line: terms | amount, currency, due day | payments | through | spans | interest | compensation."""


def debt(amount: int, due_on: str, *balances: tuple[str, int], currency: str = "EUR") -> Debt:
    """A debt of `amount` with what was open of it from some days on."""
    first = Balance(day(due_on), amount)
    return Debt(currency, amount, day(due_on), (first, *(Balance(day(on), left) for on, left in balances)))


def terms_of(said: str) -> Terms:
    """Terms from their words: a pack with its agreed rate, and what differs from the usual."""
    pack, *words = said.split()
    given: dict[str, Any] = {"contract_rate_e4": interest_packs.hundredths(words.pop(0))} if "contract" in pack else {}
    for n, word in enumerate(words):
        if word in interest.COUNTS:
            given["year"] = word
        elif word in (interest_packs.MOVING, interest_packs.FROZEN):
            given["fixing"] = word
        elif word == "grace":
            given["grace_days"] = int(words[n + 1])
        else:
            given |= NAMED.get(word, {})
    return interest.check(Terms(pack, **given))


NAMED: dict[str, dict[str, object]] = {
    "daily": {"rounding": "daily"},
    "waive": {"afterwards": "waive"},
    "without-pay-day": {"pay_day": False},
    "without-compensation": {"compensation": False},
}


def minor(text: str) -> int:
    """Minor units of an amount with two decimals."""
    return int(text.strip().replace(".", ""))


LINES = [line for line in GOLDEN.read_text().splitlines() if line and not line.startswith("#")]


def test_the_golden_cases_are_not_fewer_than_sixty() -> None:
    assert len(set(LINES)) == len(LINES) >= 60


@pytest.mark.parametrize("line", LINES)
def test_a_golden_case_is_met_to_the_cent(line: str) -> None:
    said, owed, paid, through, spans, total, compensation = (part.strip() for part in line.split("|"))
    amount, currency, due = owed.split()
    met = [one.split() for one in paid.split(",")] if paid != "-" else []
    held = interest.balances(minor(amount), day(due), [(day(on), "payment", minor(part)) for part, on in met])
    made = accrued(Debt(currency, held[0].open, day(due), held), terms_of(said), RATES, day(through))
    assert [span.interest for span in made.spans] == [
        minor(one) for one in spans.split("+") if minor(one) or made.spans
    ]
    assert (made.interest, made.compensation) == (minor(total), minor(compensation))


def test_the_worked_example_of_the_directive() -> None:
    made = accrued(debt(10_000_00, "2026-01-31", ("2026-08-15", 0)), EU, RATES, FAR)
    assert [(span.days, span.rate_e4, span.interest) for span in made.spans] == [
        (150, 101_500, 417_12),
        (46, 104_000, 131_07),
    ]
    assert (made.interest, made.compensation) == (548_19, 40_00)


def test_the_worked_example_of_the_act_of_1998_keeps_the_rate_it_began_with() -> None:
    made = accrued(debt(12_000_00, "2024-05-31", ("2024-09-30", 0), currency="GBP"), UK, RATES, FAR)
    assert [(span.days, span.rate_e4) for span in made.spans] == [(122, 132_500)]
    assert (made.interest, made.compensation) == (531_45, 100_00)


def test_a_day_rate_that_is_rounded_first_comes_to_less() -> None:
    agreed = Terms("contract", 85_000)
    late = debt(1_000_00, "2025-01-01", ("2025-02-20", 0))
    assert accrued(late, agreed, (), FAR).interest == 11_64
    assert accrued(late, replace(agreed, rounding="daily"), (), FAR).interest == 23 * 50


def test_a_consumer_is_asked_what_the_law_of_consumers_grants_and_no_compensation() -> None:
    asked = interest.of_consumer(replace(DE, year=interest.YEAR_ACTUAL))
    assert asked == replace(DE, pack="de_consumer", year=interest.YEAR_ACTUAL, compensation=False)
    # the base rate of 1.27 and five points, not nine
    made = accrued(debt(10_000_00, "2026-01-31", ("2026-03-02", 0)), asked, RATES, FAR)
    assert [(span.days, span.rate_e4) for span in made.spans] == [(30, 62_700)] and made.compensation == 0
    own = Terms("contract", 80_000)
    assert accrued(debt(10_000_00, "2026-01-31"), Terms("de_consumer"), RATES, FAR).compensation == 0, (
        "the law has none"
    )
    assert interest.of_consumer(own) == replace(own, compensation=False)
    assert interest.of_consumer(replace(own, pack="contract_eu")) == replace(own, compensation=False)
    assert [interest.of_consumer(one) for one in (EU, FR, UK, None)] == [None] * 4


@pytest.mark.parametrize("year", range(2013, 2026))
@pytest.mark.parametrize("code", ["eu", "de", "fr", "uk"])
def test_a_half_year_costs_its_own_rate_in_every_year(year: int, code: str) -> None:
    """52 cases: the second half-year is 184 days, and its rate is reference plus margin."""
    pack = interest_packs.PACKS[code]
    reference = next(
        one.rate_e4 for one in RATES if one.reference == pack.reference and one.from_on == datetime.date(year, 7, 1)
    )
    late = debt(36_500_00, f"{year}-06-30", currency=pack.currency)
    made = accrued(late, Terms(code), RATES, datetime.date(year, 12, 31))
    exact = Fraction(36_500_00 * (reference + pack.margin_e4) * 184, 1_000_000 * 365)
    assert abs(made.interest - exact) <= Fraction(1, 2)
    assert made.spans[0].days == 184 and len(made.spans) == 1


@pytest.mark.parametrize(
    ("terms", "due", "through", "interest_minor"),
    [
        # 36,500.00 at 10 % is 10.00 a day of 365, 9.97 of 366, 10.14 of 360.
        (Terms("contract", 100_000), "2023-12-31", "2024-03-31", 910_00),
        (Terms("contract", 100_000, "actual"), "2023-12-31", "2024-03-31", 907_51),
        (Terms("contract", 100_000, "360"), "2023-12-31", "2024-03-31", 922_64),
        (Terms("contract", 100_000, "actual"), "2023-12-01", "2024-01-30", 300_00 + 299_18),
        (Terms("contract", 100_000, "actual"), "2024-12-01", "2025-01-30", 299_18 + 300_00),
        (Terms("contract", 100_000), "2024-02-28", "2024-02-29", 10_00),
        (Terms("contract", 100_000), "2024-02-28", "2024-03-01", 20_00),
        (Terms("contract", 100_000), "2023-02-28", "2023-03-01", 10_00),
    ],
)
def test_days_of_a_year_are_counted_as_chosen(terms: Terms, due: str, through: str, interest_minor: int) -> None:
    assert accrued(debt(36_500_00, due), terms, (), day(through)).interest == interest_minor


def test_a_part_payment_ends_interest_on_its_part() -> None:
    agreed = Terms("contract", 100_000)
    late = debt(36_500_00, "2025-01-31", ("2025-02-10", 18_250_00), ("2025-02-20", 0))
    made = accrued(late, agreed, (), FAR)
    assert [(span.days, span.open, span.interest) for span in made.spans] == [
        (10, 36_500_00, 100_00),
        (10, 18_250_00, 50_00),
    ]
    without = accrued(late, replace(agreed, pay_day=False), (), FAR)
    assert [(span.days, span.open) for span in without.spans] == [(9, 36_500_00), (10, 18_250_00)]


def test_what_was_charged_is_not_charged_again() -> None:
    agreed = Terms("contract", 100_000)
    late = debt(36_500_00, "2025-01-31")
    whole = accrued(late, agreed, (), day("2025-03-31"))
    charged = replace(late, charged_through=day("2025-02-28"), compensated=True)
    rest = accrued(charged, agreed, (), day("2025-03-31"))
    assert accrued(late, agreed, (), day("2025-02-28")).interest + rest.interest == whole.interest
    assert accrued(charged, EU, RATES, day("2025-03-31")).compensation == 0


def test_grace_asks_nothing_until_it_is_over_and_then_all_of_it() -> None:
    kind = Terms("contract", 100_000, grace_days=5)
    late = debt(36_500_00, "2025-01-31")
    assert accrued(late, kind, (), day("2025-02-05")) == interest.NOTHING
    assert accrued(late, kind, (), day("2025-02-06")).interest == 60_00


def test_interest_is_given_up_with_the_principal_where_that_is_chosen() -> None:
    late = debt(36_500_00, "2025-01-31", ("2025-02-20", 0))
    assert accrued(late, Terms("contract", 100_000, afterwards="waive"), (), FAR) == interest.NOTHING
    assert accrued(late, Terms("contract", 100_000), (), FAR).interest == 200_00


@pytest.mark.parametrize(("amount", "compensation"), [(999_99, 40_00), (1_000_00, 70_00), (10_000_00, 100_00)])
def test_compensation_follows_the_size_of_the_debt(amount: int, compensation: int) -> None:
    late = debt(amount, "2025-01-31", currency="GBP")
    assert accrued(late, UK, RATES, day("2025-02-10")).compensation == compensation
    assert accrued(replace(late, currency="EUR"), UK, RATES, day("2025-02-10")).compensation == 0
    assert accrued(late, replace(UK, compensation=False), RATES, day("2025-02-10")).compensation == 0


def test_the_last_known_rate_stands_in_for_one_that_is_not_published_yet_and_says_so() -> None:
    late = accrued(debt(36_500_00, "2026-12-21"), EU, RATES, day("2027-01-10"))
    assert [(one.days, one.rate_e4, one.provisional) for one in late.spans] == [
        (10, 104_000, False),
        (10, 104_000, True),
    ]
    assert late.provisional_from == day("2027-01-01") and late.interest == 2 * 104_00
    published = (*RATES, Reference("ecb", day("2027-01-01"), 30_000))
    known = accrued(debt(36_500_00, "2026-12-21"), EU, published, day("2027-01-10"))
    assert known.provisional_from is None and known.interest == 104_00 + 110_00
    frozen = accrued(debt(100_00, "2027-01-15", currency="GBP"), UK, RATES, day("2027-02-01"))
    assert frozen.provisional_from == day("2027-01-16") and frozen.spans[0].rate_e4 == 117_500


def test_a_debt_from_before_every_known_rate_is_refused_with_its_day() -> None:
    with pytest.raises(Invalid, match="ecb from 2012-07-01"):
        accrued(debt(100_00, "2012-07-15"), EU, RATES, day("2012-08-01"))


@pytest.mark.parametrize(
    "wrong",
    [
        Terms("us"),
        Terms("contract"),
        Terms("contract", 1_000_001),
        Terms("eu", 80_000),
        Terms("eu", year="366"),
        Terms("eu", rounding="up"),
        Terms("eu", afterwards="forget"),
        Terms("eu", fixing="thawed"),
        Terms("contract_eu"),
        Terms("eu", grace_days=366),
        Terms("eu", grace_days=-1),
    ],
)
def test_terms_that_make_no_sense_are_refused(wrong: Terms) -> None:
    with pytest.raises(Invalid):
        interest.check(wrong)


amounts = st.integers(1, 10**12)
late_days = st.integers(0, 1_200)


@given(amounts, late_days, st.integers(0, 1_200), st.sampled_from([EU, DE, FR, replace(EU, year="actual")]))
def test_two_charges_in_a_row_differ_from_one_by_less_than_a_cent_a_cut(
    amount: int, days: int, first: int, terms: Terms
) -> None:
    due = day("2020-03-15")
    late = debt(amount, "2020-03-15")
    end, cut = due + datetime.timedelta(days), due + datetime.timedelta(min(first, days))
    whole: Accrued = accrued(late, terms, RATES, end)
    one = accrued(late, terms, RATES, cut)
    two = accrued(replace(late, charged_through=cut), terms, RATES, end)
    assert abs(one.interest + two.interest - whole.interest) <= 1
    assert sum(span.days for span in (*one.spans, *two.spans)) == days
    assert all(span.interest >= 0 for span in whole.spans)
