"""The page of a link: one document without a sign-in, seen only when touched, an estimate decided on with a name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from quittance.actions import allocations, estimates, links
from quittance.actions.allocations import Allocate, ShareInput
from quittance.actions.command import Context
from quittance.actions.estimates import WriteEstimate
from quittance.actions.links import MakeLink, RevokeLink
from quittance.reports import books
from quittance.reports import estimates as offered
from quittance.reports import links as reports
from quittance.rules.draft import Content
from quittance.rules.link import REFUSED
from quittance.web import link
from tests import einvoiced, factories
from tests.web import browse
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_waits() -> None:
    """A memory without requests."""
    link.forget()


@pytest.fixture
def offer(company: Context) -> str:
    """An estimate to a customer who reads German, and the address of its link."""
    factories.customer(company, "C-9", name="Müller GmbH", language="de")
    lines = (factories.line("Fliesen", "1", "90", "21"),)
    made = estimates.write(company, WriteEstimate(Content("C-9", lines=lines)))
    return links.make(company, MakeLink(made.number)).url


def invoice_link(company: Context, number: str = "INV-1") -> str:
    """The address of a fresh link."""
    return links.make(company, MakeLink(number)).url


def asked(path: str, **post: str) -> Any:
    """A stranger's request."""
    client = Client(enforce_csrf_checks=True)
    if not post:
        return client.get(path)
    shown = client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.content.decode())
    return client.post(path, {**post, "csrfmiddlewaretoken": token[1] if token else ""})


def viewed(company: Context, number: str = "INV-1") -> list[bool]:
    """Which links to a document were seen."""
    here = books.of(company)
    return [bool(row.viewed_at) for row in reports.of(here, reports.target(here, number))]


def test_the_page_shows_the_invoice_what_is_open_and_how_to_pay(company: Context) -> None:
    allocations.allocate(company, Allocate("PAY-1", (ShareInput("INV-1"),)))
    found = asked(invoice_link(company))
    text = text_of(found.content.decode())
    assert found.status_code == 200 and "€600.00" in text and "open of €1,000.00" in text
    assert "INV-1" in text and "INV-2" not in text and "Brightwater Foods" in text
    assert found.headers["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in found.headers["Cache-Control"]
    assert found.content.count(b'class="paper-page"') == 1


def test_whoever_only_fetches_leaves_it_unseen_and_a_touch_is_seen_once(company: Context) -> None:
    url = invoice_link(company)
    client = Client(enforce_csrf_checks=True)
    assert client.get(url).status_code == client.head(url).status_code == client.get(f"{url}pdf/").status_code == 200
    assert client.get(f"{url}seen/").status_code == 405 and viewed(company) == [False]
    assert f'hx-post="{url}seen/"' in client.get(url).content.decode()
    assert [client.post(f"{url}seen/").status_code for _ in range(2)] == [204, 204] and viewed(company) == [True]


def test_staff_may_look_without_being_counted(company: Context, clerk: Person) -> None:
    url = invoice_link(company)
    clerk.get(url)
    assert "is not counted" in clerk.last and "hx-post" not in clerk.last
    clerk.post(f"{url}seen/")
    assert viewed(company) == [False]
    stranger = browse.person(factories.company("Other"), "clerk")
    stranger.post(f"{url}seen/")
    assert viewed(company) == [True]


def test_wrong_revoked_and_expired_links_refuse_alike(company: Context) -> None:
    made = links.make(company, MakeLink("INV-1"))
    links.revoke(company, RevokeLink(made.id))
    told = [asked(path) for path in (made.url, f"/p/{'x' * 43}/", "/p/x/", f"{made.url}pdf/", f"{made.url}accept/")]
    assert {one.status_code for one in told} == {404}
    assert len({text_of(one.content.decode()) for one in told}) == 1 and REFUSED in told[0].content.decode()
    assert all("no-store" in one.headers["Cache-Control"] for one in told)


def test_the_files_are_those_of_the_document(company: Context) -> None:
    pdf = asked(f"{invoice_link(company)}pdf/")
    assert pdf.content.startswith(b"%PDF") and 'filename="INV-1.pdf"' in pdf.headers["Content-Disposition"]
    assert asked(f"{invoice_link(company)}xml/").status_code == 404, "too little is known for an e-invoice"
    einvoiced.fill(company)
    url = invoice_link(company, "E-INV-1")
    assert f"{url}xml/" in asked(url).content.decode()
    xml = asked(f"{url}xml/")
    assert b"E-INV-1" in xml.content and xml.headers["Content-Type"] == "application/xml"


def test_an_estimate_is_accepted_with_a_name_after_a_question(company: Context, offer: str) -> None:
    page = text_of(asked(offer).content.decode())
    assert "108,90\xa0€ angeboten" in page.replace("\u202f", "\xa0") or "angeboten" in page
    sure = asked(f"{offer}accept/")
    assert "EST-2026-00001 annehmen?" in text_of(sure.content.decode())
    missing = asked(f"{offer}accept/", name=" ")
    assert missing.status_code == 422 and "Nennen Sie Ihren Namen" in missing.content.decode()
    done = asked(f"{offer}accept/", name="Ida Müller", order="B-7")
    assert (done.status_code, done.headers["Location"]) == (302, offer)
    card = offered.card(books.of(company), "EST-2026-00001", company.today)
    assert (card.row.state, card.row.decided_with, card.content.purchase_order) == ("accepted", "Ida Müller", "B-7")
    page = text_of(asked(offer).content.decode())
    assert "Angenommen am" in page and "Ida Müller" in page
    assert asked(f"{offer}decline/").status_code == 302, "it is decided"
    assert viewed(company, "EST-2026-00001") == [True]


def test_an_estimate_is_declined_with_a_reason(company: Context, offer: str) -> None:
    asked(f"{offer}decline/", name="Ida Müller", reason="Zu teuer")
    row = offered.card(books.of(company), "EST-2026-00001", company.today).row
    assert (row.state, row.reason) == ("declined", "Zu teuer")


def test_a_decision_needs_its_form_and_an_invoice_has_none(company: Context, offer: str) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{offer}accept/", {"name": "Eve"}).status_code == 403
    assert asked(f"{invoice_link(company)}accept/").status_code == 404
    assert asked(f"{offer}burn/").status_code == 404


def test_a_link_answers_so_many_requests_and_no_more(company: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "REQUESTS_PER_SECOND", 0.05)
    url = invoice_link(company)
    told = [asked(f"{url}xml/").status_code for _ in range(4)]
    assert told == [404, 404, 404, 429]
    assert [asked("/p/wrong/").status_code for _ in range(4)] == [404, 404, 404, 429]
