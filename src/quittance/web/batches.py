"""Many issued or sent at once: what was chosen in a list, asked once more, then how far it is and what failed."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import batches
from quittance.actions.batches import StartBatch, StopBatch
from quittance.reports import batches as reports
from quittance.reports.batches import Chosen
from quittance.rules.batch import BOTH, DEEDS, DRAFTS, INVOICES, ISSUE, SEND
from quittance.rules.refusals import Invalid
from quittance.web import shown, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

WORDS = {ISSUE: "Issue", SEND: "Send", BOTH: "Issue and send"}
MOST_NAMED = 8
"""Rows that the question names."""

_DONE = {ISSUE: "issued", SEND: "queued for the mail", BOTH: "issued and queued for the mail"}


@visit.page("batches.start")
def batch_list(visit: Visit) -> HttpResponse:
    """The latest batches."""
    return visit.show("batches/list.html", {"batches": reports.latest(visit.books), "words": WORDS})


@visit.form("batches.start")
def batch_new(visit: Visit) -> HttpResponse:
    """The question whether all that was chosen is to be issued or sent; raises `Invalid` for nothing chosen."""
    if not visit.request.GET:
        return visit.go("batches")
    form = Form(visit)
    data = _asked(visit)
    back = visit.request.GET.get("every", "")
    if back in (DRAFTS, INVOICES) and not (data.every or data.draft_ids or data.numbers):
        return visit.go(back, "Tick at least one row, or all that match.")
    chosen = batches.found(visit.context, data)
    if form.sent:
        made = form.does(batches.start, lambda: data)
        if made is not None:
            return visit.go("batch", id=made.id)
    values = {
        "form": form,
        "word": WORDS[data.do],
        "count": len(chosen),
        "totals": _totals(chosen),
        "named": chosen[:MOST_NAMED],
        "more": max(0, len(chosen) - MOST_NAMED),
        "back": DRAFTS if data.draft_ids or data.every == DRAFTS else INVOICES,
        "sent": [(name, value) for name in visit.request.GET for value in visit.request.GET.getlist(name)],
        "mails": data.do != ISSUE,
    }
    return visit.show("batches/new.html", values, status=form.status)


@visit.page("batches.start")
def batch(visit: Visit, id: int) -> HttpResponse:
    """How far a batch is, and what became of each row; the script asks for the moving part alone."""
    card = reports.card(visit.books, id)
    values = {
        "batch": card,
        "rows": reports.rows(visit.books, id),
        "word": WORDS[card.do],
        "verb": _DONE[card.do],
        "most": reports.MOST_SHOWN,
    }
    return visit.show("batches/part.html" if visit.wants_part else "batches/batch.html", values)


@visit.deed("batches.stop")
def batch_stop(visit: Visit, id: int) -> HttpResponse:
    """Go no further; raises `Conflict` when it is over."""
    form = Form(visit)
    visit.do(batches.stop, StopBatch(id), form.key)
    return visit.go("batch", "It goes no further. What is done stays done.", id=id)


def _asked(visit: Visit) -> StartBatch:
    """What the address asks for; raises `Invalid` for what no list sends."""
    given = visit.request.GET
    do = given.get("do", "")
    if do not in DEEDS:
        raise Invalid("Choose what to do with the rows.", field="do")
    every = given.get("every", "") if given.get("all") else ""
    ids = given.getlist("draft")
    if any(not (one.isascii() and one.isdecimal() and len(one) < 20) for one in ids):
        raise Invalid("That is no draft.", field="draft_ids")
    return StartBatch(
        do,
        () if every else tuple(int(one) for one in ids),
        () if every else tuple(given.getlist("number")),
        every,
        *(given.get(name, "")[:200] if every else "" for name in ("state", "q", "customer")),
    )


def _totals(chosen: tuple[Chosen, ...]) -> list[str]:
    """What the rows come to in each currency."""
    sums: dict[str, int] = {}
    for one in chosen:
        sums[one.currency] = sums.get(one.currency, 0) + one.total
    return [shown.with_currency(total, currency, currency) for currency, total in sorted(sums.items())]
