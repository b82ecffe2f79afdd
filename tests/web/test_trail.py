"""The audit trail: filtered, paged, exported, and never by what somebody could slip into a cell."""

from __future__ import annotations

import csv
import io

import pytest

from quittance.actions.command import Context
from quittance.rules.refusals import Refusal
from tests import factories
from tests.web import browse
from tests.web.browse import Person
from tests.web.conftest import DAY


def rows(person: Person, **query: str) -> list[dict[str, str]]:
    """The trail as its CSV has it."""
    body = browse.body_of(person.client.get("/audit/", {"format": "csv", **query})).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


@pytest.mark.django_db
def test_what_was_refused_stands_beside_what_was_done(auditor: Person, company: Context) -> None:
    sales = factories.member(company, "sales")
    with pytest.raises(Refusal):
        factories.invoice(sales, "INV-9", "1.00")
    auditor.get("/audit/")
    said = browse.text_of(auditor.last)
    assert "You may not record an issued invoice" in said and "Not allowed" in said
    assert {row["verb"] for row in rows(auditor, outcome="refused")} == {"invoices.record"}


@pytest.mark.django_db
def test_every_filter_restricts_and_can_be_dropped(auditor: Person) -> None:
    everything = len(rows(auditor))
    assert len(rows(auditor, verb="payments.record")) == 1
    assert len(rows(auditor, customer="C-2")) == 2
    assert len(rows(auditor, actor="nobody")) == 0
    assert len(rows(auditor, since="2026-07-01")) == 0
    assert len(rows(auditor, since="2026-06-30", until="2026-06-30")) == everything
    auditor.get("/audit/", verb="payments.record", customer="C-1")
    assert 'href="?customer=C-1" aria-label="Drop the filter What record a payment"' in auditor.last


@pytest.mark.django_db
def test_days_are_those_of_the_company_not_of_the_server(auditor: Person, company: Context) -> None:
    late = factories.at(company, factories.TODAY - DAY)
    at_night = int(late.now + 10.5 * 3600 * 10**6)
    from dataclasses import replace

    factories.customer(replace(late, now=at_night), "C-9")
    assert [row["verb"] for row in rows(auditor, customer="C-9", since="2026-06-30")] == ["customers.create"]


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"since": "whenever"}, {"customer": "NO-SUCH"}, {"until": "99/99"}])
def test_a_filter_that_cannot_be_is_said_not_guessed(auditor: Person, query: dict[str, str]) -> None:
    assert auditor.get("/audit/", **query).status_code == 422
    assert f'href="#f-{next(iter(query))}"' in auditor.last


@pytest.mark.django_db
def test_older_pages_follow_without_gap_or_repetition(auditor: Person, company: Context) -> None:
    for n in range(60):
        factories.customer(company, f"P-{n}")
    seen: list[str] = []
    path = "/audit/"
    while path:
        auditor.get(path)
        body = auditor.last.split("<tbody>")[1].split("</tbody>")[0]
        seen += [line.split("</span>")[0] for line in body.split('<span class="said">')[1:]]
        path = (
            auditor.last.split('rel="next"')[0].rsplit('href="', maxsplit=1)[-1].split('"')[0]
            if 'rel="next"' in auditor.last
            else ""
        )
        path = f"/audit/{path}".replace("&amp;", "&") if path else ""
    assert len(seen) == len(rows(auditor)) > 60
    assert len([one for one in seen if "number P-" in one]) == 60


@pytest.mark.django_db
def test_a_cursor_from_elsewhere_is_refused(auditor: Person) -> None:
    for after in ("x", "WyJhIiwxXQ", "🜁"):
        assert auditor.get("/audit/", after=after).status_code == 400


@pytest.mark.django_db
def test_a_formula_in_a_name_is_exported_as_text(auditor: Person, company: Context) -> None:
    factories.customer(company, "=1+1")
    cells = [row["customer"] for row in rows(auditor, verb="customers.create")]
    assert "'=1+1" in cells and "=1+1" not in cells
