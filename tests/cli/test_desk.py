"""The desk: which company, who asks, under which key, in which form, and days in words."""

from __future__ import annotations

import datetime

import pytest
import typer

from quittance.actions import users
from quittance.actions.command import Context
from quittance.cli.desk import Asked, Desk, check_form
from quittance.rules.refusals import NotAllowed
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The only company, in Auckland."""
    return factories.company("Delft Tiles", timezone="Pacific/Auckland")


@pytest.fixture
def desk(context: Context) -> Desk:
    """The operator's desk on a day in June."""
    return Desk(Asked(), context)


def test_days_may_be_words(desk: Desk) -> None:
    today = factories.TODAY
    assert desk.day("", "on") == desk.day("today", "on") == today
    assert desk.day("yesterday", "on") == today - datetime.timedelta(days=1)
    assert desk.day("2026-02-28", "on") == datetime.date(2026, 2, 28)
    assert desk.day_or_none("", "on") is None
    for wrong in ("2026-02-30", "30-06-2026", "tomorrow", "2026-6-1", "٢٠٢٦-٠١-٠١"):
        with pytest.raises(typer.BadParameter) as refused:
            desk.day(wrong, "as-of")
        assert refused.value.param_hint == "--as-of"


def test_a_moment_is_in_the_companys_time_zone_and_a_day_means_its_end(desk: Desk) -> None:
    noon = factories.noon(datetime.date(2026, 6, 30))
    hour = 3_600 * 10**6
    assert desk.moment("2026-06-30T12:00Z", "known-at") == noon
    assert desk.moment("2026-07-01T00:00", "known-at") == noon, "Auckland is twelve hours ahead"
    assert desk.moment("2026-06-30T12:00+02:00", "known-at") == noon - 2 * hour
    assert desk.moment("2026-06-30", "known-at") == noon - 1
    assert desk.moment("", "known-at") is None
    for wrong in ("soon", "2026-06-31", "12:00", "9" * 30):
        with pytest.raises(typer.BadParameter):
            desk.moment(wrong, "known-at")


def test_a_form_is_one_of_three() -> None:
    assert [check_form(form) for form in ("table", "json", "csv")] == ["table", "json", "csv"]
    with pytest.raises(typer.BadParameter):
        check_form("xml")


def test_the_only_company_needs_no_name_and_of_several_one_is_named(context: Context) -> None:
    assert done("entity", "show")["name"] == "Delft Tiles"
    factories.company("Second")
    assert quittance("entity", "show", "--format", "json").refusal[0] == "duplicate"
    assert done("entity", "show", "--entity", "Second")["name"] == "Second"
    assert done("entity", "show", QUITTANCE_ENTITY="Second")["name"] == "Second"
    assert quittance("entity", "show", "--entity", "Third", "--format", "json").refusal == ("invalid", "entity")


def test_a_command_acts_as_the_person_named(context: Context) -> None:
    users.invite(context, users.InviteUser("ann@delft.example", "Ann", ("auditor",), "!"))
    as_ann = ("--as", "ann@delft.example", "--format", "json")
    assert quittance("aging", *as_ann).code == 0
    assert quittance("customer", "add", "Crane", *as_ann).refusal == ("not_allowed", "")
    said = quittance("customer", "add", "Crane", QUITTANCE_AS="ann@delft.example")
    assert (said.code, "[not_allowed]" in said.err) == (3, True)
    assert quittance("aging", "--as", "nobody@delft.example", "--format", "json").refusal[0] == "sign_in_needed"


def test_a_person_without_the_right_to_read_reads_nothing(context: Context) -> None:
    users.invite(context, users.InviteUser("ann@delft.example", "Ann", ("sales",), "!"))
    users.change_role(context, users.ChangeRole("sales", ("invoices.record",)))
    for words in (("aging",), ("customer", "list"), ("journal",), ("verify",), ("invoice", "list"), ("user", "list")):
        assert quittance(*words, "--as", "ann@delft.example", "--format", "json").refusal[0] == "not_allowed"


def test_a_desk_checks_what_may_be_read(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    with pytest.raises(NotAllowed):
        Desk(Asked(), clerk).check("audit.read")
    assert Desk(Asked(), clerk).books.tenant_id == context.tenant_id


def test_the_same_key_does_it_once(context: Context) -> None:
    first = done("customer", "add", "Crane", "--key", "k-1")
    assert done("customer", "add", "Crane", "--key", "k-1") == first
    assert quittance("customer", "add", "Other", "--key", "k-1", "--format", "json").refusal == ("conflict", "key")
    assert len(done("customer", "list")) == 2


def test_a_dry_run_shows_what_would_happen_and_writes_nothing(context: Context) -> None:
    told = done("customer", "add", "Crane", "--dry-run")
    assert (told["number"], told["dry_run"]) == ("C-1001", True)
    assert "Dry run: nothing was written." in quittance("customer", "add", "Crane", "--dry-run").out
    assert len(done("customer", "list")) == 1


def test_questions_have_no_key_and_no_dry_run(context: Context) -> None:
    for option in ("--dry-run", "--key=k"):
        assert quittance("aging", option).code == 2
