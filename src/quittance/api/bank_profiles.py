"""Profiles of bank tables: guessed from a file, corrected, kept by name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import File, Router, UploadedFile
from pydantic import BaseModel, Field

from quittance.actions import banking_profiles
from quittance.actions.banking_profiles import ProfileKept, RemoveProfile, SaveProfile
from quittance.api import plain
from quittance.api.banking import ProfileName
from quittance.api.desk import Desk, asks, does, result_of, steps
from quittance.api.kinds import PLAIN, Given
from quittance.rules import bank_layout
from quittance.rules.bank_layout import Layout

router = Router()

FieldName = Annotated[str, Field(max_length=32, pattern=r"^[a-z_]+$")]
Header = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Account = Annotated[str, Field(max_length=64, pattern=PLAIN)]
Code = Annotated[str, Field(max_length=3, pattern=r"^([A-Z]{3})?$")]


class GivenLayout(Given):
    """Which column is which field of a movement, and how days and amounts are written.

    `account` and `currency` stand where the file itself gives none; `turned` says that an amount above zero left the
    account; `header_row` 0 is a table without headers, whose columns are called "column 1" and so on.
    """

    columns: Annotated[dict[FieldName, Header], Field(max_length=20)]
    account: Account = ""
    currency: Code = ""
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    decimal: Literal[".", ","] = "."
    header_row: Annotated[int, Field(ge=0, le=200)] = 1
    turned: bool = False


class LayoutShown(BaseModel):
    """A layout as it is kept."""

    columns: dict[str, str]
    account: str
    currency: str
    date_order: str
    decimal: str
    header_row: int
    turned: bool


class ProfileShown(BaseModel):
    """A profile with its layout."""

    name: str
    layout: LayoutShown


class Profiles(BaseModel):
    """Profiles by name."""

    rows: list[ProfileShown]


class ColumnGuess(BaseModel):
    """The column chosen for a field, how sure that is from 0 to 100, and why."""

    field: str
    column: str
    confidence: int
    reason: str


class LineRead(BaseModel):
    """A movement as the layout reads it."""

    location: str
    booked_on: str
    amount: str
    currency: str
    payer_name: str
    text: str


class GuessShown(BaseModel):
    """The likeliest layout of a table, with reasons, its headers, first movements, and what stops the reading."""

    layout: LayoutShown
    choices: list[ColumnGuess]
    header: list[str]
    lines: list[LineRead]
    fault: str


@does(router, "PUT", "/bank-profiles/{name}", "banking.save_profile", result_of(ProfileKept))
def save(desk: Desk, name: ProfileName, body: GivenLayout) -> ProfileKept:
    """Keep a profile by name; the name's layout so far is replaced."""
    layout = Layout(tuple(body.columns.items()), **body.model_dump(exclude={"columns"}))
    return banking_profiles.save(desk.context, SaveProfile(name, bank_layout.write(layout)))


@does(router, "DELETE", "/bank-profiles/{name}", "banking.remove_profile", result_of(ProfileKept))
def remove(desk: Desk, name: ProfileName) -> ProfileKept:
    """Remove a profile; what was read by it stays."""
    return banking_profiles.remove(desk.context, RemoveProfile(name))


@asks(router, "/bank-profiles", Profiles)
def profiles(desk: Desk) -> dict[str, Any]:
    """List the profiles."""
    return {
        "rows": [{"name": one.name, "layout": _layout(one.layout)} for one in banking_profiles.listed(desk.context)]
    }


@steps(router, "POST", "/bank-layouts", GuessShown)
def guess(desk: Desk, file: Annotated[UploadedFile, File()]) -> dict[str, Any]:
    """Look at a table (multipart, field `file`) and propose its layout; nothing is kept."""
    found = banking_profiles.propose(desk.context, file.read())
    return {
        "layout": _layout(found.layout),
        "choices": [plain.of(one) for one in found.guessed.choices],
        "header": list(found.guessed.header),
        "lines": [
            {
                "location": line.location,
                "booked_on": line.booked_on.isoformat() if line.booked_on else "",
                "amount": plain.amount(line.amount, line.currency),
                "currency": line.currency,
                "payer_name": line.payer_name,
                "text": line.text,
            }
            for line in found.lines
        ],
        "fault": found.fault,
    }


def _layout(layout: Layout) -> dict[str, Any]:
    names = ("account", "currency", "date_order", "decimal", "header_row", "turned")
    return {"columns": dict(layout.columns)} | {name: getattr(layout, name) for name in names}
