"""Late interest: what a customer owes, the terms and reference rates behind it, and notes that charge it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import interest, interest_runs
from quittance.actions.interest import (
    ChargeInterest,
    InterestTermsSet,
    ReferenceRateSet,
    SetInterestTerms,
    SetReferenceRate,
)
from quittance.actions.interest_runs import InterestRunAsked, RunInterest
from quittance.actions.invoices import DocumentRecorded
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    AmountShown,
    Code,
    Day,
    DayShown,
    Decimal,
    Flag,
    Given,
    IdShown,
    Number,
    Shown,
    SignedDecimal,
)
from quittance.reports import interest as reports
from quittance.reports import interest_due, interest_notes, interest_told
from quittance.reports import interest_runs as reports_of_runs
from quittance.rules import interest_packs, money

router = Router()

RateShown = Annotated[str, Field(description="Percent a year, decimal text.")]


class NewTerms(Given):
    """Terms of late interest; `pack` "" takes a customer's own away."""

    pack: Literal["", "eu", "de", "de_consumer", "fr", "uk", "contract", "contract_eu"]
    customer_number: Number | None = None
    rate: Annotated[Decimal, Field(description="Percent a year, for the packs contract and contract_eu.")] | None = None
    year: Literal["365", "actual", "360"] = "365"
    rounding: Literal["exact", "daily"] = "exact"
    pay_day: Flag = True
    compensation: Flag = True
    grace_days: Annotated[int, Field(ge=0, le=365)] = 0
    afterwards: Annotated[
        Literal["claim", "waive"],
        Field(description="What becomes of interest when only the principal was paid."),
    ] = "claim"
    fixing: Annotated[
        Literal["law", "moving", "frozen"],
        Field(description="Whether a new half-year's reference rate counts for what is late already."),
    ] = "law"


class NewReferenceRate(Given):
    """The rate that a reference has in the half-year that begins on `from_on`."""

    reference: Literal["ecb", "bundesbank", "boe"]
    from_on: Day
    rate: Annotated[SignedDecimal, Field(description="Percent a year.")]


class NewInterestNote(Given):
    """A note over everything that is not charged yet."""

    customer_number: Number
    through: Day | None = None
    currency: Code | None = None
    number: Number | None = None
    due_on: Day | None = None
    rate: Annotated[Decimal, Field(description="Exchange rate, where one is needed.")] | None = None


class SpanShown(Shown):
    """Days with one balance and one rate, both days included; provisional while the half-year's rate is not known."""

    since: DayShown
    until: DayShown
    days: int
    open: AmountShown
    rate: RateShown
    interest: AmountShown
    provisional: bool


class LateShown(Shown):
    """A late debt with what it has earned and was not charged yet.

    `dossier` is the number of the dossier it lies in, "" for none: its interest is claimed by whoever has that, and is
    neither in the totals nor charged by a note. Nor is it while a part of the debt is `disputed`; that waits until the
    dispute is decided.
    """

    document: str
    instalment: int
    currency: str
    due_on: DayShown
    paid_on: DayShown | None
    charged_through: DayShown | None
    dossier: str
    disputed: AmountShown
    open: AmountShown
    interest: AmountShown
    compensation: AmountShown
    spans: list[SpanShown]


class TotalShown(Shown):
    """The sums of one currency, of what can be charged."""

    currency: str
    interest: AmountShown
    compensation: AmountShown
    total: AmountShown


class OutdatedShown(Shown):
    """A charge of a note that a later record has made wrong: `right` is what it would be now."""

    note: str
    document: str
    currency: str
    through: DayShown
    charged: AmountShown
    right: AmountShown
    reversed: bool


class InterestShown(Shown):
    """What a customer owes in interest; `terms_of` says whose terms hold: customer, company or law.

    Of a `consumer` only what holds against consumers is asked: `pack` is "" where that is nothing. `outdated` are
    charges that no longer hold: reverse their notes, and charge anew. `rate` is the agreed one, "" for a law's, and
    `law_rate` what the law grants now where that is more than was agreed.
    """

    customer: str
    name: str
    through: DayShown
    pack: str
    terms_of: Literal["customer", "company", "law"]
    rate: str
    law_rate: str
    consumer: bool
    totals: list[TotalShown]
    rows: list[LateShown]
    outdated: list[OutdatedShown]


class DueShown(Shown):
    """What a customer owes in one currency and can be charged; `elsewhere` is claimed by whoever has a dossier.

    `disputed` is of debts of which a dispute is to be decided first.

    It is provisional where a reference rate is not known yet: only the days before its half-year are charged.
    """

    customer_number: str
    customer_name: str
    currency: str
    debts: int
    interest: AmountShown
    compensation: AmountShown
    total: AmountShown
    elsewhere: AmountShown
    disputed: AmountShown
    provisional: bool


class InterestDue(Shown):
    """Who owes interest, how many rows there are in all, and the sums of what can be charged."""

    count: int
    totals: list[TotalShown]
    rows: list[DueShown]


class NewInterestRun(Given):
    """Charge everybody through a day, today when left out, where it comes to `minimum` in the currency of the note."""

    through: Day | None = None
    minimum: Decimal | None = None


class SumShown(Shown):
    """What the notes of a run came to in one currency."""

    currency: str
    amount: AmountShown


class RefusedShown(Shown):
    """A customer who was not charged, and why."""

    customer_number: str
    reason: str


class InterestRunShown(Shown):
    """A run with what came of it; `first_refused` names at most 100 who were not charged."""

    id: IdShown
    state: Literal["queued", "running", "done", "failed"]
    through_on: DayShown
    done_rows: int
    total_rows: int
    notes: int
    sums: list[SumShown]
    refused: int
    first_refused: list[RefusedShown]
    fault: str
    actor_name: str


class InterestRuns(Shown):
    """The latest runs first."""

    rows: list[InterestRunShown]


class ReferenceShown(Shown):
    """A reference rate from a day on."""

    reference: str
    from_on: DayShown
    rate: RateShown


class References(Shown):
    """The reference rates that are known."""

    rows: list[ReferenceShown]


@asks(router, "/interest", InterestShown)
def show(desk: Desk, *, customer_number: Number, through: Day | None = None) -> dict[str, Any]:
    """Show what a customer's late debts have earned and was not charged yet."""
    found = reports.account(desk.books, customer_number, through or desk.context.today)
    outdated = [interest_notes.told(one) for one in interest_notes.outdated(desk.books, found.customer_id)]
    return {**interest_told.of_account(found), "outdated": outdated}


@asks(router, "/interest/due", InterestDue)
def due(desk: Desk, *, through: Day | None = None) -> dict[str, Any]:
    """List who owes interest that is not charged yet, the largest sum first, at most 500 rows."""
    return interest_due.told(interest_due.due(desk.books, through or desk.context.today))


@does(router, "POST", "/interest/runs", "interest.run", result_of(InterestRunAsked), status=201)
def run(desk: Desk, body: NewInterestRun) -> InterestRunAsked:
    """Have the worker charge everybody who owes interest; `GET /interest/due` shows beforehand who that is."""
    return interest_runs.ask(desk.context, RunInterest(body.through, body.minimum or "0"))


@asks(router, "/interest/runs", InterestRuns)
def runs(desk: Desk) -> dict[str, Any]:
    """List the latest runs, and whom they could not charge."""
    names = ("state", "through_on", "done_rows", "total_rows", "notes", "refused", "fault", "actor_name")
    return {
        "rows": [
            {name: getattr(one, name) for name in names}
            | {
                "id": one.id,
                "sums": [{"currency": code, "amount": money.write(minor, code)} for code, minor in one.sums],
                "first_refused": [{"customer_number": number, "reason": said} for number, said in one.first_refused],
            }
            for one in reports_of_runs.runs(desk.books)
        ]
    }


@asks(router, "/interest/rates", References)
def rates(desk: Desk) -> dict[str, Any]:
    """List the reference rates that are known, oldest first."""
    rows = [
        {"reference": one.reference, "from_on": one.from_on.isoformat(), "rate": interest_packs.percent(one.rate_e4)}
        for one in reports.rates(desk.books)
    ]
    return {"rows": rows}


@does(router, "PUT", "/interest/terms", "interest.set_terms", result_of(InterestTermsSet))
def set_terms(desk: Desk, body: NewTerms) -> InterestTermsSet:
    """Set the terms of late interest, for the company or one customer."""
    data = SetInterestTerms(
        body.pack,
        body.customer_number or "",
        body.rate or "",
        body.year,
        body.rounding,
        body.pay_day,
        body.compensation,
        body.grace_days,
        body.afterwards,
        body.fixing,
    )
    return interest.set_terms(desk.context, data)


@does(router, "PUT", "/interest/rates", "interest.set_rate", result_of(ReferenceRateSet))
def set_rate(desk: Desk, body: NewReferenceRate) -> ReferenceRateSet:
    """Add a reference rate when it is published."""
    return interest.set_rate(desk.context, SetReferenceRate(body.reference, body.from_on, body.rate))


@does(router, "POST", "/interest-notes", "interest.charge", result_of(DocumentRecorded), status=201)
def charge(desk: Desk, body: NewInterestNote) -> DocumentRecorded:
    """Issue an interest note over everything not charged yet that lies in no dossier handed over and is undisputed."""
    data = ChargeInterest(
        body.customer_number,
        body.through,
        (body.currency or "").upper(),
        body.number or "",
        body.due_on,
        body.rate or "",
    )
    return interest.charge(desk.context, data)
