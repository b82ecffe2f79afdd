"""Phone numbers: E.164 from what people write, and nothing that nobody can have."""

from __future__ import annotations

import pytest

from quittance.rules import phone
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("given", "country", "made"),
    [
        ("06 12345678", "NL", "+31612345678"),
        ("+49 (0)151 23456789", "NL", "+4915123456789"),
        ("0033 6 12 34 56 78", "FR", "+33612345678"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("", "NL", ""),
    ],
)
def test_what_people_write_becomes_one_form(given: str, country: str, made: str) -> None:
    assert phone.mobile(given, country, "mobile") == made


@pytest.mark.parametrize(
    ("given", "country"),
    [("06 123", "NL"), ("0612345678", ""), ("hello", "NL"), ("+31 6 12345678 ext. 5", "NL"), ("+999 1234567", "NL")],
)
def test_what_is_no_number_is_refused_with_an_example(given: str, country: str) -> None:
    with pytest.raises(Invalid, match=r"\+31 6 12345678") as refused:
        phone.e164(given, country, "mobile")
    assert refused.value.field == "mobile"


def test_a_landline_takes_no_text_messages() -> None:
    assert phone.e164("020 624 1111", "NL", "mobile") == "+31206241111"
    with pytest.raises(Invalid, match="mobile number"):
        phone.mobile("020 624 1111", "NL", "mobile")
