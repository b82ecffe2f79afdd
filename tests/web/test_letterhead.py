"""The letterhead: kept by who may, shown to all; a logo is a plain picture, drawn under the policy of every page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions.command import Context
from quittance.reports import audit, books, letterhead
from quittance.web.policy import POLICY
from tests.formats.pictures import SVG
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/letterhead/"


def test_only_what_differs_is_changed(administrator: Person, company: Context) -> None:
    fields = {"street": "Quay 1\r\nGate B", "city": "Delft", "iban": "nl91 abna 0417 1643 00"}
    administrator.follow(PAGE, **fields)
    assert "The letterhead is kept" in administrator.last
    administrator.follow(PAGE, **{**fields, "iban": "NL91ABNA0417164300", "city": "Utrecht"})
    events = audit.trail(books.of(company), audit.Filter(verb="entities.edit"))
    assert events[0].data == {"city": "Utrecht"}
    assert letterhead.of(books.of(company)).street == "Quay 1\nGate B"
    assert "Papers already issued" in administrator.last


@pytest.mark.parametrize(("field", "typed"), [("vat_id", "NL1"), ("iban", "NL00"), ("bic", "X"), ("email", "nobody")])
def test_a_wrong_field_is_said_there_and_kept_as_typed(administrator: Person, field: str, typed: str) -> None:
    assert administrator.post(PAGE, **{field: typed}).status_code == 422
    assert f'href="#f-{field}"' in administrator.last and f'value="{typed}"' in administrator.last


def test_a_logo_is_taken_shown_and_taken_away(administrator: Person, clerk: Person) -> None:
    administrator.follow(f"{PAGE}logo/set/", file=SimpleUploadedFile("logo.svg", SVG))
    assert "The logo is kept" in administrator.last and f'src="{PAGE}logo.svg"' in administrator.last
    drawn = clerk.get(f"{PAGE}logo.svg")
    assert (drawn.headers["Content-Type"], drawn.content) == ("image/svg+xml", SVG)
    assert drawn.headers["Content-Security-Policy"] == POLICY
    assert clerk.get(f"{PAGE}logo.png").status_code == 404
    administrator.follow(f"{PAGE}logo/remove/")
    assert "There is none" in administrator.last


def test_a_picture_that_may_do_harm_is_refused_at_its_field(administrator: Person) -> None:
    bad = SimpleUploadedFile("logo.svg", SVG.replace(b"<rect", b"<script/><rect"))
    assert administrator.post(f"{PAGE}logo/set/", file=bad).status_code == 422
    assert 'href="#f-file"' in administrator.last
    assert administrator.post(f"{PAGE}logo/set/").status_code == 422


def test_who_may_not_change_sees_it_and_is_refused(clerk: Person) -> None:
    clerk.get(PAGE)
    assert "Not given" in text_of(clerk.last) and 'name="iban"' not in clerk.last
    assert clerk.post(PAGE, city="Mine").status_code == 403
    assert clerk.post(f"{PAGE}logo/set/").status_code == 403
