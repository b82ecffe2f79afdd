"""Tables of items: columns told by their headers, in several languages and dresses."""

from __future__ import annotations

import pytest

from quittance.formats import catalogue_sheet
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    "text",
    [
        "SKU,Description,Unit price,VAT\nA-1,Rope,1234.50,21\n",
        "Artikelnummer;Bezeichnung;Nettopreis;MwSt\nA-1;Rope;1.234,50;21\n",
        "Our list\n\nReference\tDesignation\tPrix\tTVA\nA-1\tRope\t1 234,50\t21\n",
    ],
)
def test_headers_tell_the_columns_and_amounts_are_plain(text: str) -> None:
    (row,) = catalogue_sheet.read(text.encode())
    assert (row.fields["number"], row.fields["name"]) == ("A-1", "Rope")
    assert (row.fields["price"], row.fields["tax"]) == ("1234.50", "21")


def test_names_in_languages_have_their_own_columns() -> None:
    (row,) = catalogue_sheet.read(b"number,name,name de,description_fr\nA,Rope,Seil,Corde\n")
    assert row.texts == (("de", "Seil"), ("fr", "Corde")) and row.fields["name"] == "Rope"


@pytest.mark.parametrize("data", [b"", b"\x89PNG....", b"number,price\nA,1\n", b"hello"])
def test_what_is_no_such_table_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        catalogue_sheet.read(data)
