"""Remittances: the payer's word on what a payment is for, sent as a file or as text, attached to its bank line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import File, Router, UploadedFile
from pydantic import BaseModel, Field

from quittance.actions import remittances
from quittance.actions.remittances import Attach, Detach, Discard, RemittanceKept, RemittancesTaken
from quittance.api import plain
from quittance.api.banking import FieldShown
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import LONG, AmountShown, DayShown, Given, Id, IdShown, Limit, MomentShown, Name
from quittance.reports import remittances as reports
from quittance.rules.matching_values import AdviceLine

router = Router()

MOST_CHARACTERS = 200_000


class GivenText(Given):
    """A mail or letter, pasted; `line_id` is the bank line that it explains, found by itself when left out."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS, pattern=LONG)]
    name: Name | None = None
    line_id: Id | None = None


class GivenLine(Given):
    """The bank line that the remittance explains."""

    line_id: Id


class PaidShown(BaseModel):
    """A document: what is paid of it, the whole of it, what is taken off, and why."""

    document: str
    net: AmountShown
    gross: AmountShown
    deduction: AmountShown
    code: str


class RemittanceShown(BaseModel):
    """A remittance; `line_id` is empty while it waits, `attached_by` when its own words attached it."""

    id: IdShown
    name: str
    format: str
    reference: str
    payer_name: str
    paid_on: DayShown | None
    currency: str
    total: AmountShown
    lines: list[PaidShown]
    line_id: str
    attached_by: str
    reasons: list[str]
    actor_name: str
    recorded_at: MomentShown


class Remittances(BaseModel):
    """Remittances, the latest first."""

    rows: list[RemittanceShown]


class DifferenceShown(BaseModel):
    """A document on which word and payment differ: missing from the payment, extra in it, or another amount."""

    document: str
    kind: Literal["missing", "extra", "amount"]
    advised: AmountShown
    applied: AmountShown


class RemittanceCard(RemittanceShown):
    """A remittance beside what is applied or proposed for its line, with every field of its source."""

    against: Literal["", "applied", "proposed"]
    differences: list[DifferenceShown]
    off_total: AmountShown
    fields: list[FieldShown]


@does(router, "POST", "/remittances", "remittances.take_in", result_of(RemittancesTaken), status=201)
def take_in(desk: Desk, file: Annotated[UploadedFile, File()], *, line_id: Id | None = None) -> RemittancesTaken:
    """Take a remittance in (multipart, field `file`): X12 820, remt.001, CSV, XLSX, PDF or plain text."""
    return remittances.take_bytes(desk.context, file.name or "file", file.read(), line_id or 0)


@does(router, "POST", "/remittances/text", "remittances.take_in", result_of(RemittancesTaken), status=201)
def take_text(desk: Desk, body: GivenText) -> RemittancesTaken:
    """Take a pasted mail or letter in."""
    name = body.name or "Pasted text"
    return remittances.take_bytes(desk.context, name, body.text.encode(), body.line_id or 0)


@does(router, "POST", "/remittances/{remittance_id}/attach", "remittances.attach", result_of(RemittanceKept))
def attach(desk: Desk, remittance_id: Id, body: GivenLine) -> RemittanceKept:
    """Attach a remittance to the bank line that it explains."""
    return remittances.attach(desk.context, Attach(remittance_id, body.line_id))


@does(router, "POST", "/remittances/{remittance_id}/detach", "remittances.detach", result_of(RemittanceKept))
def detach(desk: Desk, remittance_id: Id) -> RemittanceKept:
    """Detach a remittance from its bank line; it waits again."""
    return remittances.detach(desk.context, Detach(remittance_id))


@does(router, "DELETE", "/remittances/{remittance_id}", "remittances.discard", result_of(RemittanceKept))
def discard(desk: Desk, remittance_id: Id) -> RemittanceKept:
    """Throw away a remittance that is attached to nothing."""
    return remittances.discard(desk.context, Discard(remittance_id))


@asks(router, "/remittances", Remittances)
def list_remittances(
    desk: Desk, *, state: Literal["waiting", "attached"] | None = None, limit: Limit = 50
) -> dict[str, Any]:
    """List remittances, the latest first."""
    return {"rows": [_shown(one) for one in reports.rows(desk.books, state or "", limit)]}


@asks(router, "/remittances/{remittance_id}", RemittanceCard)
def card(desk: Desk, remittance_id: Id) -> dict[str, Any]:
    """Show one remittance beside what is applied or proposed for its line."""
    found = reports.card(desk.books, remittance_id)
    code = found.row.currency
    return _shown(found.row) | {
        "against": found.against,
        "differences": [
            {
                "document": one.document,
                "kind": one.kind,
                "advised": plain.amount(one.advised, code),
                "applied": plain.amount(one.applied, code),
            }
            for one in found.differences
        ],
        "off_total": plain.amount(found.off_total, code),
        "fields": [{"name": name, "value": value} for name, value in found.fields],
    }


def _shown(one: reports.RemittanceRow) -> dict[str, Any]:
    names = ("id", "name", "format", "reference", "payer_name", "paid_on", "currency", "attached_by", "actor_name")
    return {name: getattr(one, name) for name in names} | {
        "total": plain.amount(one.total, one.currency),
        "lines": [_paid(line, one.currency) for line in one.lines],
        "line_id": str(one.line_id) if one.line_id else "",
        "reasons": list(one.reasons),
        "recorded_at": plain.moment(one.recorded_at),
    }


def _paid(line: AdviceLine, code: str) -> dict[str, str]:
    amounts = {"net": line.net_minor, "gross": line.gross_minor, "deduction": line.deduction_minor}
    shown = {name: plain.amount(minor, code) for name, minor in amounts.items()}
    return {"document": line.document, **shown, "code": line.code}
