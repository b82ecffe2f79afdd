"""The letterhead: the legal name signs where there is one, and the logo comes back as it was given."""

from __future__ import annotations

import pytest

from quittance.actions import entities
from quittance.actions.entities import EditEntity, RemoveLogo
from quittance.reports import letterhead
from quittance.reports.books import Books, of
from quittance.rules.refusals import NotFound
from tests import factories
from tests.formats.pictures import SVG

pytestmark = pytest.mark.django_db


def test_a_new_company_signs_with_its_name_and_has_no_logo() -> None:
    mine = of(factories.company("Delft Tiles", country="nl"))
    head = letterhead.of(mine)
    assert (head.issuer, head.country, head.street, head.logo_kind) == ("Delft Tiles", "NL", "", "")
    assert letterhead.logo(mine) is None
    with pytest.raises(NotFound):
        letterhead.of(Books(1, 2))


def test_the_legal_name_signs_and_the_logo_is_kept() -> None:
    context = factories.company("Delft Tiles")
    entities.edit(context, EditEntity(legal_name="Delft Tiles B.V."))
    entities.set_logo(context, entities.logo(SVG))
    mine = of(context)
    assert letterhead.of(mine).issuer == "Delft Tiles B.V."
    assert letterhead.logo(mine) == letterhead.Logo("svg", SVG)
    entities.remove_logo(context, RemoveLogo())
    assert letterhead.logo(mine) is None and letterhead.of(mine).logo_kind == ""
