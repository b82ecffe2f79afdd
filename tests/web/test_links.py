"""Links on the screens: shown on the document, made, copied and revoked by whoever may send."""

from __future__ import annotations

import re

import pytest

from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
PAGE = "/invoices/INV-1/links/"


def test_a_link_is_made_shown_and_revoked(clerk: Person) -> None:
    assert "None yet" in clerk.text(PAGE)
    assert clerk.post(PAGE, do="make", days="0").status_code == 422
    clerk.follow(PAGE, do="make", days="30", key="once")
    url = re.search(r'value="(http://testserver/p/[\w-]{43}/)"', clerk.last)
    assert url is not None and "not seen yet" in text_of(clerk.last)
    clerk.get("/invoices/INV-1/")
    assert url[1] in clerk.last and "Link made" in text_of(clerk.last)
    clerk.get(PAGE)
    id = re.search(r'name="id" value="(\d+)"', clerk.last)
    assert id is not None
    clerk.follow(PAGE, do="revoke", id=id[1])
    assert "Revoked" in text_of(clerk.last) and url[1] not in clerk.last
    assert clerk.post(PAGE, do="revoke", id="x").status_code in (404, 422)


def test_who_may_not_send_sees_no_link(clerk: Person, auditor: Person) -> None:
    clerk.follow(PAGE, do="make", days="30")
    assert auditor.get(PAGE).status_code == 403
    auditor.get("/invoices/INV-1/")
    assert "/p/" not in auditor.last


def test_links_of_what_is_not_there_are_refused(clerk: Person) -> None:
    assert clerk.get("/invoices/INV-9/links/").status_code == 404
    assert clerk.get("/estimates/INV-1/links/").status_code == 404
