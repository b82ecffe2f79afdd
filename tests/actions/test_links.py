"""Links: made, revoked, seen once, entered by their secret alone, and refused in the same words whatever is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.fixtures import Settings

from quittance.actions import deliveries, estimates, links
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.actions.estimates import AcceptEstimate, WriteEstimate
from quittance.actions.links import MakeLink, RevokeLink, ViewLink
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import audit, books
from quittance.reports import deliveries as delivered
from quittance.reports import estimates as offered
from quittance.reports import links as reports
from quittance.rules import link as rules
from quittance.rules.draft import Content
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Noon of the factories' day: a link is opened by the clock."""
    with time_machine.travel(datetime.datetime.combine(factories.TODAY, datetime.time(12), datetime.UTC)):
        yield


@pytest.fixture
def context() -> Context:
    """A company with an invoice, and an estimate EST-2026-00001."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example")
    factories.invoice(made, "INV-1", "10.00")
    estimates.write(made, WriteEstimate(Content("C-1", lines=(factories.line("Tiles", "1", "90", "21"),))))
    return made


def secret(made: links.LinkMade) -> str:
    """What opens a link."""
    return made.url.removeprefix("/p/").removesuffix("/")


def move(context: Context, change: str) -> None:
    """Change every link of the company."""
    sql.execute(f"UPDATE link SET {change} WHERE tenant_id = %s", [context.tenant_id])


@pytest.mark.parametrize("number", ["INV-1", "EST-2026-00001"])
def test_a_link_lets_in_whoever_has_its_secret_to_one_document(context: Context, number: str) -> None:
    made = links.make(context, MakeLink(number, 10))
    assert (made.expires_on - context.today).days == 10
    guest = links.enter(secret(made))
    assert (guest.target.number, guest.context.tenant_id) == (number, context.tenant_id)
    assert guest.context.actor.permissions == links.GUEST and guest.context.face == "link"
    with pytest.raises(NotAllowed):
        links.make(guest.context, MakeLink(number))


def test_wrong_revoked_and_expired_links_are_refused_in_the_same_words(context: Context) -> None:
    made = [links.make(context, MakeLink("INV-1")) for _ in range(2)]
    links.revoke(context, RevokeLink(made[0].id))
    assert links.revoke(context, RevokeLink(made[0].id)).revoked_at, "again it stays as it was"
    told = [secret(made[0]), "x" * rules.CHARACTERS, ""]
    sql.execute("UPDATE link SET expires_at = 1 WHERE tenant_id = %s AND id = %s", [context.tenant_id, made[1].id])
    for one in (*told, secret(made[1])):
        with pytest.raises(NotFound) as refused:
            links.enter(one)
        assert refused.value.sentence == rules.REFUSED


def test_only_the_first_look_counts_and_nobody_counts_for_another_link(context: Context) -> None:
    made, other = (links.make(context, MakeLink("INV-1")) for _ in range(2))
    guest = links.enter(secret(made))
    first = links.view(guest.context, ViewLink(made.id))
    assert first.viewed_at == links.view(guest.context, ViewLink(made.id)).viewed_at > 0
    with pytest.raises(NotFound):
        links.view(guest.context, ViewLink(other.id))
    (event,) = audit.trail(books.of(context), audit.Filter(verb="links.view", outcome="done"))
    assert (event.subject_kind, event.actor_name, event.face) == ("document", "Brightwater", "link")
    row = reports.target(books.of(context), "INV-1")
    assert delivered.standing(books.of(context), row.id).state == "viewed"


def test_a_customer_accepts_by_the_link_under_their_own_name(context: Context) -> None:
    guest = links.enter(secret(links.make(context, MakeLink("EST-2026-00001"))))
    estimates.accept(guest.context, AcceptEstimate("EST-2026-00001", None, "Ada Reed"))
    row = offered.card(books.of(context), "EST-2026-00001", context.today).row
    assert (row.state, row.decided_with) == ("accepted", "Ada Reed")


def test_what_no_link_can_be_made_for_is_refused(context: Context) -> None:
    with pytest.raises(NotFound):
        links.make(context, MakeLink("INV-9"))
    with pytest.raises(Invalid) as refused:
        links.make(context, MakeLink("INV-1", 0))
    assert refused.value.field == "days"
    with pytest.raises(NotFound):
        links.revoke(context, RevokeLink(1))
    other = factories.company("Other")
    made = links.make(context, MakeLink("INV-1"))
    with pytest.raises(NotFound):
        links.revoke(other, RevokeLink(made.id))
    factories.reverse(context, "INV-1")
    with pytest.raises(Conflict):
        links.make(context, MakeLink("INV-1"))


@pytest.mark.parametrize("number", ["INV-1", "EST-2026-00001"])
def test_the_mail_that_carries_a_document_holds_its_link(
    context: Context, number: str, sink: Sink, settings: Settings
) -> None:
    settings.ADDRESS = "https://ar.tiles.example"
    for _ in range(2):
        deliveries.send(context, SendDocument(number))
        worker.once()
    (row,) = reports.of(books.of(context), reports.target(books.of(context), number))
    url = links.url(context.tenant_id, row.id)
    for message in sink.messages():
        body = message.get_body(("plain",))
        assert body is not None and url in body.get_content() and url.startswith("https://ar.tiles.example/p/")
    links.revoke(context, RevokeLink(row.id))
    deliveries.send(context, SendDocument(number))
    move(context, "revoked_at = 5")
    worker.once()
    last = sink.messages()[-1].get_body(("plain",))
    assert last is not None and "/p/" not in last.get_content(), "a link revoked meanwhile is not sent"


def test_an_estimate_that_was_mailed_is_with_the_customer(context: Context, sink: Sink) -> None:
    deliveries.send(context, SendDocument("EST-2026-00001"))
    worker.once()
    (message,) = sink.messages()
    assert message["Subject"] == "Estimate EST-2026-00001 from Delft Tiles"
    card = offered.card(books.of(context), "EST-2026-00001", context.today)
    assert card.row.state == "sent"
    (row,) = delivered.of_document(books.of(context), "EST-2026-00001")
    assert row.state == "sent"
