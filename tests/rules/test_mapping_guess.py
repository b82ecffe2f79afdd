"""Guesses: the right kind and columns in many languages, with reasons, and nothing where nothing fits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import exchange
from quittance.rules.mapping import FIELDS, KINDS, check
from quittance.rules.mapping_guess import guess, header_row


def table(*rows: Sequence[str]) -> list[tuple[int, Sequence[str]]]:
    """Rows with their numbers."""
    return list(enumerate(rows, start=1))


@pytest.mark.parametrize("kind", exchange.KINDS)
def test_the_exchange_format_is_known_by_its_headers_alone(kind: str) -> None:
    found = guess(table(exchange.COLUMNS[kind]))
    assert found.mapping.kind == kind
    assert found.mapping.columns == tuple((name, name) for name in exchange.COLUMNS[kind])
    less = tuple(name for name in exchange.COLUMNS[kind] if name in exchange.NEEDED[kind])
    assert guess(table(less)).mapping.kind == kind


def test_bad_values_under_the_formats_own_headers_are_faults_of_their_rows_not_of_the_column() -> None:
    found = guess(table(["number", "name", "email"], ["1", "x", "nobody"], ["2", "y", "no one"]))
    assert [choice.field for choice in found.choices] == ["number", "name", "email"]


@pytest.mark.parametrize(
    "header, row, kind, columns",
    [
        (
            "Rechnungsnummer;Kunde;Rechnungsdatum;Fälligkeit;Bruttobetrag;Währung;Bezahlt am",
            "R1;K1;31.01.2026;28.02.2026;1.234,50;EUR;",
            "ledger",
            "number customer_number issued_on due_on total currency paid_on",
        ),
        (
            "N° facture;Code client;Date facture;Échéance;Total TTC;Devise",
            "F1;C1;31/01/2026;28/02/2026;1 234,50;EUR",
            "invoices",
            "number customer_number issued_on due_on total currency",
        ),
        (
            "Factuurnummer;Klantnaam;Klantnr;Factuurdatum;Vervaldatum;Bedrag incl. BTW",
            "1;Jansen;7;31-01-2026;28-02-2026;99,00",
            "ledger",
            "number customer_name customer_number issued_on due_on total",
        ),
        (
            "Número de factura;Cliente;Fecha de factura;Vencimiento;Importe total;Moneda",
            "1;7;31/01/2026;28/02/2026;99,00;EUR",
            "invoices",
            "number customer_number issued_on due_on total currency",
        ),
        (
            "Doc No;Cust No;Document Date;Net Due Date;Amount;Tax;Curr;Clearing Date",
            "1;7;01/31/2026;02/28/2026;99.00;9.00;USD;03/01/2026",
            "ledger",
            "number customer_number issued_on due_on total - currency paid_on",
        ),
        (
            "Zahlungsreferenz;Kunde;Zahlungsdatum;Betrag;Verwendungszweck",
            "Z1;7;31.01.2026;99,00;R1",
            "payments",
            "reference customer_number received_on amount text",
        ),
        (
            "Kundennummer;Firma;E-Mail;Land;USt-IdNr.;IBAN;Zahlungsbedingungen",
            "7;Müller;m@x.example;DE;DE123;DE89370400440532013000;30 Tage netto",
            "customers",
            "number name email country vat_id iban terms",
        ),
        (
            "Invoice No;Pos;Item description;Qty;Unit Price;VAT %",
            "1;1;Bolts;7;1.50;19",
            "lines",
            "invoice_number n description quantity unit_price tax_rate",
        ),
        (
            "Payment ID;Invoice ID;Applied on;Amount",
            "P1;I1;2026-01-31;9.00",
            "allocations",
            "payment_reference invoice_number effective_on amount",
        ),
    ],
)
def test_headers_of_many_languages_are_understood(header: str, row: str, kind: str, columns: str) -> None:
    titles = header.split(";")
    found = guess(table(titles, row.split(";")))
    wanted = {field: title for field, title in zip(columns.split(), titles, strict=True) if field != "-"}
    assert found.mapping.kind == kind
    assert dict(found.mapping.columns) == wanted
    assert found.mapping.missing() == ()
    assert all(choice.reason and 0 < choice.confidence <= 100 for choice in found.choices)


def test_the_style_of_days_and_amounts_is_told_with_its_reason() -> None:
    rows = (
        ["Invoice", "Customer", "Date", "Amount"],
        ["1", "7", "31/01/2026", "1.234,50"],
        ["2", "7", "01/02/2026", "5,00"],
    )
    found = guess(table(*rows))
    assert (found.mapping.date_order, found.mapping.decimal) == ("dmy", ",")
    assert any("31/01/2026" in note for note in found.notes) and any("1.234,50" in note for note in found.notes)
    assert any("No column gives the currency" in note for note in found.notes)


def test_a_bare_number_is_that_of_the_rows_when_none_stands_twice() -> None:
    header = ["Nr", "Kunde", "Rechnungsdatum", "Betrag"]
    once = guess(table(header, ["1", "7", "2026-01-31", "9"], ["2", "7", "2026-01-31", "9"]))
    assert dict(once.mapping.columns)["number"] == "Nr" and once.choices[0].confidence >= 70
    twice = guess(table(header, ["1", "7", "2026-01-31", "9"], ["1", "7", "2026-01-31", "9"]))
    assert dict(twice.mapping.columns)["number"] == "Nr" and twice.choices[0].confidence < 50


def test_values_speak_against_a_header() -> None:
    found = guess(
        table(["Invoice no", "Customer", "Due date", "Issue date", "Amount"], ["1", "7", "soon", "2026-01-31", "9"])
    )
    assert "due_on" not in dict(found.mapping.columns)


def test_the_whole_amount_is_preferred_to_its_parts() -> None:
    for titles in (["Net amount", "Amount"], ["Amount", "Amount base"], ["Open amount", "Total amount"]):
        found = guess(table(["Invoice no", "Customer", "Issue date", *titles], ["1", "7", "2026-01-31", "8", "9"]))
        assert dict(found.mapping.columns)["total"] in ("Amount", "Total amount")


def test_titles_above_the_header_are_passed_over() -> None:
    rows = table(
        ["Open items"], ["as of", "2026-01-31"], ["Invoice no", "Customer no", "Invoice date", "Amount"], ["1"] * 4
    )
    assert header_row(rows) == 2
    assert guess(rows).mapping.header_row == 3
    assert guess(rows, head=2).mapping.header_row == 2, "unless somebody says where it is"


def test_a_kind_that_is_given_is_not_guessed() -> None:
    found = guess(table(["number", "name"], ["1", "x"]), kind="invoices")
    assert found.mapping.kind == "invoices" and found.mapping.missing() == ("customer_number", "issued_on")


def test_columns_of_an_error_file_are_nobodys() -> None:
    header = [*exchange.COLUMNS["allocations"], "fault row", "fault column", "what to do"]
    found = guess(table(header))
    assert found.mapping.kind == "allocations"
    assert [column for _, column in found.mapping.columns] == list(exchange.COLUMNS["allocations"])


def test_the_name_of_the_file_decides_between_equals() -> None:
    header = ["number", "name", "email"]
    assert guess(table(header), "customers.csv").mapping.kind == "customers"


CELL = st.sampled_from(["", "a", "invoice", "Datum", "2026-01-31", "31.12.2026", "1,5", "EUR", "x@y.example", "total"])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(CELL, max_size=6), max_size=6), st.sampled_from(["", *KINDS]))
def test_any_rows_give_a_sound_mapping(rows: list[list[str]], kind: str) -> None:
    found = guess(table(*rows), "x.csv", kind)
    assert check(found.mapping) == found.mapping
    assert {field for field, _ in found.mapping.columns} <= set(FIELDS[found.mapping.kind])
    assert len({column for _, column in found.mapping.columns}) == len(found.mapping.columns)
