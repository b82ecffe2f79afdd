"""Kinds of elements: exact numbers, two ways to write a day, files in base64; anything else has its place told."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from lxml import etree

from quittance.formats import binding_kinds as kinds
from quittance.formats.bank import Malformed
from quittance.rules.einvoice import Classification, Identifier, Quantity


def element(text: str, **attributes: str) -> kinds.Element:
    """An element on its own."""
    made = etree.Element("x", attributes)
    made.text = text
    return made


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (kinds.TEXT, "a & b"),
        (kinds.NUMBER, Decimal("0.00000001")),
        (kinds.AMOUNT, Decimal("-12345678901234567.89")),
        (kinds.ISO_DAY, datetime.date(2026, 2, 28)),
        (kinds.COMPACT_DAY, datetime.date(2026, 2, 28)),
        (kinds.QUANTITY, Quantity(Decimal("1.5"), "HUR")),
        (kinds.FLAG, True),
        (kinds.CLASS, Classification("1", "IB", "2")),
        (kinds.CONTENT, b"\x00\xff"),
        (kinds.identifier("schemeID"), Identifier("7", "0088")),
    ],
)
def test_each_kind_reads_what_it_writes(kind: kinds.Kind, value: object) -> None:
    made = element("")
    kind.write(made, value, "EUR")
    assert kind.read(made) == value


@pytest.mark.parametrize("said", ["1e3", "1,0", "NaN", "Infinity", "٣", "1.2.3", "9" * 21, "--1"])
def test_what_is_no_plain_number_is_refused(said: str) -> None:
    with pytest.raises(Malformed, match="is not a number"):
        kinds.decimal(element(said))


def test_days_and_flags_and_files_are_refused_with_their_place() -> None:
    for kind, said in (
        (kinds.ISO_DAY, "2026-02-30"),
        (kinds.COMPACT_DAY, "20260230"),
        (kinds.COMPACT_DAY, "2026-02-28"),
        (kinds.FLAG, "yes"),
        (kinds.CONTENT, "%%%"),
    ):
        with pytest.raises(Malformed) as refused:
            kind.read(element(said))
        assert refused.value.location.endswith(", x")


def test_a_zone_behind_a_day_is_passed_over_and_amounts_name_their_currency() -> None:
    assert kinds.iso_day(element("2026-03-01+01:00")) == datetime.date(2026, 3, 1)
    made = element("")
    kinds.AMOUNT.write(made, Decimal("1E+2"), "EUR")
    assert (made.text, made.get("currencyID")) == ("100", "EUR")


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    made = element("")
    kinds.TEXT.write(made, "a\x00b\x1fc", "")
    assert made.text == "abc"
