"""Finding by text: what people type is taken literally, and amounts in the minor unit of each currency."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.actions.command import Context
from quittance.reports import books, finding
from quittance.rules.refusals import Invalid
from tests import factories


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=50))
def test_every_wildcard_is_escaped(search: str) -> None:
    pattern = finding.containing(search)
    assert pattern[0] == pattern[-1] == "%"
    inner = pattern[1:-1]
    plain = inner.replace("!!", "\0").replace("!%", "%").replace("!_", "_").replace("\0", "!")
    assert plain == search.casefold()
    assert not set("%_") & set(inner.replace("!!", "").replace("!%", "").replace("!_", ""))


@pytest.mark.parametrize("wrong", ["x" * 201, "a\x00b", "\x1b[31m"])
def test_unprintable_and_endless_text_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        finding.cleaned(wrong)
    assert refused.value.field == "search"


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12", {"minor0": 12, "minor2": 12_00, "minor3": 12_000, "minor4": 12_0000}),
        ("1,234.50", {"minor2": 1234_50, "minor3": 1234_500, "minor4": 1234_5000}),
        ("0.001", {"minor3": 1, "minor4": 10}),
        ("999999999999999", {"minor0": 999_999_999_999_999}),
        ("1,23", {}),
        ("1.23456", {}),
        ("-5", {}),
        ("5 EUR", {}),
        ("INV-5", {}),
        ("٥", {}),
    ],
)
def test_an_amount_is_read_in_each_minor_unit_it_fits(typed: str, minor: dict[str, int]) -> None:
    params: dict[str, object] = {}
    condition = finding.amount("total", typed, params)
    assert params == minor
    assert bool(condition) == bool(minor)


@pytest.fixture
def context() -> Context:
    """Customers with awkward names, and papers with awkward numbers."""
    context = factories.company()
    for number, name in (("C-1", "100% Cotton"), ("C-2", "100 Percent"), ("c_3", "Ünder_score"), ("C-4", "Bang!")):
        factories.customer(context, number, name=name)
    factories.invoice(context, "INV-100", "12.00")
    factories.invoice(context, "INV-1000", "7.00")
    factories.invoice(context, "inv-2", "100.00")
    factories.invoice(context, "J-1", "1200", currency="JPY", rate="0.006")
    factories.payment(context, "PAY-100", "12.00")
    return context


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("100%", ["C-1"]),
        ("100", ["C-1", "C-2"]),
        ("percent", ["C-2"]),
        ("r_s", ["c_3"]),
        ("ÜNDER", ["c_3"]),
        ("!", ["C-4"]),
        ("c-", ["C-1", "C-2", "C-4"]),
        ("'; --", []),
        ("%", ["C-1"]),
    ],
)
def test_customers_are_found_by_what_was_typed(context: Context, search: str, numbers: list[str]) -> None:
    mine = books.of(context)
    ids = {finding.customer_id(mine, number): number for number in ("C-1", "C-2", "c_3", "C-4")}
    assert sorted(ids[id] for id in finding.customers(mine, search) if id in ids) == sorted(numbers)


@pytest.mark.django_db
def test_documents_are_found_by_the_beginning_of_their_number_or_their_total(context: Context) -> None:
    mine = books.of(context)

    def count(search: str) -> int:
        return len(finding.documents(mine, search))

    assert (count("INV-1"), count("INV-1000"), count("inv-1"), count("inv-2"), count("100"), count("NV-1")) == (
        2,
        1,
        2,
        1,
        1,
        0,
    )
    assert count("12.00") == count("12") == 1
    assert count("1,200") == 1, "yen have no cents"
    assert count("%") == count("_NV") == 0
    assert len(finding.payments(mine, "pay-1")) == len(finding.payments(mine, "12.00")) == 1


@pytest.mark.django_db
def test_the_exact_number_names_one_customer_of_the_tenant(context: Context) -> None:
    assert finding.customer_id(books.of(context), "C-1") is not None
    assert finding.customer_id(books.of(context), "c-1") is None
    assert finding.customer_id(books.of(factories.company()), "C-1") is None
