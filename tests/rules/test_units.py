"""Units as people write them, and their codes."""

from __future__ import annotations

import pytest

from quittance.rules import units
from quittance.rules.einvoice_units import UNITS
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("written", "code"),
    [("h", "HUR"), ("Stunden", "HUR"), (" kg ", "KGM"), ("Stück", "H87"), ("m²", "MTK"), ("XBX", "XBX"), ("", "")],
)
def test_words_and_codes_become_codes(written: str, code: str) -> None:
    assert units.read(written) == code


@pytest.mark.parametrize("written", ["furlong or so", "Q9999", "<b>", "12"])
def test_what_is_no_unit_is_refused(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        units.read(written, "lines[1].unit")
    assert refused.value.field == "lines[1].unit"


def test_every_sign_belongs_to_a_code_and_one_is_said_by_nothing() -> None:
    assert set(units.SHOWN) <= UNITS
    assert (units.shown("C62"), units.shown("HUR"), units.shown("D30")) == ("", "h", "D30")
    assert all(units.read(sign) == code for code, sign in units.SHOWN.items() if sign.isascii() and sign)
