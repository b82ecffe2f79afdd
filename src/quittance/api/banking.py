"""The bank: files taken in, released or discarded, and their lines with every field of the source."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import File, Router, UploadedFile
from pydantic import BaseModel, Field

from quittance.actions import banking
from quittance.actions.banking import DiscardFile, FileTaken, ReadFile, ReleaseFile
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    AmountShown,
    Cursor,
    Day,
    DayShown,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Reason,
    Search,
)
from quittance.reports import banking as bank_reports

router = Router()

ProfileName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Why(Given):
    """The reason, which is kept."""

    reason: Reason


class ByProfile(Given):
    """The profile to read a table by."""

    profile: ProfileName


class FileShown(BaseModel):
    """A bank file: `new` counts lines that no other file had brought."""

    id: IdShown
    name: str
    format: str
    version: str
    state: Literal["imported", "quarantined", "unread", "discarded"]
    actor_name: str
    recorded_at: MomentShown
    lines: int
    new: int
    differences: list[str]
    flags: list[str]


class Files(BaseModel):
    """The latest files."""

    rows: list[FileShown]


class StatementShown(BaseModel):
    """A statement within a file."""

    id: IdShown
    account: str
    currency: str
    number: str
    opened_on: DayShown | None
    closed_on: DayShown | None
    opening: AmountShown | None
    closing: AmountShown | None
    credits: AmountShown
    debits: AmountShown


class FileCard(FileShown):
    """A bank file with its statements."""

    statements: list[StatementShown]


class LineShown(BaseModel):
    """A movement; above zero is money that came in."""

    id: IdShown
    account: str
    statement_number: str
    file_name: str
    n: int
    part: int
    location: str
    booked_on: DayShown
    value_on: DayShown
    currency: str
    amount: AmountShown
    kind: str
    reference: str
    bank_reference: str
    end_to_end_id: str
    payer_name: str
    payer_account: str
    text: str
    return_code: str
    state: str
    payment: str


class Lines(BaseModel):
    """A page of movements; `next` is the cursor of the page behind, empty on the last."""

    rows: list[LineShown]
    next: str


class FieldShown(BaseModel):
    """A field of the source."""

    name: str
    value: str


class LineCard(LineShown):
    """A movement with every field of its source."""

    fields: list[FieldShown]


@does(router, "POST", "/bank-files", "banking.import_file", result_of(FileTaken), status=201)
def import_file(desk: Desk, file: Annotated[UploadedFile, File()], *, profile: ProfileName | None = None) -> FileTaken:
    """Take a bank file in (multipart, field `file`); the same file or the same movements again change nothing.

    CSV and XLSX are read by the profile named, or by the saved one whose columns the file has; without either the
    file waits with the state unread.
    """
    return banking.import_bytes(desk.context, file.name or "file", file.read(), profile or "")


@does(router, "POST", "/bank-files/{file_id}/read", "banking.read_file", result_of(FileTaken))
def read_file(desk: Desk, file_id: Id, body: ByProfile) -> FileTaken:
    """Read a table that waits unread by a profile, and take it in."""
    return banking.read_file(desk.context, ReadFile(file_id, body.profile))


@does(router, "POST", "/bank-files/{file_id}/release", "banking.release", result_of(FileTaken))
def release(desk: Desk, file_id: Id, body: Why) -> FileTaken:
    """Take a quarantined file in although it does not add up."""
    return banking.release(desk.context, ReleaseFile(file_id, body.reason))


@does(router, "POST", "/bank-files/{file_id}/discard", "banking.discard", result_of(FileTaken))
def discard(desk: Desk, file_id: Id, body: Why) -> FileTaken:
    """Give a quarantined or unread file up; it stays on record."""
    return banking.discard(desk.context, DiscardFile(file_id, body.reason))


@asks(router, "/bank-files", Files)
def files(desk: Desk, *, limit: Limit = 50) -> dict[str, Any]:
    """List bank files, the latest first."""
    return {"rows": [_file(one) for one in bank_reports.files(desk.books, limit)]}


@asks(router, "/bank-files/{file_id}", FileCard)
def file(desk: Desk, file_id: Id) -> dict[str, Any]:
    """Show one bank file with its statements."""
    found, statements = bank_reports.file(desk.books, file_id)
    return _file(found) | {"statements": [_statement(one) for one in statements]}


@asks(router, "/bank-lines", Lines)
def lines(
    desk: Desk,
    *,
    state: Literal["open", "applied", "passed"] | None = None,
    flow: Literal["in", "out"] | None = None,
    search: Search = "",
    since: Day | None = None,
    until: Day | None = None,
    order: Literal["-booked", "booked"] = "-booked",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List movements; `search` is part of the payer's name or the text."""
    wanted = bank_reports.WantedLines(state or "", flow or "", 0, search, since, until, order, cursor, limit)
    found = bank_reports.lines(desk.books, wanted)
    return {"rows": [_line(one) for one in found.rows], "next": found.after}


@asks(router, "/bank-lines/{line_id}", LineCard)
def line(desk: Desk, line_id: Id) -> dict[str, Any]:
    """Show one movement with every field of its source."""
    found, fields = bank_reports.line(desk.books, line_id)
    return _line(found) | {"fields": [{"name": name, "value": value} for name, value in fields]}


def _file(one: bank_reports.FileRow) -> dict[str, Any]:
    names = ("id", "name", "format", "version", "state", "actor_name", "lines", "new", "differences", "flags")
    return {name: getattr(one, name) for name in names} | {"recorded_at": plain.moment(one.recorded_at)}


def _statement(one: bank_reports.StatementRow) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in ("id", "account", "currency", "number", "opened_on", "closed_on")}
    for name in ("opening", "closing", "credits", "debits"):
        minor = getattr(one, name)
        shown[name] = None if minor is None else plain.amount(minor, one.currency)
    return shown


def _line(one: bank_reports.LineRow) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in bank_reports.LineRow.__slots__}
    return shown | {"amount": plain.amount(one.amount, one.currency)}
