"""Real processes race on a database of their own: nobody pays twice, nothing is lost, every loser is told why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sim import apart
from tests.sim.race import DEEDS, FILED, INVOICES, NUMBERED, PAYMENTS, POSTERS, SAME
from tests.sim.reminding import CUSTOMERS, RUNS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEN = 10_00
LOSERS = {"overallocated", "conflict"}


@pytest.fixture(scope="module")
def raced(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of every race; a process that met anything but an answer or a refusal fails them all."""
    found: dict[str, Any] = apart.run("tests.sim.race.every", own_database, tmp_path_factory.mktemp("race"))
    return found


def test_a_thousand_payments_of_64_processes_never_overallocate(raced: dict[str, Any]) -> None:
    found = raced["payments_on_one_customer"]
    assert found["differences"] == []
    codes = found["codes"]
    assert sum(codes.values()) == PAYMENTS
    assert set(codes) - {"done"} <= LOSERS, found["sentences"]
    assert codes["overallocated"] > 0
    assert all(sentence.endswith(".") for sentence in found["sentences"])
    assert found["refusals"] == PAYMENTS - codes["done"]
    assert found["documents"] == [INVOICES, INVOICES * 10 * TEN]
    assert found["payments"][1] == found["payments"][0] * TEN
    assert found["receivable"] == found["documents"][1] - found["payments"][1], "totals are conserved"
    assert found["moments"] == [], "as known at any moment of the race, nothing was beyond its amount"


def test_eight_calls_under_one_key_make_one_payment(raced: dict[str, Any]) -> None:
    found = raced["same_key"]
    assert found["differences"] == []
    assert [one["code"] for one in found["same"]] == [""] * SAME
    assert len({one["entry"] for one in found["same"]}) == 1
    assert found["other"]["codes"] == {"conflict": SAME - 1, "done": 1}
    assert found["payments"][0] == 2


def test_nothing_posts_once_a_lock_has_been_answered(raced: dict[str, Any]) -> None:
    found = raced["lock_against_posting"]
    assert found["differences"] == []
    assert found["late"] == []
    assert found["codes"]["period_locked"] == POSTERS - 1
    assert set(found["codes"]) == {"done", "period_locked"}
    assert found["documents"][0] == found["codes"]["done"] > 0


def test_numbers_taken_at_once_have_no_gap(raced: dict[str, Any]) -> None:
    found = raced["numbers_without_gaps"]
    assert found["differences"] == []
    refused = POSTERS * NUMBERED // 5 - 1
    assert found["codes"] == {"done": POSTERS * NUMBERED - refused, "duplicate": refused}, found["sentences"]
    expected = [f"INV-2026-{n + 1:05d}" for n in range(POSTERS * NUMBERED - refused)]
    assert found["numbers"] == expected


def test_a_statement_that_many_take_in_at_once_is_in_once_and_each_line_is_applied_once(raced: dict[str, Any]) -> None:
    found = raced["one_bank_file"]
    assert found["counts"] == {"bank_file": 1, "bank_statement": 1, "bank_line": FILED}
    assert set(found["taken"]["codes"]) <= {"done", "conflict"}, found["taken"]["sentences"]
    assert found["codes"]["done"] == FILED and found["payments"] == [FILED, FILED * 10 * TEN]
    assert set(found["codes"]) <= {"done", "conflict", "overallocated"}, found["sentences"]
    assert found["differences"] == [] and found["receivable"] == 0


def test_drafts_finalised_at_once_leave_every_series_whole_whatever_fails_beside_them(raced: dict[str, Any]) -> None:
    found, codes = raced["finalised_in_series"], raced["finalised_in_series"]["codes"]
    assert (found["issued"], found["series"], codes["done"]) == (48, 6, 48)
    assert found["gaps"] == [] and found["differences"] == []
    assert set(codes) <= {"done", "changed", "not_found", "duplicate", "limit_exceeded", "killed"}
    assert codes["killed"] > 0 and codes["duplicate"] > 0 and codes["limit_exceeded"] > 0
    assert codes.get("changed", 0) + codes.get("not_found", 0) == 48, "each draft is issued by the first of two"


def test_workers_that_mail_and_are_killed_send_nothing_twice_and_name_what_is_doubtful(raced: dict[str, Any]) -> None:
    found = raced["mailed_by_workers"]
    assert found["killed"] > 0 and found["doubles"] == found["silent"] == found["sent_without_message"] == 0
    assert sum(found["states"].values()) == found["documents"] and set(found["states"]) <= {"sent", "doubtful"}
    assert found["states"]["sent"] <= found["messages"] <= found["documents"]
    assert found["differences"] == []


def test_workers_that_remind_and_are_killed_write_charge_and_number_nothing_twice(raced: dict[str, Any]) -> None:
    found, states = raced["reminded_by_workers"], raced["reminded_by_workers"]["states"]
    ((state, many, by_hand),) = found["runs"]
    assert found["killed"] > 0 and (state, by_hand) == ("done", RUNS)
    assert many - by_hand <= found["planned"] in found["openings"], "each hour that began is run for once, by whoever"
    assert set(found["written"]) == {1} and sum(states.values()) == CUSTOMERS and set(states) <= {"sent", "doubtful"}
    sent, doubtful = states["sent"], states.get("doubtful", 0)
    assert sent <= len(found["written"]) <= sent + doubtful, "only what is called doubtful may not have arrived"
    assert len(found["fees"]) == len(set(found["fees"])) == sent, "what is doubtful is not charged"
    assert [one[-5:] for one in found["numbers"]] == [f"{n:05d}" for n in range(1, CUSTOMERS + 1)]
    assert set(found["jobs"]) == {"done"} and found["differences"] == []


def test_what_the_clock_asks_for_is_done_once_by_workers_that_race_and_are_killed(raced: dict[str, Any]) -> None:
    found, counts = raced["scheduled_by_workers"], raced["scheduled_by_workers"]["counts"]
    assert found["wrong"] == [] and found["killed"] > 0
    assert (counts["period of a schedule"], counts["statement of a day"], counts["mail taken in"]) == (6, 2, 5)
    assert counts["reminder of a day"] >= counts["fee"] > 0
    assert counts["try of one"] > counts["message of a webhook"] > counts["try that was turned away"] > 0


def test_verbs_that_cross_each_other_lose_nothing(raced: dict[str, Any]) -> None:
    found = raced["all_verbs_at_once"]
    assert found["differences"] == []
    assert found["moments"] == []
    assert sum(found["codes"].values()) == POSTERS * DEEDS
    told = {"done", "overallocated", "conflict", "already_reversed", "invalid", "limit_exceeded", "not_found"}
    assert set(found["codes"]) <= told, found["sentences"]
    assert found["codes"]["done"] > POSTERS
    assert found["refusals"] == POSTERS * DEEDS - found["codes"]["done"]
