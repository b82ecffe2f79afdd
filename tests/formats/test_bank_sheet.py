"""Bank tables in any dress become the record that every bank file becomes; faults are told with their row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import bank_sheet
from quittance.formats.bank import BankFile, Malformed
from quittance.rules import bank_layout
from tests.formats import workbook

GERMAN = (
    "Kontonummer: 4711-0;;;;\n;;;;\nBuchungstag;Valuta;Verwendungszweck;Betrag (EUR);Saldo (EUR)\n"
    "05.03.2026;05.03.2026;INV-2;-1.250,00;8.750,00\n04.03.2026;04.03.2026;Havstein INV-1;2.000,00;10.000,00\n"
    ";;zweite Zeile;;\n"
)
COLUMNS = "Date,Details,Debit,Credit,Balance,Payer\n2026-03-01,INV-1,,100.00,100.00,ACME\n2026-03-02,fee,2.50,,97.50,\n"


def read(data: str | bytes, **changed: object) -> BankFile:
    """The file by its guessed layout, with changes."""
    content = data.encode() if isinstance(data, str) else data
    layout = bank_layout.guess(bank_sheet.rows(content), "EUR").layout
    return bank_sheet.read(content, replace(layout, **{"account": "ACC-1", **changed}))  # type: ignore[arg-type]


def test_signed_amounts_with_decimal_commas_the_latest_first() -> None:
    (one,) = read(GERMAN, account="").statements
    assert (one.account, one.currency, one.opening, one.closing, one.difference) == (
        "4711-0",
        "EUR",
        800_000,
        875_000,
        0,
    )
    first, second = one.lines
    assert (first.amount, first.text, str(first.booked_on)) == (200_000, "Havstein INV-1 zweite Zeile", "2026-03-04")
    assert second.amount == -125_000 and ("Betrag (EUR)", "-1.250,00") in second.fields
    assert ("row 6, Verwendungszweck", "zweite Zeile") in first.fields and one.fields[0][0] == "row 1"


def test_columns_for_debit_and_credit_with_a_balance() -> None:
    (one,) = read(COLUMNS).statements
    assert [line.amount for line in one.lines] == [10_000, -250]
    assert (one.opening, one.closing, one.balances, one.lines[0].payer_name) == (0, 9_750, True, "ACME")
    (off,) = read(COLUMNS.replace("97.50", "97.00")).statements
    assert off.difference == 50 and not off.balances


def test_a_workbook_and_a_word_for_the_direction() -> None:
    rows: list[list[object]] = [["Date", "Amount", "Credit/Debit", "Text"], ["2026-03-01", 12.5, "DBIT", "a"]]
    rows.append(["2026-03-02", 3, "CRDT", "b"])
    found = read(workbook.book(("S", rows)))
    assert found.format == "xlsx" and [line.amount for line in found.statements[0].lines] == [-1_250, 300]


def test_accounts_and_currencies_make_statements_of_their_own_and_pending_rows_wait() -> None:
    data = "Account,Date,Amount,Currency,Text\nA,2026-03-01,1.00,EUR,x\n,2026-03-01,2.00,EUR,y\nA,Pending,3.00,USD,z\n"
    found = read(data, account="").statements
    assert [(one.account, one.currency, len(one.lines)) for one in found] == [("A", "EUR", 2), ("A", "USD", 1)]
    assert found[1].lines[0].status == "pending"
    assert [line.amount for line in read(data, account="", turned=True).statements[0].lines] == [-100, -200]


def test_a_table_without_headers_is_read_by_places() -> None:
    data = "18.09.2017;HOFER DANKT 0527;18.09.2017;-33,87;EUR\n19.09.2017;EVN AG EVN Platz;18.09.2017;14,00;EUR\n"
    (one,) = read(data).statements
    assert [line.amount for line in one.lines] == [-3_387, 1_400] and one.lines[0].text == "HOFER DANKT 0527"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("100.00,100.00", "100.005,100.00", "row 2"),
        ("2026-03-02", "2026-13-02", "row 3"),
        (",,100.00", ",1.00,100.00", "row 2"),
        ("2026-03-01,INV-1,,100.00", "2026-03-01,INV-1,,", "row 3"),
    ],
)
def test_a_fault_is_told_with_its_row(old: str, new: str, where: str) -> None:
    data = COLUMNS.replace(old, new, 1)
    layout = replace(bank_layout.guess(bank_sheet.rows(COLUMNS.encode()), "EUR").layout, account="A")
    if where == "row 3" and new.endswith(",,"):
        assert "row 2" in bank_sheet.read(data.encode(), layout).flags[0].location
        return
    with pytest.raises(Malformed) as refused:
        bank_sheet.read(data.encode(), layout)
    assert refused.value.location == where


def test_a_missing_account_or_column_is_said() -> None:
    with pytest.raises(Malformed, match="which account"):
        read(COLUMNS, account="")
    layout = replace(bank_layout.guess(bank_sheet.rows(COLUMNS.encode()), "EUR").layout, account="A")
    with pytest.raises(Malformed, match="no column 'Details'"):
        bank_sheet.read(COLUMNS.replace("Details", "Words").encode(), layout)
    assert not bank_sheet.is_table(b"hello\nworld") and bank_sheet.is_table(GERMAN.encode())


def test_a_movement_with_the_other_sign_is_one_taken_back() -> None:
    head = "Date,Text,Credit,Debit\n"
    rows = "2026-03-01,a,5.00,\n2026-03-02,b,7.00,\n2026-03-03,c,-5.00,\n2026-03-04,d,,-3.00\n"
    (one,) = read(head + rows).statements
    assert [line.amount for line in one.lines] == [500, 700, -500, -300]
    (one,) = read(head + "2026-03-01,a,,3.00\n2026-03-02,b,,4.00\n2026-03-03,c,,-3.00\n").statements
    assert [line.amount for line in one.lines] == [-300, -400, 300]


def test_a_movement_that_is_not_booked_yet_has_the_day_of_its_value() -> None:
    data = "Booking date,Value date,Amount\n2026-03-02,2026-03-01,5.00\n,2026-03-03,2.00\n"
    (one,) = read(data).statements
    assert [line.booked_on and line.booked_on.isoformat() for line in one.lines] == ["2026-03-02", "2026-03-03"]


def test_numbered_columns_of_text_are_read_together() -> None:
    data = "Date,Description1,Amount,Description2,Description3\n2026-03-01,CARD,5.00,SHOP 7,Ref. INV-1\n"
    assert read(data).statements[0].lines[0].text == "CARD SHOP 7 Ref. INV-1"


def test_totals_and_headers_between_movements_are_left_out_and_said() -> None:
    rows = "".join(f"2026-03-{n:02},a,5.00\n" for n in range(1, 21))
    found = read(f"Date,Text,Amount\n{rows}Total,,100.00\nDate,Text,Amount\n2026-03-22,b,1.00\n")
    assert found.statements[0].credits == 10_100
    assert [flag.location for flag in found.flags] == ["row 22", "row 23"]
    assert "'Total' where others have a day" in found.flags[0].sentence


@pytest.mark.parametrize(
    ("name", "lines", "net"),
    [
        ("bananaaccounting__csv_bkb_example_format1A_20163006.csv", 4, None),
        ("bananaaccounting__csv_tkb_example_format2_20160608.csv", 26, 9_422_216 - 10_145_488),
        ("bananaaccounting__xls_vzdepotbank_example_format1_20251229.csv", 56, 28_733),
        ("bananaaccounting__csb_nkb_example_format1_02042025.csv", 443, None),
        ("bananaaccounting__csv_migrosbank_example_format2_fr_20250104.csv", 4, None),
        ("bananaaccounting__csv_cornerbank_example_format3_CHF_details_20250610.csv", 2, 21_251_737 - 21_558_002),
        ("bank2ynab__20180226-1000594757-umsatz.CSV", 1, -3_699),
        ("bank2ynab__test_row_format_neg_inflow.csv", 73, None),
        ("bank2ynab__MS_JANE_SMITH_01-12-2019_14-12-2019.csv", 13, None),
    ],
)
def test_files_of_real_banks_are_read_as_guessed(shared: Path, name: str, lines: int, net: int | None) -> None:
    found = read((shared / "data" / "formats" / "csv" / name).read_bytes())
    (one,) = found.statements
    assert len(one.lines) == lines and not one.difference
    assert net is None or one.credits - one.debits == net


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(0, 160), st.text(alphabet='0123456789.,;"\n-x', max_size=6))
def test_a_broken_table_is_refused_or_read_and_never_crashes(at: int, noise: str) -> None:
    try:
        assert read(COLUMNS[:at] + noise + COLUMNS[at + len(noise) :]).statements
    except Malformed as refused:
        assert refused.location
