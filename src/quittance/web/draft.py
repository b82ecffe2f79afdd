"""One draft: what it says, how it stands, and what may be done with it: changed, approved, issued, thrown away."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import approvals, drafts
from quittance.actions.approvals import ApproveDraft, RefuseDraft, RequestApproval
from quittance.actions.drafts import CopyDraft, EditDraft, IssueDraft, RemoveDraft
from quittance.reports import attachments, estimates, preflight
from quittance.reports import drafts as report
from quittance.reports.audit import Filter
from quittance.rules import draft as rules
from quittance.rules import money
from quittance.web import draft_form, draft_lines, invoice_new, shown, timeline, visit
from quittance.web.customer import agreed
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.form()
def draft(visit: Visit, id: int) -> HttpResponse:
    """The draft of that id, or the document it was issued as; a refusal is written on its page."""
    form = Form(visit)
    if form.sent and form["do"] == "refuse":
        visit.check("drafts.refuse")
        data = RefuseDraft(id, form["reason"], form.whole("version"))
        if form.does(approvals.refuse, lambda: data) is not None:
            return visit.go("draft", "The draft is refused, and its maker can read why.", id=id)
    elif form.sent:
        return _carried_out(visit, form, id)
    return _page(visit, form, id)


@visit.form("drafts.edit")
def draft_edit(visit: Visit, id: int) -> HttpResponse:
    """A draft as it stands, changed on the version that was shown; raises `NotFound`."""
    card = report.card(visit.books, id)
    if card.number:
        return visit.go("invoice", number=card.number)
    form = Form(visit, {**draft_form.fields(card.content), "version": str(card.row.version)})
    if form.sent and form["do"] not in ("totals", "more"):
        made = form.does(drafts.edit, lambda: EditDraft(id, form.whole("version"), draft_form.content(visit, form)))
        if made is not None:
            return visit.go("draft", "The draft is saved.", id=id)
    return invoice_new.composer(visit, form, card.row.kind, {"draft": card, "heading": "Edit the draft"})


@visit.deed("drafts.copy")
def draft_copy(visit: Visit, id: int) -> HttpResponse:
    """Another draft like this one."""
    made = visit.do(drafts.copy, CopyDraft(id=id), Form(visit).key)
    return visit.go("draft-edit", "This is a copy. Change what differs, then save it.", id=made.id)


@visit.deed("drafts.copy")
def document_copy(visit: Visit, number: str) -> HttpResponse:
    """A draft like an issued document."""
    made = visit.do(drafts.copy, CopyDraft(number), Form(visit).key)
    return visit.go("draft-edit", f"This is a copy of {number}. Change what differs, then save it.", id=made.id)


def _carried_out(visit: Visit, form: Form, id: int) -> HttpResponse:
    """One of the buttons of the page; what is refused is told on it."""
    do, version, base = form["do"], form.whole("version"), visit.company.base_currency
    if do == "issue":
        issued = form.does(drafts.issue, lambda: IssueDraft(id, version))
        if issued is not None:
            amount = shown.with_currency(money.read(issued.total, issued.currency), issued.currency, base)
            said = invoice_new.warned(f"Issued as {issued.number}, {amount}.", issued.warnings)
            return visit.go("invoice", said, number=issued.number)
    elif do == "remove":
        if form.does(drafts.remove, lambda: RemoveDraft(id, version)) is not None:
            return visit.go("drafts", "The draft is thrown away. Nothing of it was in the books.")
    elif do == "request":
        if form.does(approvals.request, lambda: RequestApproval(id, version)) is not None:
            return visit.go("draft", "It waits for approval now, on Today of those who may approve.", id=id)
    elif do == "approve" and form.does(approvals.approve, lambda: ApproveDraft(id, version)) is not None:
        return visit.go("draft", "The draft is approved and can be issued.", id=id)
    return _page(visit, form, id)


def _page(visit: Visit, form: Form, id: int) -> HttpResponse:
    card = report.card(visit.books, id)
    if card.number:
        return visit.go("invoice", number=card.number)
    row, whole, context = card.row, card.whole, visit.context
    mine = not rules.may_decide(drafts.maker(context.actor), card.makers)
    needed = approvals.needed(context, card, visit.company)
    events = visit.request.GET.get("events", "")
    values = {
        "form": form,
        "card": card,
        "row": row,
        "credit": row.kind == "credit_note",
        **draft_lines.values(card.content, whole, row.currency),
        "agreed": agreed(card.content.terms) if card.content.terms else "",
        "needed": needed,
        "may_issue": visit.may("drafts.issue") and visit.may(drafts.RECORDS[row.kind]),
        "may_decide": row.state == rules.TO_APPROVE and visit.may("drafts.approve") and not mine,
        "mine": mine,
        "askable": rules.may_ask(row.state) and visit.may("drafts.request"),
        "timeline": timeline.of(visit, Filter(subject_kind="draft", subject_id=id), events),
        "first": not events,
        "estimate": estimates.of_draft(visit.books, id),
        "files": attachments.of_draft(visit.books, id),
        "preflight": preflight.of_draft(visit.books, card, context.today),
    }
    return visit.show("drafts/draft.html", values, status=form.status)
