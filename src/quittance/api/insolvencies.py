"""Insolvency through the API: proceedings over customers, the claims filed in them, and their end."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from quittance import file_answer
from quittance.actions import insolvencies
from quittance.actions.insolvencies import EditInsolvency, EndInsolvency, FileClaims, InsolvencyKept, OpenInsolvency
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.dossiers import ZIP, ClaimShown, DossierReason
from quittance.api.kinds import PLAIN, AmountShown, Day, DayShown, Decimal, Given, Number, Shown
from quittance.reports import dossier_file, dossiers
from quittance.reports import insolvencies as reports

router = Router()

Court = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Case = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN, description="The court's number.")]
Administrator = Annotated[str, Field(max_length=200, pattern=PLAIN)]


class NewInsolvency(Given):
    """Proceedings over a customer; `percent` of its debt is marked for a specific provision, all when left out."""

    customer_number: Number
    opened_on: Day
    court: Court
    reference: Case
    administrator: Administrator | None = None
    file_by: Day | None = None
    percent: Decimal | None = None


class GivenInsolvency(Given):
    """What has become known since; what is left out stays as it is. Filed claims settle `opened_on`."""

    court: Court | None = None
    reference: Case | None = None
    administrator: Administrator | None = None
    file_by: Day | None = None
    percent: Decimal | None = None
    opened_on: Day | None = None


class GivenFiling(Given):
    """When the claims were filed; today when left out."""

    filed_on: Day | None = None


class InsolvencyShown(Shown):
    """An insolvency; `marked` is its share of what is owed now, in the company's currency."""

    number: str
    customer_number: str
    customer_name: str
    opened_on: DayShown
    court: str
    reference: str
    administrator: str
    file_by: DayShown | None
    filed_on: DayShown | None
    filer: str
    digest: str
    ended_on: DayShown | None
    reason: str
    actor_name: str
    percent: str
    marked: AmountShown


class Insolvencies(Shown):
    """Insolvencies, the nearest deadline first."""

    rows: list[InsolvencyShown]


class InsolvencyClaim(ClaimShown):
    """What is claimed of one document, with its currency; kind `cost` is a collection cost."""

    currency: str


class InsolvencyWhole(InsolvencyShown):
    """An insolvency with its claims, as they were owed on the eve of the opening.

    `dossiers` are the numbers of those that are out: agree on who files the claims, or recall them.
    """

    claims: list[InsolvencyClaim]
    dossiers: list[str]


@asks(router, "/insolvencies", Insolvencies)
def list_insolvencies(
    desk: Desk, *, state: Literal["running", "ended"] | None = None, customer_number: Number | None = None
) -> dict[str, Any]:
    """List insolvencies, the nearest deadline first."""
    base = desk.currency
    return {"rows": [reports.told(one, base) for one in reports.rows(desk.books, state or "", customer_number or "")]}


@does(router, "POST", "/insolvencies", "insolvencies.open", result_of(InsolvencyKept), status=201)
def open_insolvency(desk: Desk, body: NewInsolvency) -> InsolvencyKept:
    """Record that a customer is insolvent: reminders and interest stop."""
    return insolvencies.open_insolvency(desk.context, OpenInsolvency(**body.fields()))


@asks(router, "/insolvencies/{number}", InsolvencyWhole)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show an insolvency with its claims."""
    found = reports.card(desk.books, number)
    claims = [
        {**dossiers.claim_told(one, section.currency), "currency": section.currency}
        for section in found.sections
        for one in section.claims
    ]
    out = [named for named, _ in found.dossiers]
    return {**reports.told(found.row, desk.currency), "claims": claims, "dossiers": out}


@asks(router, "/insolvencies/{number}/zip", None, media=ZIP)
def zipped(desk: Desk, number: Number) -> HttpResponse:
    """Give the claim list as a ZIP: as it was filed, or as it would be now."""
    content = insolvencies.kept(desk.context, number)
    return file_answer.of(content, file_answer.ZIP, dossier_file.file_name(number))


@does(router, "PATCH", "/insolvencies/{number}", "insolvencies.edit", result_of(InsolvencyKept))
def edit(desk: Desk, number: Number, body: GivenInsolvency) -> InsolvencyKept:
    """Change what is known of an insolvency."""
    return insolvencies.edit(desk.context, EditInsolvency(number, **body.fields()))


@does(router, "POST", "/insolvencies/{number}/file", "insolvencies.file", result_of(InsolvencyKept))
def file(desk: Desk, number: Number, body: GivenFiling) -> InsolvencyKept:
    """Say that the claims were filed; the list is kept as it is now."""
    return insolvencies.file(desk.context, FileClaims(number, body.filed_on))


@does(router, "POST", "/insolvencies/{number}/end", "insolvencies.end", result_of(InsolvencyKept))
def end(desk: Desk, number: Number, body: DossierReason) -> InsolvencyKept:
    """End an insolvency: reminders and interest go on as before."""
    return insolvencies.end(desk.context, EndInsolvency(number, body.reason))
