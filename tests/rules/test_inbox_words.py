"""The words of payments: every language has all of them, and they are told from one another."""

from __future__ import annotations

import re

import pytest

from quittance.rules import inbox_words
from quittance.rules.inbox_words import LANGUAGES


@pytest.mark.parametrize("table", ["COMMON", "LETTERS", "WILL_PAY", "HAS_PAID", "UNLESS", "AHEAD"])
def test_every_language_has_its_words(table: str) -> None:
    assert set(getattr(inbox_words, table)) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "will", "has"),
    [
        ("en", "We will pay it", "We have paid it"),
        ("de", "Wir überweisen es", "Wir haben es überwiesen"),
        ("fr", "Nous réglerons la facture", "Nous avons réglé la facture"),
        ("es", "Pagaremos la factura", "Hemos pagado la factura"),
        ("nl", "Wij betalen de factuur", "Wij hebben de factuur betaald"),
    ],
)
def test_what_will_be_paid_is_told_from_what_was(language: str, will: str, has: str) -> None:
    ahead = re.compile(inbox_words.WILL_PAY[language], re.IGNORECASE)
    done = re.compile(inbox_words.HAS_PAID[language], re.IGNORECASE)
    assert (bool(ahead.search(will)), bool(ahead.search(has))) == (True, False)
    assert (bool(done.search(will)), bool(done.search(has))) == (False, True)
