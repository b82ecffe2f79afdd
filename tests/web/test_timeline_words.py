"""What the sentences of a timeline share."""

from __future__ import annotations

from quittance.web import timeline_words


def test_an_amount_is_shown_in_its_currency_or_as_it_was_written() -> None:
    assert timeline_words.amount({"amount": "1240.00", "currency": "EUR"}, "EUR") == "€1,240.00"
    assert timeline_words.amount({"total": "5"}, "EUR", "total") == "€5.00"
    assert timeline_words.amount({"amount": "much"}, "EUR") == "much"
    assert timeline_words.amount({}, "EUR") == ""


def test_a_document_has_an_address() -> None:
    assert timeline_words.document("INV-1").endswith("/INV-1/") and timeline_words.document("") == ""
