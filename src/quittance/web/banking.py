"""Statements: bank files taken in, those that wait with their difference, and what each held."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from quittance import file_answer
from quittance.actions import banking, banking_profiles, matching_runs
from quittance.actions.banking import DiscardFile, FileTaken, ReleaseFile
from quittance.actions.matching_runs import AskMatch
from quittance.reports import banking as reports
from quittance.rules.bankline import QUARANTINED, UNREAD
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LATEST = 100


@visit.form()
def bank_files(visit: Visit) -> HttpResponse:
    """The latest files, and a place to give the next one."""
    form = Form(visit)
    if form.sent:
        made = form.tries(lambda: _import(visit))
        if made is not None:
            return taken(visit, made)
    found = reports.files(visit.books, LATEST)
    waiting = [one for one in found if one.state == QUARANTINED]
    values = {
        "form": form,
        "files": found,
        "waiting": waiting,
        "most": settings.UPLOAD_LIMIT_BYTES // 1024**2,
        "profiles": banking_profiles.listed(visit.context),
    }
    return visit.show("cash/files.html", values, status=form.status)


@visit.page()
def bank_file(visit: Visit, id: int) -> HttpResponse:
    """One file with its statements and lines."""
    return _show(visit, id, Form(visit))


@visit.deed("banking.release")
def bank_release(visit: Visit, id: int) -> HttpResponse:
    """Take a waiting file in as it is."""
    form = Form(visit)
    made = form.does(banking.release, lambda: ReleaseFile(id, form["reason"]))
    return _show(visit, id, form) if made is None else taken(visit, made)


@visit.deed("banking.discard")
def bank_discard(visit: Visit, id: int) -> HttpResponse:
    """Give a waiting file up."""
    form = Form(visit)
    made = form.does(banking.discard, lambda: DiscardFile(id, form["reason"]))
    return _show(visit, id, form) if made is None else visit.go("bank-files", f"{made.name} is discarded")


@visit.page()
def bank_original(visit: Visit, id: int) -> HttpResponseBase:
    """The file as it came."""
    name, content = reports.content(visit.books, id)
    return file_answer.of(content, file_answer.BYTES, name)


def _import(visit: Visit) -> FileTaken:
    given = visit.request.FILES.get("file")
    if given is None:
        raise Invalid("Choose the file of the bank.", field="file")
    return banking.import_bytes(visit.context, given.name or "file", given.read())


def taken(visit: Visit, made: FileTaken) -> HttpResponse:
    """On to the workbench when lines came in, to the file when it waits."""
    if made.state == QUARANTINED:
        return visit.go("bank-file", f"{made.name} does not add up and waits", id=made.id)
    if made.state == UNREAD and visit.may("banking.read_file"):
        return visit.go("bank-layout", f"{made.name} is a table: look at its columns", id=made.id)
    if made.again:
        return visit.go("bank-file", f"{made.name} was here before; nothing has changed", id=made.id)
    if visit.may("matching.propose"):
        asked = matching_runs.ask(visit.context, AskMatch())
        return visit.go(f"{reverse('cash')}?file={made.id}&run={asked.run_id}", f"{made.new} new lines are in")
    return visit.go("bank-file", f"{made.new} new lines are in", id=made.id)


def _show(visit: Visit, id: int, form: Form) -> HttpResponse:
    found, statements = reports.file(visit.books, id)
    wanted = reports.WantedLines(file_id=id, after=visit.request.GET.get("after", ""))
    page = reports.lines(visit.books, wanted)
    values = {"file": found, "statements": statements, "page": page, "form": form}
    return visit.show("cash/file.html", values, status=form.status)
