"""Drafts: documents before they are issued, with approval by a second person above the company's limit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import approvals, drafts
from quittance.actions.approvals import ApproveDraft, RefuseDraft, RequestApproval
from quittance.actions.drafts import CopyDraft, DraftIssued, DraftKept, EditDraft, IssueDraft, RemoveDraft, SaveDraft
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.documents import Billed
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Cursor,
    Day,
    DayShown,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Reason,
    Search,
    Shown,
)
from quittance.api.lines import charges, draws, lines
from quittance.reports import drafts as reports
from quittance.reports.page import Wanted
from quittance.rules.draft import Content

router = Router()

Kind = Literal["invoice", "credit_note", "deposit", "debit_note"]
State = Literal["draft", "to-approve", "approved", "refused"]
Version = Annotated[int, Field(ge=1, lt=2**31, description="The version that was read.")]


class DraftContent(Billed):
    """What the document will say; what is left out is empty, the day of issue, or the customer's own."""

    issued_on: Annotated[Day, Field(description="The day on which it is issued when left out.")] | None = None
    corrects: (
        Annotated[
            str,
            Field(max_length=700, pattern=PLAIN, description="Invoices that a note is about, commas between them."),
        ]
        | None
    ) = None


class NewDraft(DraftContent):
    """A draft of an invoice, a deposit, a credit note or a debit note."""

    kind: Kind = "invoice"


class DraftChanges(DraftContent):
    """All that the draft says from now on, made on the version that was read."""

    version: Version


class DraftSource(Given):
    """What to copy: a document by its number, or a draft by its id."""

    number: Number | None = None
    draft_id: Id | None = None


class At(Given):
    """The version that was read; when left out, the draft as it stands."""

    version: Version | None = None


class Refusal(At):
    """Why it is refused, and the version that was read."""

    reason: Reason


class DraftShown(Shown):
    """A draft: who has written it, asked for its approval and decided, by name."""

    id: IdShown
    version: int
    kind: Kind
    state: Literal["draft", "to-approve", "approved", "refused", "issued"]
    customer_number: str
    customer_name: str
    currency: str
    total: AmountShown
    reason: str
    made_by: str
    asked_by: str
    decided_by: str
    recorded_at: MomentShown
    changed_at: MomentShown


class Drafts(Shown):
    """A page of drafts; `next` is the cursor of the page behind, empty on the last."""

    rows: list[DraftShown]
    next: str


class DraftLine(Shown):
    """A line as it was given."""

    description: str
    quantity: AmountShown
    unit_price: AmountShown
    tax_rate: AmountShown
    tax_category: str
    tax_reason: str
    discount: str


class DraftCharge(Shown):
    """An allowance or charge as it was given."""

    kind: Literal["allowance", "charge"]
    reason: str
    amount: str
    tax_rate: AmountShown
    tax_category: str
    tax_reason: str


class DraftDraw(Shown):
    """A deposit to be drawn on; without an amount as much of it as the invoice can."""

    number: str
    amount: str


class DraftCard(DraftShown):
    """A draft with what it says and comes to; `number` is the document it was issued as."""

    number: str
    issued_on: DayShown | None
    due_on: DayShown | None
    terms: str
    purchase_order: str
    external_id: str
    note: str
    rate: str
    prices: str
    corrects: str
    goods_on: DayShown | None
    draws: list[DraftDraw]
    net: AmountShown
    tax: AmountShown
    lines: list[DraftLine]
    charges: list[DraftCharge]


@asks(router, "/drafts", Drafts)
def find(
    desk: Desk,
    *,
    state: State | None = None,
    search: Search = "",
    customer_number: Number | None = None,
    order: Literal["changed", "-changed"] | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List the drafts that are not issued, the latest changed first; `search` is part of a customer's name."""
    wanted = Wanted(state or "", search, customer_number or "", order or "", cursor, limit)
    page = reports.find(desk.books, wanted)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@does(router, "POST", "/drafts", "drafts.save", result_of(DraftKept), status=201)
def save(desk: Desk, body: NewDraft) -> DraftKept:
    """Write a draft: it takes no number and is not in the ledger."""
    return drafts.save(desk.context, SaveDraft(content_of(body, "kind"), body.kind))


@does(router, "POST", "/drafts/copy", "drafts.copy", result_of(DraftKept), status=201)
def copy(desk: Desk, body: DraftSource) -> DraftKept:
    """Copy a document or a draft into a new draft."""
    return drafts.copy(desk.context, CopyDraft(body.number or "", body.draft_id or 0))


@asks(router, "/drafts/{draft_id}", DraftCard)
def show(desk: Desk, draft_id: Id) -> dict[str, Any]:
    """Show one draft with its lines."""
    card = reports.card(desk.books, draft_id)
    said = plain.of(card.content)
    return {
        **said,
        **_shown(card.row),
        "number": card.number,
        "net": plain.amount(card.whole.net, card.row.currency),
        "tax": plain.amount(card.whole.tax, card.row.currency),
    }


@does(router, "PUT", "/drafts/{draft_id}", "drafts.edit", result_of(DraftKept))
def edit(desk: Desk, draft_id: Id, body: DraftChanges) -> DraftKept:
    """Change a draft, unless somebody else has meanwhile; an approval does not outlast it."""
    return drafts.edit(desk.context, EditDraft(draft_id, body.version, content_of(body, "version")))


@does(router, "DELETE", "/drafts/{draft_id}", "drafts.remove", result_of(DraftKept))
def remove(desk: Desk, draft_id: Id) -> DraftKept:
    """Throw a draft away."""
    return drafts.remove(desk.context, RemoveDraft(draft_id))


@does(router, "POST", "/drafts/{draft_id}/issue", "drafts.issue", result_of(DraftIssued), status=201)
def issue(desk: Desk, draft_id: Id, body: At) -> DraftIssued:
    """Issue a draft: it takes the next number and is posted."""
    return drafts.issue(desk.context, IssueDraft(draft_id, body.version or 0))


@does(router, "POST", "/drafts/{draft_id}/request", "drafts.request", result_of(DraftKept))
def request(desk: Desk, draft_id: Id, body: At) -> DraftKept:
    """Ask for the approval of a draft."""
    return approvals.request(desk.context, RequestApproval(draft_id, body.version or 0))


@does(router, "POST", "/drafts/{draft_id}/approve", "drafts.approve", result_of(DraftKept))
def approve(desk: Desk, draft_id: Id, body: At) -> DraftKept:
    """Approve a draft that somebody else has written."""
    return approvals.approve(desk.context, ApproveDraft(draft_id, body.version or 0))


@does(router, "POST", "/drafts/{draft_id}/refuse", "drafts.refuse", result_of(DraftKept))
def refuse(desk: Desk, draft_id: Id, body: Refusal) -> DraftKept:
    """Refuse a draft that waits for approval, and say why."""
    return approvals.refuse(desk.context, RefuseDraft(draft_id, body.reason, body.version or 0))


def content_of(body: DraftContent, *left_out: str) -> Content:
    """What a body says, as the verbs take it."""
    given = body.fields("lines", "charges", "draws", *left_out)
    rows: dict[str, Any] = {"lines": lines(body.lines), "charges": charges(body.charges), "draws": draws(body.draws)}
    return Content(**given, **rows)


def _shown(row: reports.DraftRow) -> dict[str, Any]:
    return {
        **plain.of(row),
        "total": plain.amount(row.total, row.currency),
        "recorded_at": plain.moment(row.recorded_at),
        "changed_at": plain.moment(row.changed_at),
    }
