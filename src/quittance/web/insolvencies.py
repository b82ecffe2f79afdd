"""Insolvency on screen: proceedings recorded for a customer, their claims, the filing and the end."""

from __future__ import annotations

from django.http import HttpResponse

from quittance import file_answer
from quittance.actions import insolvencies as verbs
from quittance.actions.insolvencies import EditInsolvency, EndInsolvency, FileClaims, OpenInsolvency
from quittance.reports import customers, dossier_file
from quittance.reports import insolvencies as reports
from quittance.rules import interest_packs
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.form("insolvencies.open")
def customer_insolvency(visit: Visit, number: str) -> HttpResponse:
    """Record that a customer is insolvent; raises `NotFound`."""
    row = customers.of_ids(visit.books, [customers.id_of(visit.books, number)], visit.context.today)[0]
    form = Form(visit, {"percent": "100"})
    if form.sent:
        made = form.does(
            verbs.open_insolvency,
            lambda: OpenInsolvency(
                *(number, form.past_day("opened_on"), form["court"], form["reference"], form["administrator"]),
                *(form.day_or_none("file_by"), form["percent"]),
            ),
        )
        if made is not None:
            said = f"{row.name} is insolvent: {made.number}. Nobody is reminded, and interest has stopped."
            return visit.go("insolvency", said, number=made.number)
    return visit.show("dossiers/insolvent.html", {"row": row, "form": form}, status=form.status)


@visit.page()
def insolvency(visit: Visit, number: str) -> HttpResponse:
    """One insolvency; raises `NotFound`."""
    return _shown(visit, number, Form(visit, _start(visit, number)))


@visit.page()
def insolvency_zip(visit: Visit, number: str) -> HttpResponse:
    """The claim list as a ZIP; raises `NotFound`."""
    return file_answer.of(verbs.kept(visit.context, number), file_answer.ZIP, dossier_file.file_name(number))


@visit.deed("insolvencies.edit")
def insolvency_edit(visit: Visit, number: str) -> HttpResponse:
    """Change what is known."""
    form = Form(visit)
    made = form.does(
        verbs.edit,
        lambda: EditInsolvency(
            *(number, form["court"], form["reference"], form["administrator"], form.day_or_none("file_by")),
            form["percent"],
            form.past_day("opened_on") if form["opened_on"].strip() else None,
        ),
    )
    return _shown(visit, number, form) if made is None else visit.go("insolvency", "Kept.", number=number)


@visit.deed("insolvencies.file")
def insolvency_file(visit: Visit, number: str) -> HttpResponse:
    """Say that the claims were filed."""
    form = Form(visit)
    made = form.does(
        verbs.file, lambda: FileClaims(number, form.past_day("filed_on") if form["filed_on"].strip() else None)
    )
    said = "The claims are filed, and the list is kept."
    return _shown(visit, number, form) if made is None else visit.go("insolvency", said, number=number)


@visit.deed("insolvencies.end")
def insolvency_end(visit: Visit, number: str) -> HttpResponse:
    """End the proceedings."""
    form = Form(visit)
    made = form.does(verbs.end, lambda: EndInsolvency(number, form["reason"]))
    said = "The proceedings are over; reminders and interest go on as before."
    return _shown(visit, number, form) if made is None else visit.go("insolvency", said, number=number)


def _start(visit: Visit, number: str) -> dict[str, str]:
    row = reports.of_number(visit.books, number)
    return {
        "court": row.court,
        "reference": row.reference,
        "administrator": row.administrator,
        "file_by": row.file_by.isoformat() if row.file_by else "",
        "percent": interest_packs.percent(row.percent_e4),
        "opened_on": row.opened_on.isoformat(),
    }


def _shown(visit: Visit, number: str, form: Form) -> HttpResponse:
    card = reports.card(visit.books, number)
    late = card.row.file_by is not None and card.row.filed_on is None and card.row.file_by < visit.context.today
    values = {"card": card, "row": card.row, "form": form, "late": late}
    return visit.show("dossiers/insolvency.html", values, status=form.status)
