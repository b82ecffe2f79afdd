"""One verb, one transaction, one key: what every write goes through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, OperationalError, transaction

from quittance.actions import command, contacts, customers, identity, rates
from quittance.actions.command import Context
from quittance.books import keys, sql
from quittance.reports import audit, books
from quittance.reports import customers as listed
from quittance.reports.audit import Filter
from quittance.rules.refusals import Busy, Conflict, Duplicate, Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def keyed(context: Context, key: str) -> Context:
    """The same identity with an idempotency key."""
    return replace(context, key=key)


def count(context: Context) -> int:
    """How many customers there are."""
    return len(listed.find(books.of(context), listed.Wanted(), context.today).rows)


def test_the_same_key_and_input_do_it_once_and_tell_the_same(context: Context) -> None:
    data = customers.CreateCustomer("Harbour Cranes")
    first = customers.create(keyed(context, "k-1"), data)
    again = customers.create(replace(keyed(context, "k-1"), now=context.now + 5, face="api"), data)
    assert again == first
    assert count(context) == 2
    assert len(audit.trail(books.of(context), Filter(verb="customers.create"))) == 1


def test_the_same_key_for_another_input_or_verb_is_a_conflict(context: Context) -> None:
    factories.customer(keyed(context, "k-1"), "C-1")
    for work in (
        lambda: factories.customer(keyed(context, "k-1"), "C-2"),
        lambda: contacts.add(keyed(context, "k-1"), contacts.AddContact("C-1", "Ann")),
    ):
        with pytest.raises(Conflict) as refused:
            work()
        assert refused.value.field == "key"
    assert count(context) == 2


def test_two_commands_without_a_key_are_two(context: Context) -> None:
    data = customers.CreateCustomer("Harbour Cranes")
    assert customers.create(context, data).number != customers.create(context, data).number


def test_two_companies_may_use_the_same_key(context: Context) -> None:
    other = factories.company()
    factories.customer(keyed(context, "k-1"), "C-1")
    factories.customer(keyed(other, "k-1"), "C-2")
    assert count(context) == count(other) == 2


def test_a_refused_command_leaves_its_key_free(context: Context) -> None:
    with pytest.raises(NotFound):
        contacts.add(keyed(context, "k-1"), contacts.AddContact("C-1", "Ann"))
    factories.customer(context, "C-1")
    assert contacts.add(keyed(context, "k-1"), contacts.AddContact("C-1", "Ann")).removed is False


@pytest.mark.parametrize("key", ["x" * 201, "a\x00b", "a\nb", "\x1b"])
def test_a_key_is_short_and_printable(context: Context, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        factories.customer(keyed(context, key), "C-1")
    assert refused.value.field == "key"
    assert count(context) == 1


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(context: Context) -> None:
    dry = replace(keyed(context, "k-1"), dry_run=True)
    data = customers.CreateCustomer("Harbour Cranes")
    told = customers.create(dry, data)
    assert (told.number, told.version) == ("C-1001", 1)
    assert customers.create(dry, data).number == "C-1001", "the series was given back"
    assert count(context) == 1
    assert audit.trail(books.of(context)) == ()
    assert customers.create(keyed(context, "k-1"), data).number == "C-1001", "the key was given back"


def test_a_refused_dry_run_is_no_event(context: Context) -> None:
    dry = replace(context, dry_run=True)
    with pytest.raises(NotFound):
        contacts.add(dry, contacts.AddContact("C-9", "Ann"))
    with pytest.raises(NotAllowed):
        factories.customer(replace(factories.member(context, "auditor"), dry_run=True), "C-1")
    assert audit.trail(books.of(context), Filter(outcome="refused")) == ()


def test_every_refusal_is_an_event_of_who_asked_for_what(context: Context) -> None:
    auditor = factories.member(context, "auditor")
    with pytest.raises(NotAllowed, match="You may not create a customer"):
        factories.customer(auditor, "C-1")
    with pytest.raises(NotFound):
        contacts.add(context, contacts.AddContact("C-9", "Ann"))
    rows = audit.trail(books.of(context), Filter(outcome="refused"))
    assert [(row.verb, row.outcome, row.actor_name) for row in rows] == [
        ("contacts.add", "not_found", "operator"),
        ("customers.create", "not_allowed", "Auditor"),
    ]
    assert rows[0].data["input"]["customer_number"] == "C-9"
    assert count(context) == 1


def test_a_verb_needs_its_own_permission_and_nothing_else(context: Context) -> None:
    for name in command.VERBS:
        alone = replace(context, actor=replace(context.actor, permissions=frozenset({name})))
        if name == "customers.create":
            assert factories.customer(alone, "C-1").number == "C-1"
            continue
        with pytest.raises(NotAllowed):
            factories.customer(alone, "C-2")


def test_a_verb_that_fails_half_way_leaves_nothing(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(command, "notes", fail)
    with pytest.raises(RuntimeError):
        factories.customer(keyed(context, "k-1"), "C-1")
    monkeypatch.undo()
    assert count(context) == 1
    assert factories.customer(keyed(context, "k-1"), "C-1").number == "C-1"


def test_a_drawn_id_that_is_taken_is_drawn_again(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = factories.customer(context, "C-1").id
    drawn = [taken]
    monkeypatch.setattr(customers, "new_id", lambda: drawn.pop() if drawn else keys.new_id())
    assert factories.customer(context, "C-2").id != taken
    assert count(context) == 3


def test_a_name_that_was_taken_meanwhile_is_a_conflict(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.customer(context, "C-1")
    monkeypatch.setattr(customers, "_find", lambda *given: None)
    with pytest.raises(Conflict):
        factories.customer(context, "C-1")
    assert count(context) == 2


@pytest.mark.parametrize("id", [0, -1, 2**63, 2**200])
def test_an_id_fits_the_books(id: int) -> None:
    with pytest.raises(Invalid):
        command.check_id(id)


def test_the_stored_answer_of_a_later_process_is_the_same_value(context: Context) -> None:
    data = rates.SetRate("USD", "EUR", context.today, "0.9")
    assert rates.set_rate(keyed(context, "k-1"), data) == rates.set_rate(keyed(context, "k-1"), data)


def test_an_identity_acts_under_its_own_name(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    factories.customer(replace(clerk, face="api"), "C-1")
    (row,) = audit.trail(books.of(context), Filter(verb="customers.create"))
    assert (row.actor_kind, row.actor_name, row.face) == ("user", "Clerk", "api")
    assert identity.of_job(clerk, ["customers.create"]).actor.name == "Clerk"


def test_a_duplicate_is_named(context: Context) -> None:
    factories.customer(context, "C-1")
    with pytest.raises(Duplicate) as refused:
        factories.customer(context, "C-1")
    assert refused.value.field == "number"


def test_a_broken_rule_of_the_database_is_a_fault_and_no_refusal(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.customer(context, "C-1")
    made = factories.invoice(context, "INV-1", "1.00")
    for columns in ("total = 0, net = 0", f"customer_id = {made.id}"):

        def broken(columns: str = columns) -> object:
            change = f"UPDATE document SET {columns} WHERE tenant_id = %s"
            return lambda *given: sql.execute(change, [context.tenant_id])

        with monkeypatch.context() as patched:
            patched.setattr(command, "notes", broken())
            with pytest.raises(IntegrityError):
                factories.customer(context, "C-9")
    assert count(context) == 2
    assert audit.trail(books.of(context), Filter(outcome="refused")) == ()


def busy(sqlite: str, postgresql: str) -> OperationalError:
    """What the database raises when it gives up waiting for other writers."""
    fault = OperationalError("the database says no")
    fault.__cause__ = type("Cause", (Exception,), {"sqlite_errorname": sqlite, "sqlstate": postgresql})()
    return fault


def test_a_database_that_is_busy_for_too_long_is_told_and_leaves_the_key_free(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def locked(*given: object) -> None:
        calls.append(given)
        raise busy("SQLITE_BUSY", "55P03")

    with monkeypatch.context() as patched:
        patched.setattr(customers, "_base_currency", locked)
        with pytest.raises(Busy, match="repeat it with the same key"):
            customers.create(keyed(context, "k-1"), customers.CreateCustomer("Harbour Cranes"))
    assert len(calls) == 1
    assert audit.trail(books.of(context), Filter(outcome="refused")) == ()
    customers.create(keyed(context, "k-1"), customers.CreateCustomer("Harbour Cranes"))
    assert count(context) == 2


def test_a_deadlock_is_tried_again_and_given_up_after_some_attempts(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []
    known = customers._base_currency

    def crossed(given: Context) -> str:
        attempts.append(given)
        if len(attempts) < 3:
            raise busy("", "40P01")
        return known(given)

    monkeypatch.setattr(customers, "_base_currency", crossed)
    factories.customer(context, "C-1")
    assert len(attempts) == 3
    attempts[:] = []
    monkeypatch.setattr(command, "ATTEMPTS", 2)
    with pytest.raises(Busy):
        factories.customer(context, "C-2")
    assert len(attempts) == 2


def test_a_refusal_inside_a_larger_transaction_is_noted_with_it(context: Context) -> None:
    with transaction.atomic(), pytest.raises(NotFound):
        factories.invoice(context, "INV-1", "1.00", customer="C-9")
    assert [row.outcome for row in audit.trail(books.of(context), Filter(outcome="refused"))] == ["not_found"]
