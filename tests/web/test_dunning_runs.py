"""Reminders on screen: the preview, the run, what waits, what went out, and what was held with its rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import customers, disputes, dunning_replies, dunning_runs, holds
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.actions.dunning_replies import ReportText, TakeReply
from quittance.actions.holds import PlaceHold
from quittance.books import sql
from tests import dunned, factories
from tests.actions.conftest import sink
from tests.actions.mail_sink import Sink
from tests.web import browse
from tests.web.browse import Person
from tests.web.conftest import DAY

__all__ = ["sink"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(company: Context) -> Context:
    """The company, whose late customer can be written to."""
    customers.edit(company, customers.EditCustomer("C-1", street="Kade 1", city="Delft"))
    return company


@pytest.fixture
def manager(company: Context) -> Person:
    """Runs, releases and drops."""
    return browse.person(company, "credit_manager")


def carried_out(company: Context) -> int:
    """The run that was asked for, carried out; the id of its reminder, 0 for none."""
    (run_id,) = sql.row("SELECT MAX(id) FROM dunning_run WHERE tenant_id = %s", [company.tenant_id]) or (0,)
    dunning_runs.carry_out(company, run_id)
    found = sql.row("SELECT MAX(id) FROM reminder WHERE tenant_id = %s", [company.tenant_id])
    return int(found[0] or 0) if found else 0


def test_without_a_policy_the_preview_says_so_and_runs_nothing(company: Context, manager: Person) -> None:
    said = manager.text("/collections/reminders/preview/")
    assert "No policy is in force" in said and "Run it" not in said
    dunned.policy(company, "300 letter formal")
    said = manager.text("/collections/reminders/preview/")
    assert "Nobody is reminded now" in said and "Run it" in said


def test_a_letter_is_previewed_run_released_and_posted(company: Context, manager: Person) -> None:
    dunned.policy(company, "30 letter formal approval fee=5.00")
    assert "Nothing to do" in manager.text("/collections/reminders/")
    said = manager.text("/collections/reminders/preview/")
    assert "waits for a word" in said and "550.00" in said and "450.00" in said
    manager.follow("/collections/reminders/run/", key="once")
    id = carried_out(company)
    assert "waits for a word" in manager.text("/collections/reminders/")
    said = manager.text(f"/collections/reminders/{id}/")
    assert "as it would be written now" in said and "It is written anew when it goes out" in said
    manager.follow(f"/collections/reminders/{id}/release/", key="twice")
    dunned.send(company)
    assert "Formal notice: INV-1" in manager.text(f"/collections/reminders/{id}/")
    for path in (f"/collections/reminders/{id}/letter.pdf", "/collections/reminders/letters.pdf"):
        assert manager.get(path).headers["Content-Type"] == "application/pdf"
    manager.follow(f"/collections/reminders/{id}/finish/", outcome="By registered post")
    assert "sent" in manager.text("/collections/reminders/?tab=sent")
    timeline = manager.text("/customers/C-1/")
    assert "Formal letter over €550.00 is to be posted" in timeline and "charges the fee" in timeline
    assert manager.get("/collections/reminders/letters.pdf").status_code == 302


def test_a_reminder_shows_what_it_asked_for_beside_what_is_open_now(company: Context, manager: Person) -> None:
    dunned.policy(company, "3 letter firm fee=5.00")
    disputes.open_dispute(company, OpenDispute("INV-1", "price", "300.00"))
    dunned.run(company)
    (id,) = sql.row("SELECT id FROM reminder WHERE tenant_id = %s", [company.tenant_id]) or (0,)
    said = manager.text(f"/collections/reminders/{id}/")
    assert (
        "What it asked for" in said and "Open then" in said and '<a href="/invoices/INV-1/">INV-1</a>' in manager.last
    )
    assert "Left out of it" in said and "it is disputed" in said and "settled" not in said
    factories.payment(company, "PAY-9", "5000.00")
    factories.allocate(company, "PAY-9")
    after = manager.text(f"/collections/reminders/{id}/")
    assert "settled" in after and "In all, EUR" in after
    sql.execute("DELETE FROM reminder_asked WHERE tenant_id = %s", [company.tenant_id])
    assert "only what was new in it is known" in manager.text(f"/collections/reminders/{id}/")


def test_a_letter_goes_by_registered_post_and_comes_back(company: Context, manager: Person, auditor: Person) -> None:
    dunned.policy(company, "30 letter formal")
    manager.follow("/collections/reminders/run/", key="once")
    id = carried_out(company)
    dunned.send(company)
    page = f"/collections/reminders/{id}/"
    assert manager.post(f"{page}post/", tracking="").status_code == 422
    assert auditor.post(f"{page}post/", tracking="RR1").status_code == 403
    manager.follow(f"{page}post/", tracking="RR 1 NL", carrier="PostNL", posted_on="today")
    assert "Under way" in manager.last and manager.post(f"{page}post/", tracking="RR2").status_code == 409
    assert manager.post(f"{page}settle/", state="lost").status_code == 422
    manager.follow(f"{page}settle/", state="returned", proof="Moved away")
    assert "Came back" in manager.last and "Moved away" in manager.last
    assert "Registered letter came back on" in manager.text("/customers/C-1/").replace("\u00a0", " ")
    assert manager.post(f"{page}correct/", tracking="RR 2 NL", carrier="PostNL", reason="").status_code == 422
    manager.follow(f"{page}correct/", tracking="RR 2 NL", carrier="", state="delivered", proof="Signed", reason="Slip")
    assert "The log is put right" in manager.last and "RR 2 NL" in manager.last and "Moved away" not in manager.last
    assert auditor.post(f"{page}correct/", tracking="RR3", reason="x").status_code == 403


def test_a_run_under_way_is_stopped_by_a_key(company: Context, manager: Person, auditor: Person) -> None:
    dunned.policy(company, "30 call firm fee=5.00")
    assert "Stop S" not in manager.text("/collections/reminders/")
    manager.follow("/collections/reminders/run/", key="once")
    assert "A run waits for the worker" in manager.text("/collections/reminders/") and "Stop S" in manager.text(
        "/collections/reminders/"
    )
    id = carried_out(company)
    said = manager.text("/collections/reminders/?tab=runs")
    assert "0 of 1 done" in said and 'data-key="s"' in manager.last
    (run_id,) = sql.row("SELECT id FROM dunning_run WHERE tenant_id = %s", [company.tenant_id]) or (0,)
    at = f"/collections/reminders/runs/{run_id}/stop/"
    assert "Stop S" not in auditor.text("/collections/reminders/") and auditor.post(at).status_code == 403
    manager.part("/collections/reminders/")
    part = manager.last
    assert part.strip().startswith('<div id="under-way"') and "<h1" not in part
    manager.follow(at, key="stop")
    assert "1 stay unsent; the next run takes them" in browse.text_of(manager.last)
    assert 'data-key="s"' not in manager.last and "under-way" not in manager.last
    assert "The run is over" in manager.part("/collections/reminders/")
    assert "stopped Stopped by" in manager.text("/collections/reminders/?tab=runs") and "(1 unsent)" in manager.text(
        "/collections/reminders/?tab=runs"
    )
    assert "Its run was stopped before it went" in manager.text("/collections/reminders/?tab=held")
    said = manager.text(f"/collections/reminders/{id}/")
    assert "Its run was stopped before it went" in said and "It did not go, so it was never written" in said
    assert manager.post(at, key="again").status_code == 409
    assert dunned.run(company)["call"] == 1


def test_a_reminder_is_dropped_with_a_reason(company: Context, manager: Person, auditor: Person) -> None:
    dunned.policy(company, "30 call firm approval")
    dunning_runs.ask(company, dunning_runs.RunDunning())
    id = carried_out(company)
    assert manager.post(f"/collections/reminders/{id}/drop/", reason="").status_code == 422
    assert auditor.post(f"/collections/reminders/{id}/drop/", reason="x").status_code == 403
    manager.follow(f"/collections/reminders/{id}/drop/", reason="Pays tomorrow")
    assert "dropped" in manager.text("/collections/reminders/?tab=sent")
    assert manager.get("/collections/reminders/5/").status_code == 404


def test_what_was_held_stands_with_its_rule(company: Context, manager: Person) -> None:
    dunned.policy(company, "30 call firm")
    holds.place(company, PlaceHold("C-1", "Moving house"))
    dunning_runs.ask(company, dunning_runs.RunDunning())
    assert carried_out(company) == 0
    assert "The account is on hold" in manager.text("/collections/reminders/?tab=held")
    assert "Nothing was held back" in manager.text("/collections/reminders/?tab=held&rule=pause")
    assert "done" in manager.text("/collections/reminders/?tab=runs")
    assert "the account is on hold" in manager.text("/collections/reminders/preview/")


def test_a_text_is_shown_with_its_length_and_what_became_of_it(
    company: Context, manager: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.MESSAGES = f"folder:{tmp_path}"
    dunned.policy(company, "30 sms firm", from_hour=0, until_hour=24)
    manager.follow("/customers/C-1/reminders/", mobile="+31 6 12345678", consumer="")
    assert manager.post("/customers/C-1/reminders/", mobile="020 6241111").status_code == 422
    for page in ("/collections/policies/", "/collections/policies/?language=de"):
        assert "it takes 1 SMS" in manager.text(page)
    said = manager.text("/collections/reminders/preview/")
    assert "SMS" in said and "550.00" in said
    manager.follow("/collections/reminders/run/", key="once")
    id = carried_out(company)
    dunned.send(company)
    dunning_replies.report_text(company, ReportText(id, "delivered"))
    dunning_replies.take_reply(company, TakeReply("+31612345678", "Stop"))
    said = manager.text(f"/collections/reminders/{id}/")
    assert "Delivered" in said and "1 SMS" in said and "STOP ends these messages." in said
    assert "delivered" in manager.text("/collections/reminders/?tab=sent")
    timeline = manager.text("/customers/C-1/")
    for words in ("Firm SMS over €550.00 sent to +31612345678", "SMS arrived at", "“Stop”. No SMS from now on"):
        assert words in timeline, words


def test_what_is_ticked_goes_and_is_posted_at_once_each_as_far_as_it_may(company: Context, manager: Person) -> None:
    factories.customer(company, "C-8", name="Eighth", city="Delft")
    due = company.today - 40 * DAY
    factories.invoice(company, "INV-8", "900.00", due - 30 * DAY, due, customer="C-8")
    dunned.policy(company, "30 letter formal approval")
    manager.follow("/collections/reminders/run/", key="once")
    last = carried_out(company)
    found = sql.rows("SELECT id FROM reminder WHERE tenant_id = %s", [company.tenant_id])
    ids = [str(row[0]) for row in found]
    assert len(ids) == 2 and "Let ticked go" in manager.text("/collections/reminders/")
    manager.follow("/collections/reminders/posted/", id=ids)
    assert "Nothing was done. Tick with X" in browse.text_of(manager.last), "they wait, so none is to be posted"
    manager.follow("/collections/reminders/release/", id=[*ids, "x", str(last + 10**6)])
    assert "2 go out; 1 stayed as they were." in browse.text_of(manager.last)
    dunned.send(company)
    manager.follow("/collections/reminders/posted/", id=ids)
    assert "2 were posted." in browse.text_of(manager.last)
    assert [row[3] for row in dunned.reminders(company)] == ["sent", "sent"]
    manager.follow("/collections/reminders/release/", id=ids)
    assert "Nothing was done." in browse.text_of(manager.last)
    auditor = browse.person(company, "auditor")
    assert auditor.post("/collections/reminders/release/", id=ids).status_code == 403


def test_who_lets_a_reminder_go_reads_it_first_or_why_nothing_would_go(company: Context, manager: Person) -> None:
    dunned.policy(company, "30 letter formal approval interest")
    manager.follow("/collections/reminders/run/", key="once")
    id = carried_out(company)
    said = manager.text(f"/collections/reminders/{id}/")
    assert "Formal notice: INV-1" in said and "pay the whole amount within ten days" in said
    assert "Open To pay INV-1 due 21 May 2026 €1,000.00 €550.00" in said and "Not written yet" not in said
    disputes.open_dispute(company, OpenDispute("INV-1", "price", "300.00"))
    said = manager.text(f"/collections/reminders/{id}/")
    assert "Open To pay INV-1 due 21 May 2026 €1,000.00 €250.00" in said
    holds.place(company, PlaceHold("C-1", "Audit"))
    said = manager.text(f"/collections/reminders/{id}/")
    assert "Nothing would go out now: the account is on hold." in said and "Formal notice" not in said


def test_a_letter_without_an_address_to_go_to_is_held_until_there_is_one(company: Context, manager: Person) -> None:
    dunned.policy(company, "30 letter formal approval")
    manager.follow("/collections/reminders/run/", key="once")
    page = f"/collections/reminders/{carried_out(company)}/"
    customers.edit(company, customers.EditCustomer("C-1", street="", city=""))
    said = manager.text(page)
    assert "so the letter will not go" in said and "Nothing would go out now: no postal address is known" in said
    assert '<a class="link" href="/customers/C-1/edit/">Note one</a>' in manager.last
    manager.follow(f"{page}release/", key="twice")
    dunned.send(company)
    said = manager.text(page)
    assert "the letter did not go." in said and "and the next run takes the step" in said
    manager.text("/collections/reminders/?tab=held")
    assert 'to post a letter to: <a class="link" href="/customers/C-1/edit/">note one</a>' in manager.last
    manager.text("/collections/reminders/preview/")
    assert '<a class="link" href="/customers/C-1/edit/">nowhere to post it</a>' in manager.last
    collector = browse.person(company, "auditor")
    collector.text("/collections/reminders/?tab=held")
    assert "/customers/C-1/edit/" not in collector.last, "who may not note it is not led there"
    customers.edit(company, customers.EditCustomer("C-1", street="Kade 1", city="Delft"))
    assert "the letter did not go" not in manager.text(page)
    assert dunned.run(company)["letter"] == 1


def test_a_mail_that_was_refused_says_what_to_do_and_goes_again_to_the_right_address(
    company: Context, manager: Person, sink: Sink
) -> None:
    customers.edit(company, customers.EditCustomer("C-1", email="old@bright.example"))
    dunned.policy(company, "30 email firm")
    sink.refuse["RCPT"] = "550 no such user"
    dunned.run(company)
    page = f"/collections/reminders/{carried_out_id(company)}/"
    said = manager.text(page)
    assert "nothing more goes to old@bright.example" in said and "Correct the address" in said and "550" in said
    sink.refuse.clear()
    assert dunned.run(company)["email"] == 0, "an address that is wrong is not tried again"
    customers.edit(company, customers.EditCustomer("C-1", email="new@bright.example"))
    dunned.run(factories.at(company, company.today + DAY))
    assert [one["To"] for one in sink.messages()] == ["new@bright.example"]


def carried_out_id(company: Context) -> int:
    """The id of the latest reminder."""
    found = sql.row("SELECT MAX(id) FROM reminder WHERE tenant_id = %s", [company.tenant_id])
    return int(found[0]) if found else 0
