"""Words of headers: folded alike however they are written, and every field has some."""

from __future__ import annotations

import pytest

from quittance.rules.mapping import FIELDS
from quittance.rules.mapping_guess import CALLED
from quittance.rules.mapping_words import PHRASES, folded


@pytest.mark.parametrize(
    "header, plain",
    [
        ("Invoice_ID", "invoice id"),
        ("  Rechnungs-Nr. ", "rechnungs nr"),
        ("N° facture", "no facture"),
        ("dueInDate", "due in date"),
        ("Fälligkeit", "falligkeit"),
        ("Beløb", "belob"),
        ("STRASSE / Straße", "strasse strasse"),
        ("", ""),
    ],
)
def test_signs_accents_and_case_do_not_matter(header: str, plain: str) -> None:
    assert folded(header) == plain


def test_every_field_of_every_kind_has_names() -> None:
    for kind, fields in FIELDS.items():
        for field in fields:
            assert PHRASES[CALLED.get(kind, {}).get(field, field)], (kind, field)


def test_names_are_folded_already() -> None:
    wrong = [phrase for phrases in PHRASES.values() for phrase in phrases if folded(phrase) != phrase]
    assert wrong == []
