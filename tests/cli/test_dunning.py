"""Dunning at the terminal: a policy proposed and adopted, the preview, a run, and its log."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quittance.actions import users
from quittance.actions.command import Context
from tests import dunned
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A company with one invoice that was late on the factories' day."""
    return dunned.late()


def test_a_policy_is_proposed_from_words_and_adopted(context: Context, tmp_path: Path) -> None:
    text = tmp_path / "firm.txt"
    text.write_text("{invoices} is late\n\nDear {name}, {amount} is due.\n", encoding="utf-8")
    steps = ("--step", "3 email friendly", "--step", "10 letter firm fee=5.00")
    said = quittance("dunning", "propose", "Standard", *steps, "--standard", "--text", f"3:en:{text}").out
    assert "Version 1 of Standard is proposed" in said
    assert "is in force" in quittance("dunning", "adopt", "Standard").out
    (row,) = quittance("dunning", "policies", "--format", "csv").rows
    assert (row["state"], row["customers"]) == ("live", "1")
    assert row["steps"] == "'+3 email friendly; +10 letter firm fee=5.00"
    assert quittance("dunning", "propose", "Standard", "--step", "3", "--format", "json").refusal == (
        "invalid",
        "steps",
    )


def test_what_is_proposed_is_taken_back_and_a_policy_ends(context: Context) -> None:
    dunned.policy(context, "3 call friendly")
    quittance("dunning", "propose", "Standard", "--step", "5 call firm", "--standard")
    assert "Version 2 of Standard is taken back" in quittance("dunning", "withdraw", "Standard").out
    said = quittance("dunning", "retire", "Standard").out
    assert "Standard is in force no more" in said and "--version 1" in said
    assert "No policy yet" in quittance("dunning", "policies").out
    assert "is in force" in quittance("dunning", "adopt", "Standard", "--version", "1").out


def test_the_effect_of_a_policy_is_told(context: Context) -> None:
    dunned.policy(context, "3 call friendly")
    assert quittance("dunning", "effect", "Standard", "--format", "json").refusal == ("conflict", "name")
    dunned.policy(context, "3 call friendly", holdout=20)
    said = quittance("dunning", "effect", "Standard").out
    assert "20 percent held out for 30 days" in said and "Too few to tell" in said and "held out" in said


def test_changes_of_a_version_are_shown_before_it_holds(context: Context) -> None:
    dunned.policy(context, "3 letter firm")
    quittance("dunning", "propose", "Standard", "--standard", "--step", "5 call friendly fee=2.00")
    (row,) = quittance("dunning", "changes", "Standard", "--format", "csv").rows
    assert (row["customer"], row["change"], row["now"], row["then"]) == (
        "C-1",
        "otherwise",
        "3 letter firm",
        "5 call friendly",
    )
    assert (row["fee_now"], row["fee_then"]) == ("0.00", "2.00")
    assert "1 reminded otherwise" in quittance("dunning", "changes", "Standard").out
    assert "Nothing changes now" in quittance("dunning", "changes", "Standard", "--version", "1").out


def test_an_account_is_escalated_to_a_named_member(context: Context) -> None:
    users.invite(context, users.InviteUser("nora@company.example", "Nora Weiss", ("credit_manager",), "!"))
    propose = ("dunning", "propose", "Standard", "--standard", "--step", "10 inside firm")
    assert quittance(*propose, "--format", "json").refusal == ("invalid", "our_senior")
    assert "is proposed" in quittance(*propose, "--our-senior", "nora@company.example").out
    quittance("dunning", "adopt", "Standard")
    (row,) = quittance("dunning", "preview", "--format", "csv").rows
    assert (row["channel"], row["ours"]) == ("inside", "Nora Weiss")
    who = ("dunning", "customer", "C-1", "--our-senior")
    assert quittance(*who, "ghost@company.example", "--format", "json").refusal == ("invalid", "our_senior")
    assert "follows Standard" in quittance(*who, "nora@company.example").out
    dunned.run(context)
    (row,) = quittance("dunning", "log", "--format", "csv").rows
    assert (row["channel"], row["state"], row["to"]) == ("inside", "to_do", "Nora Weiss")
    assert "Done for C-1" in quittance("dunning", "finish", row["id"], "--outcome", "They pay").out


def test_a_policy_for_a_segment_is_tried_before_it_is_adopted(context: Context) -> None:
    dunned.policy(context, "3 letter friendly")
    quittance("customer", "edit", "C-1", "--segment", "Key accounts")
    given = ("--segment", "Key accounts", "--grades", "E", "--step", "3 call firm risk=N")
    assert "is proposed" in quittance("dunning", "propose", "Key", *given).out
    (row,) = quittance("dunning", "changes", "Key", "--format", "csv").rows
    assert (row["now"], row["then"], row["why"]) == ("3 letter friendly", "3 call firm", "it follows Key")
    assert "1 from Standard to Key." in quittance("dunning", "changes", "Key").out
    quittance("dunning", "adopt", "Key")
    assert "follows Key, by its segment" in quittance("dunning", "customer", "C-1", "--senior", "Ines Roy").out
    again = quittance("dunning", "propose", "Other", *given)
    assert "is proposed" in again.out
    assert quittance("dunning", "adopt", "Other", "--format", "json").refusal == ("conflict", "segments")
