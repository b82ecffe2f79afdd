"""The inbox on screen: the list, a mail with what it proposes, and nothing of it ever shown as a page."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import contacts, inbox
from quittance.actions.command import Context
from quittance.actions.contacts import AddContact
from tests import factories
from tests.formats.mailed import mailed
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db
PROMISE = "We will pay EUR 60.00 for INV-1 by 15 July."


@pytest.fixture
def company() -> Context:
    """A company with C-1, whose contact is Ada, and INV-1."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater")
    contacts.add(made, AddContact("C-1", "Ada Reed", "ada@bright.example"))
    factories.invoice(made, "INV-1", "100.00", datetime.date(2026, 4, 1), datetime.date(2026, 5, 1))
    return made


@pytest.fixture
def collector(company: Context) -> Person:
    """Who looks after mail."""
    return browse.person(company, "collector")


def taken(company: Context, text: str = PROMISE, **more: object) -> int:
    """A mail, written on 29 June."""
    content = mailed(text, "About it", **more).replace(b"Wed, 25 Nov 2026", b"Mon, 29 Jun 2026")  # type: ignore[arg-type]
    return inbox.take_bytes(company, content).id


def test_a_mail_stands_in_the_list_with_what_it_proposes(company: Context, collector: Person) -> None:
    assert "Nothing waits" in collector.text("/collect/inbox/")
    id = taken(company)
    said = collector.text("/collect/inbox/")
    assert "1 mail waits" in said and "Brightwater" in said and "Promises to pay" in said and PROMISE in said
    assert "Take the promise" in collector.text(f"/collect/inbox/{id}/") and "<html" in collector.last
    part = collector.part(f"/collect/inbox/{id}/")
    assert "<html" not in collector.last
    assert "Take the promise 1" in part and 'value="15\u00a0Jul\u00a02026"' in collector.last
    assert collector.get("/collect/inbox/", at="999", state="nonsense", before="x").status_code == 200


def test_hostile_html_is_never_shown(company: Context, collector: Person) -> None:
    page = "<script>alert(1)</script><img src=x onerror=alert(2)><p>Hello &lt;b&gt;</p>"
    files = (("evil.html", "text/html", b"<script>alert(3)</script>"),)
    id = taken(company, "", html=page, files=files)
    collector.get("/collect/inbox/")
    assert "alert(" not in collector.last and "onerror" not in collector.last and "Hello &lt;b&gt;" in collector.last
    for path in (f"/collect/inbox/{id}/files/0/", f"/collect/inbox/{id}/original.eml"):
        answer = collector.get(path)
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert collector.get(f"/collect/inbox/{id}/files/9/").status_code == 404


def test_only_other_companies_see_nothing(company: Context) -> None:
    id = taken(company)
    other = browse.person(factories.company("Other"), "collector")
    assert other.get(f"/collect/inbox/{id}/").status_code == 404
    assert "Brightwater" not in other.text(f"/collect/inbox/?at={id}")
