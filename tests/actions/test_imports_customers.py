"""Customers of an import: parents wherever they stand, each row checked as by hand, what is known left as it is."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions.command import Context
from quittance.reports import books as company
from quittance.reports import customers
from quittance.rules.refusals import Invalid
from tests import factories, imported
from tests.imported import customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def card(context: Context, number: str) -> customers.CustomerCard:
    """What the books say of a customer."""
    books = company.of(context)
    return customers.card(books, customers.id_of(books, number), context.today)


def parents(context: Context) -> dict[str, str]:
    """Number -> number of the parent, for customers that have one."""
    rows = [card(context, number).row for number in ("C-1", "C-2", "C-3")]
    return {row.number: row.parent_number for row in rows if row.parent_number}


def test_parents_may_come_later_in_the_file_or_be_there_already(context: Context) -> None:
    rows = [customer("C-3", parent_number="C-2"), customer("C-2", parent_number="C-1"), customer("C-1")]
    imported.clean(context, imported.file("customers", *rows))
    assert parents(context) == {"C-3": "C-2", "C-2": "C-1"}
    imported.clean(context, imported.file("customers", customer("C-4", parent_number="C-3"), *rows))


def test_a_parent_that_is_nowhere_or_stands_in_a_ring_is_a_fault(context: Context) -> None:
    ring = [customer("R-1", parent_number="R-2"), customer("R-2", parent_number="R-1")]
    rows = [customer("C-1", parent_number="NO"), customer("C-2", parent_number="C-2"), *ring, customer("C-5")]
    report = imported.take(context, imported.file("customers", *rows))
    assert imported.faults(report) == [("customers", row, "parent_number", "not_found") for row in (2, 3, 4, 5)]
    assert imported.counts(report) == {"customers": (1, 0)}


def test_where_a_customer_is_and_its_language_come_with_it_or_may_be_missing(context: Context) -> None:
    where = {"language": "de", "street": "Mühlenweg 3", "postcode": "20095", "city": "Hamburg", "country": "DE"}
    rows = imported.file("customers", customer("C-1", **where), customer("C-2"))
    imported.clean(context, rows)
    told, plain = card(context, "C-1"), card(context, "C-2")
    assert {name: getattr(told, name, None) or getattr(told.row, name) for name in where} == where
    assert (plain.language, plain.street, plain.city) == ("en", "", "")
    moved = imported.take(context, imported.file("customers", customer("C-1", city="Bremen")))
    assert imported.faults(moved) == [("customers", 2, "city", "duplicate")]
    assert imported.take(context, imported.file("customers", customer("C-1"))).refused == 0


def test_a_segment_comes_along_in_the_spelling_that_is_known(context: Context) -> None:
    rows = [customer("C-1", segment="Key accounts"), customer("C-2", segment="key  Accounts"), customer("C-3")]
    imported.clean(context, imported.file("customers", *rows))
    imported.clean(context, imported.file("customers", customer("C-4", segment="KEY ACCOUNTS")))
    assert [card(context, f"C-{n}").row.segment for n in (1, 2, 3, 4)] == [*["Key accounts"] * 2, "", "Key accounts"]
    assert imported.take(context, imported.file("customers", customer("C-1", segment="KEY accounts"))).refused == 0
    other = imported.take(context, imported.file("customers", customer("C-1", segment="Small")))
    assert imported.faults(other) == [("customers", 2, "segment", "duplicate")]


def test_nobody_stands_deeper_than_by_hand(context: Context) -> None:
    by_hand = [factories.customer(context, "H-0")]
    with pytest.raises(Invalid, match="eight deep"):
        for n in range(1, 12):
            by_hand.append(factories.customer(context, f"H-{n}", parent_number=f"H-{n - 1}"))
    rows = [customer("D-0"), *(customer(f"D-{n}", parent_number=f"D-{n - 1}") for n in range(1, 12))]
    report = imported.take(context, imported.file("customers", *reversed(rows)))
    assert imported.counts(report) == {"customers": (len(by_hand), 0)}
    assert {code for *_, code in imported.faults(report)} == {"invalid", "not_found"}


@pytest.mark.parametrize(
    "fields, column, code",
    [
        ({"name": ""}, "name", "invalid"),
        ({"number": ""}, "number", "invalid"),
        ({"number": "x" * 65}, "number", "invalid"),
        ({"email": "nobody"}, "email", "invalid"),
        ({"country": "Holland"}, "country", "invalid"),
        ({"currency": "XXX"}, "currency", "invalid"),
        ({"terms": "whenever"}, "terms", "invalid"),
        ({"credit_limit": "-1"}, "credit_limit", "invalid"),
        ({"credit_limit": "1.005"}, "credit_limit", "invalid"),
        ({"iban": "NL91ABNA0417164301"}, "iban", "invalid"),
        ({"name": "a\x07b"}, "name", "invalid"),
        ({"external_id": "E-1"}, "external_id", "duplicate"),
    ],
)
def test_each_row_is_checked_as_by_hand(context: Context, fields: dict[str, Any], column: str, code: str) -> None:
    factories.customer(context, "C-0", external_id="E-1")
    report = imported.take(context, imported.file("customers", {**customer("C-1"), **fields}, customer("C-2")))
    assert imported.faults(report) == [("customers", 2, column, code)]
    assert imported.counts(report) == {"customers": (1, 0)}


def test_the_same_number_twice_in_a_file_is_a_fault_of_the_second(context: Context) -> None:
    rows = [customer("C-1"), customer("C-2"), customer("C-1")]
    report = imported.take(context, imported.file("customers", *rows))
    assert imported.faults(report) == [("customers", 4, "number", "duplicate")]
    assert "row 2" in report.files[0].faults[0].sentence


def test_the_same_external_id_twice_is_a_fault_of_the_second(context: Context) -> None:
    rows = [customer("C-1", external_id="E"), customer("C-2", external_id="E")]
    report = imported.take(context, imported.file("customers", *rows))
    assert imported.faults(report) == [("customers", 3, "external_id", "duplicate")]


def test_what_is_known_is_left_and_what_contradicts_it_is_a_fault(context: Context) -> None:
    first = customer("C-1", email="a@b.example", country="NL", credit_limit="100.00")
    imported.clean(context, imported.file("customers", first))
    for same in (first, customer("C-1"), customer("C-1", credit_limit="100", country="nl", currency="EUR")):
        report = imported.clean(context, imported.file("customers", same))
        assert imported.counts(report) == {"customers": (0, 1)}
    for name, value in (("email", "x@b.example"), ("credit_limit", "99"), ("currency", "USD"), ("name", "Other")):
        report = imported.take(context, imported.file("customers", customer("C-1") | {name: value}))
        assert imported.faults(report) == [("customers", 2, name, "duplicate")]
        assert f"another {name.replace('_', ' ')}" in report.files[0].faults[0].sentence


def test_a_formula_in_a_name_is_text_and_nothing_else(context: Context) -> None:
    file = imported.file("customers", customer("C-1", name='=HYPERLINK("http://x.example")'))
    imported.clean(context, file)
    assert card(context, "C-1").row.name == '=HYPERLINK("http://x.example")'
