"""Columns: what share of their values a field could hold."""

from __future__ import annotations

import pytest

from quittance.rules.mapping_columns import Column


@pytest.mark.parametrize(
    "field, values, share",
    [
        ("issued_on", ["31.12.2026", "2026-01-01", "no"], 2 / 3),
        ("total", ["1.234,50", "€ 5", "x", ""], 0.5),
        ("currency", ["EUR", "usd", "€", "XXX"], 0.75),
        ("email", ["a@b.example", "b"], 0.5),
        ("iban", ["NL91 ABNA 0417 1643 00", "12"], 0.5),
        ("country", ["NL", "Netherlands"], 0.5),
        ("n", ["1", "02", "x", "12345"], 0.5),
        ("name", ["anything"], None),
        ("total", [], 0.0),
    ],
)
def test_the_share_of_values_that_fit(field: str, values: list[str], share: float | None) -> None:
    assert Column(0, "Title", "title", values).share_of(field) == share
