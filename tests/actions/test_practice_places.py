"""Addresses of the practice company: the same for the same name, and a letterhead that the product accepts."""

from __future__ import annotations

import re

import pytest

from quittance.actions import entities, practice_places
from quittance.reports import books, letterhead
from tests import factories


def test_an_address_depends_on_the_name_alone() -> None:
    one = practice_places.address("Amber Tea GmbH", "DE")
    assert one == practice_places.address("Amber Tea GmbH", "DE")
    assert one.language == "de" and re.fullmatch(r"\d{5}", one.postcode) and re.search(r" \d+$", one.street)
    american = practice_places.address("Amber Tea Inc.", "US")
    assert american.region and american.language == "en" and re.match(r"\d+ ", american.street)


@pytest.mark.django_db
def test_the_letterhead_is_one_that_the_product_accepts() -> None:
    context = factories.company()
    entities.edit(context, practice_places.LETTERHEAD)
    entities.set_logo(context, entities.logo(practice_places.LOGO))
    head = letterhead.of(books.of(context))
    assert (head.issuer, head.vat_id, head.iban) == (
        "Alder & Reed Packaging B.V.",
        "NL851234501B01",
        "NL47PRAC0851234501",
    )
