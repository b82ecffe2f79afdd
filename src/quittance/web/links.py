"""The links of one document or estimate: copied, made, revoked, and whether the customer has seen it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import links
from quittance.actions.links import MakeLink, RevokeLink
from quittance.reports import links as reports
from quittance.reports.links import LinkRow, Target
from quittance.rules.link import USUAL_DAYS
from quittance.rules.refusals import NotFound
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Shown:
    """A link with its whole address, and whether it opens."""

    row: LinkRow
    url: str
    stands: bool

    @property
    def ended(self) -> str:
        """Why it does not open, "" while it does."""
        return "" if self.stands else ("revoked" if self.row.revoked_at else "expired")


@visit.form("links.make")
def document_links(visit: Visit, number: str) -> HttpResponse:
    """The links of an invoice or credit note; raises `NotFound`."""
    return _page(visit, number, "invoice")


@visit.form("links.make")
def estimate_links(visit: Visit, number: str) -> HttpResponse:
    """The links of an estimate; raises `NotFound`."""
    return _page(visit, number, "estimate")


def of(visit: Visit, target: Target) -> tuple[Shown, ...]:
    """The links of a document, with their addresses for whoever may make one."""
    if not visit.may("links.make"):
        return ()
    rows = reports.of(visit.books, target)
    return tuple(
        Shown(
            row,
            visit.request.build_absolute_uri(links.url(visit.context.tenant_id, row.id)),
            row.stands(visit.context.now),
        )
        for row in rows
    )


def _page(visit: Visit, number: str, back: str) -> HttpResponse:
    if (reports.target(visit.books, number).kind == "estimate") is not (back == "estimate"):
        raise NotFound(f"There is no {back} {number[:60]!r}.", field="number")
    form = Form(visit, {"days": str(USUAL_DAYS)})
    done = _carried_out(form, number) if form.sent else ""
    if done:
        return visit.go(f"{back}-links", done, number=number)
    values = {"form": form, "number": number, "back": back, "links": of(visit, reports.target(visit.books, number))}
    return visit.show("link/links.html", values, status=form.status)


def _carried_out(form: Form, number: str) -> str:
    """What a button has done, in words; "" when it was refused."""
    if form["do"] == "revoke":
        kept = form.does(links.revoke, lambda: RevokeLink(int(form["id"]) if form["id"].isdecimal() else 0))
        return "The link opens nothing any more." if kept else ""
    made = form.does(links.make, lambda: MakeLink(number, form.whole("days")))
    return "The link is made." if made else ""
