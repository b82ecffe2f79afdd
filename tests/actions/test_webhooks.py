"""Webhooks are told by the worker after the deed, signed, tried again, and logged."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quittance.actions import cash, jobs, webhooks, webhooks_post
from quittance.actions.cash import ApplyLine, Part, UndoLine
from quittance.actions.command import Context
from quittance.actions.webhooks import AddWebhook, RemoveWebhook, ResendMessage
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books
from quittance.reports import webhooks as reports
from quittance.rules import webhook
from quittance.rules.refusals import Conflict, Duplicate, Invalid, NotAllowed, NotFound
from tests import factories, killed
from tests.actions.test_cash import context, line

__all__ = ["context"]

pytestmark = pytest.mark.django_db

SECRET = "a secret of enough letters"
HOOK = AddWebhook("erp", "https://erp.example/hook", secret=SECRET)
Heard = list[tuple[str, bytes, dict[str, str]]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What would have been sent; every address answers 200."""
    found: Heard = []

    def post(url: str, body: bytes, headers: dict[str, str]) -> int:
        found.append((url, body, headers))
        return 200

    monkeypatch.setattr(webhooks_post, "post", post)
    return found


def apply(context: Context) -> int:
    """A line that pays an invoice; its id."""
    id = line(context, "100.00")
    cash.apply_line(context, ApplyLine(id, "C-1", (Part("INV-1", "100.00"),)))
    return id


def test_what_is_applied_is_told_signed_once_and_logged(context: Context, heard: Heard) -> None:
    webhooks.add(context, HOOK)
    id = apply(context)
    assert heard == [], "nothing leaves before the worker is there"
    assert worker.once() and not worker.once()
    ((url, body, headers),) = heard
    told = json.loads(body)
    assert (url, told["event"], told["data"]["line"], told["data"]["amount"]) == (
        HOOK.url,
        "cash.applied",
        str(id),
        "100.00",
    )
    moment = int(headers["Quittance-Timestamp"])
    assert headers["Quittance-Signature"] == f"v1={webhook.signature(SECRET, moment, body.decode())}"
    (row,) = reports.deliveries(books.of(context))
    assert (row.state, row.status, row.attempts, str(row.id)) == ("sent", 200, 1, headers["Quittance-Delivery"])
    webhooks.deliver(context, row.id, 2)
    assert len(heard) == 1, "what has arrived is not sent again"


def test_only_the_chosen_events_are_told_and_a_dry_run_tells_nothing(context: Context, heard: Heard) -> None:
    webhooks.add(context, replace(HOOK, events=("cash.undone",)))
    id = apply(context)
    cash.undo(replace(context, dry_run=True), UndoLine(id, "Wrong"))
    assert reports.deliveries(books.of(context)) == ()
    cash.undo(context, UndoLine(id, "Wrong"))
    worker.once()
    assert [json.loads(body)["event"] for _, body, _ in heard] == ["cash.undone"]


def test_what_does_not_arrive_is_tried_again_and_given_up_in_the_end(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks_post, "post", lambda *given: 500)
    webhooks.add(context, HOOK)
    apply(context)
    worker.once()
    (row,) = reports.deliveries(books.of(context))
    assert (row.state, row.status, row.attempts) == ("queued", 500, 1) and "answered 500" in row.fault
    with pytest.raises(Conflict):
        webhooks.deliver(context, row.id, jobs.MOST_ATTEMPTS)
    assert reports.deliveries(books.of(context))[0].state == "failed"


def test_an_attempt_that_fails_late_does_not_undo_what_another_one_brought(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhooks.add(context, HOOK)
    apply(context)
    (waiting,) = reports.deliveries(books.of(context))

    def post(*given: object) -> int:
        monkeypatch.setattr(webhooks_post, "post", lambda *given: 204)
        webhooks.deliver(context, waiting.id, 2)
        return 503

    monkeypatch.setattr(webhooks_post, "post", post)
    with pytest.raises(Conflict):
        webhooks.deliver(context, waiting.id, 1)
    (row,) = reports.deliveries(books.of(context))
    assert (row.state, row.status, row.attempts, row.fault) == ("sent", 204, 2, "")


def test_an_address_that_may_not_be_told_ends_at_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def post(*given: object) -> int:
        raise Invalid("10.0.0.7 is an address inside a network.", field="url")

    monkeypatch.setattr(webhooks_post, "post", post)
    webhooks.add(context, HOOK)
    apply(context)
    worker.once()
    (row,) = reports.deliveries(books.of(context))
    assert row.state == "failed" and "10.0.0.7" in row.fault


def test_a_webhook_is_added_listed_and_removed_with_its_messages(context: Context, heard: Heard) -> None:
    webhooks.add(context, HOOK)
    with pytest.raises(Duplicate):
        webhooks.add(context, HOOK)
    for wrong in ({"url": "http://x.example/"}, {"secret": "short"}, {"events": ("x",)}, {"name": ""}):
        with pytest.raises(Invalid):
            webhooks.add(context, replace(HOOK, **{"name": "other", **wrong}))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        webhooks.add(factories.member(context, "clerk"), replace(HOOK, name="other"))
    apply(context)
    webhooks.remove(context, RemoveWebhook("erp"))
    assert reports.webhooks(books.of(context)) == ()
    assert reports.deliveries(books.of(context)) == ()
    worker.once()
    assert heard == []
    with pytest.raises(NotFound):
        webhooks.remove(context, RemoveWebhook("erp"))


def test_the_secret_stands_in_no_command_and_no_event(context: Context) -> None:
    webhooks.add(context, HOOK)
    for table, column in (("command", "input"), ("command", "result"), ("event", "data")):
        statement = f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s AND {column} LIKE %s"
        assert sql.row(statement, [context.tenant_id, f"%{SECRET}%"]) == (0,)


def test_a_message_whose_workers_die_has_failed_with_its_reason_and_is_sent_again_by_hand(
    context: Context, heard: Heard
) -> None:
    webhooks.add(context, HOOK)
    apply(context)
    killed.six_times(context, "webhooks.deliver")
    (row,) = reports.deliveries(books.of(context))
    assert (row.state, row.attempts, row.fault) == ("failed", jobs.MOST_ATTEMPTS, jobs.STOPPED)
    assert webhooks.resend(context, ResendMessage(row.id)).state == "queued"
    with pytest.raises(Conflict, match="failed"):
        webhooks.resend(context, ResendMessage(row.id))
    assert worker.once() and len(heard) == 1
    assert reports.deliveries(books.of(context))[0].state == "sent"
    with pytest.raises(NotFound):
        webhooks.resend(context, ResendMessage(77))


def test_a_message_of_somebody_who_is_gone_has_failed_and_does_not_wait(context: Context, heard: Heard) -> None:
    webhooks.add(context, HOOK)
    clerk = factories.member(context, "clerk")
    id = line(context, "100.00")
    cash.apply_line(clerk, ApplyLine(id, "C-1", (Part("INV-1", "100.00"),)))
    sql.execute("UPDATE member SET active = %s WHERE tenant_id = %s", [False, context.tenant_id])
    while worker.once():
        continue
    (row,) = reports.deliveries(books.of(context))
    assert (row.state, heard) == ("failed", []) and row.fault == "This identity is unknown or no longer active."
