"""Names as banks write them: the same company stays the same."""

from __future__ import annotations

import pytest

from quittance.rules import names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("MUELLER & SOEHNE GMBH", "Müller & Söhne GmbH"),
        ("ACME MASCHINENB", "Acme Maschinenbau GmbH"),
        ("Intl Mfg Corp", "International Manufacturing Corporation"),
        ("TOV Bud Enerho", "ТОВ Буд Енерго"),
        ("Metafores Energeia AE", "Μεταφορές Ενέργεια Α.Ε."),
        ("BOLT LOGISTCS", "Bolt Logistics Ltd"),
    ],
)
def test_the_same_company_is_known_in_other_spellings(written: str, name: str) -> None:
    assert names.likeness(written, name) >= 0.85


def test_strangers_are_not_alike() -> None:
    assert names.likeness("Cord Chemicals Inc", "Acme Maschinenbau GmbH") < 0.6
    assert names.likeness("", "Acme") == 0.0


def test_an_acronym_is_a_hint_but_no_proof() -> None:
    assert names.likeness("GTL", "Global Trading Logistics Ltd") == 0.75
    assert names.initials("Global Trading Logistics Ltd") == "gtl"


def test_a_name_of_legal_forms_alone_keeps_its_words() -> None:
    assert names.words("AG") == ("ag",)
