"""Addresses of the working screens: numbers with slashes lead to their own page and to what is done with it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import resolve, reverse

from quittance.web import addresses


@pytest.mark.parametrize("number", ["INV-1", "2026/06/7", "Ü 7", "100%", "a?b#c", "new"])
def test_every_number_leads_back_to_itself(number: str) -> None:
    for name in ("invoice", "document-reverse", "document-write-off", "customer", "customer-edit"):
        found = resolve(unquote(reverse(name, kwargs={"number": number})))
        assert (found.url_name, found.kwargs) == (name, {"number": number})


def test_every_address_has_a_name_of_its_own() -> None:
    names = [one.name for one in addresses.urlpatterns]
    assert None not in names and len(set(names)) == len(names)
