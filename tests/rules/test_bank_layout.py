"""Layouts of bank tables: guessed, checked, kept as JSON and told to fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.rules import bank_layout
from quittance.rules.bank_layout import Layout
from quittance.rules.refusals import Invalid

ROWS = [
    (1, ["IBAN: NL20 INGB 0001 2345 67", "", ""]),
    (3, ["Buchungstag", "Betrag", "Verwendungszweck"]),
    (4, ["31.03.2026", "1.250,00", "INV-1"]),
]
LAYOUT = Layout((("booked_on", "Buchungstag"), ("amount", "Betrag")), "A", "EUR", "dmy", ",", 3)


def test_a_guess_names_the_columns_with_reasons_and_finds_the_account_above() -> None:
    found = bank_layout.guess(ROWS, "CHF")
    assert dict(found.layout.columns) == {"booked_on": "Buchungstag", "amount": "Betrag", "text": "Verwendungszweck"}
    assert (found.layout.date_order, found.layout.decimal, found.layout.header_row) == ("dmy", ",", 3)
    assert found.layout.currency == "CHF" and all(one.reason for one in found.choices)
    assert bank_layout.of_table(found.layout, ROWS[:1]).account == "NL20INGB0001234567"


def test_the_currency_is_told_by_headers_amounts_or_the_rows_above() -> None:
    other = [ROWS[0], (3, ["Buchungstag", "Betrag in GBP", "Text"]), ROWS[2]]
    assert bank_layout.guess(other, "CHF").layout.currency == "GBP"
    signed = [ROWS[1], (4, ["31.03.2026", "€1.250,00", "x"])]
    assert bank_layout.guess(signed, "CHF").layout.currency == "EUR"
    above = [(1, ["Saldo: USD 12.00"]), *ROWS[1:]]
    assert bank_layout.guess(above, "CHF").layout.currency == "USD"


def test_a_column_of_many_accounts_is_the_payers() -> None:
    rows = [(1, ["Date", "Amount", "IBAN"]), *[(n, ["2026-03-01", "1.00", f"NL{n:016d}"]) for n in range(2, 20)]]
    assert dict(bank_layout.guess(rows, "EUR").layout.columns)["payer_account"] == "IBAN"


def test_what_is_written_reads_the_same() -> None:
    assert bank_layout.read(bank_layout.write(LAYOUT)) == LAYOUT
    assert bank_layout.fits(LAYOUT, ["buchungstag", "BETRAG", "x"]) and not bank_layout.fits(LAYOUT, ["Betrag"])


@pytest.mark.parametrize(
    "changed",
    [
        {"columns": (("booked_on", "Buchungstag"),)},
        {"columns": (("amount", "Betrag"),)},
        {"columns": (*LAYOUT.columns, ("price", "x"))},
        {"columns": (*LAYOUT.columns, ("amount", "x"))},
        {"columns": (*LAYOUT.columns, ("text", ""))},
        {"date_order": "ddd"},
        {"decimal": ";"},
        {"header_row": 999},
        {"account": "A" * 65},
        {"currency": "XX"},
    ],
)
def test_a_layout_that_cannot_be_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        bank_layout.check(replace(LAYOUT, **changed))  # type: ignore[arg-type]


def columns_of(head: list[str], *rows: list[str]) -> dict[str, str]:
    listed = [(1, head), *((n, cells) for n, cells in enumerate(rows, start=2))]
    return dict(bank_layout.guess(listed, "CHF").layout.columns)


def test_one_day_alone_is_the_day_of_booking_and_remarks_below_do_not_count() -> None:
    found = columns_of(["Valutadatum", "Text", "Betrag"], ["01.03.2026", "a", "1.00"], ["Disclaimer:"], ["No duty."])
    assert found == {"booked_on": "Valutadatum", "text": "Text", "amount": "Betrag"}


def test_beside_money_in_and_money_out_another_amount_is_of_details() -> None:
    found = columns_of(
        ["Datum", "Betrag Detail", "Belastung CHF", "Gutschrift CHF"], ["01.03.2026", "", "1.00", "2.00"]
    )
    assert found == {"booked_on": "Datum", "credit": "Gutschrift CHF", "debit": "Belastung CHF"}


def test_one_column_for_both_ways_is_an_amount_with_its_sign() -> None:
    found = columns_of(["Booked At", "Text", "Credit/Debit Amount"], ["01.03.2026", "a", "-1.00"])
    assert found["amount"] == "Credit/Debit Amount"


def test_a_column_called_currency_that_holds_no_codes_is_none() -> None:
    assert "currency" not in columns_of(["Datum", "Betrag", "Divisa"], ["01.03.2026", "1.00", "VIT"])
    assert "currency" in columns_of(["Datum", "Betrag", "Divisa"], ["01.03.2026", "1.00", "CHF"])
