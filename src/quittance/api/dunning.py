"""Dunning: policies in versions, how customers are reminded, the preview, runs and what came of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import dunning, dunning_ending
from quittance.actions.dunning import AdoptPolicy, DunningSet, PolicyKept, ProposePolicy, SetDunning, StepText
from quittance.actions.dunning_ending import RetirePolicy, WithdrawPolicy
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    LONG,
    PLAIN,
    AmountShown,
    Country,
    DayShown,
    DecimalOrNothing,
    Email,
    Given,
    Number,
    Shown,
)
from quittance.reports import books as companies
from quittance.reports import dunning as reports
from quittance.reports import dunning_effect

router = Router()

PolicyName = Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
StepWords = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        pattern=PLAIN,
        description='Such as "15 email firm min=25.00 fee=5.00 risk=CDE working interest approval senior ours '
        'copy=x@x.org", or "22 inside firm": risk names the payer grades, A to E, for which it is taken, and N for one '
        "not known yet.",
    ),
]
Channel = Literal["email", "letter", "call", "sms", "whatsapp"]
Segment = Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
Grades = Annotated[
    str, Field(max_length=6, pattern=r"^[A-EN]*$", description="Payer grades, such as DE; N is one not known yet.")
]
DaysShown = Annotated[str, Field(pattern=r"^(-?[0-9]+\.[0-9])?$", description="Days with one decimal place.")]
Whole = Annotated[int, Field(ge=0, le=1_000)]
StepDay = Annotated[int, Field(ge=-60, le=365, description="Days from the due day, below zero before it.")]


class GivenDunningText(Given):
    """Own wording of a step in a language; {invoices}, {amount}, {due}, {name} and others are filled in."""

    day: StepDay
    language: Literal["en", "de", "fr", "es", "nl"]
    subject: Annotated[str, Field(max_length=200, pattern=PLAIN)] = ""
    body: Annotated[str, Field(max_length=4_000, pattern=LONG)] = ""


class GivenDunningPolicy(Given):
    """A policy as it is to be."""

    name: PolicyName
    steps: Annotated[list[StepWords], Field(min_length=1, max_length=12)]
    standard: bool = False
    segments: Annotated[list[Segment], Field(max_length=20)] | None = None
    grades: Grades = ""
    countries: Annotated[list[Country], Field(max_length=100)] | None = None
    minimum: DecimalOrNothing | None = None
    pause_days: Whole = 5
    most_contacts: Whole = 8
    period_days: Whole = 90
    from_hour: Whole = 8
    until_hour: Whole = 18
    sender: Annotated[str, Field(max_length=100, pattern=PLAIN)] = ""
    thanks: bool = False
    texts: Annotated[list[GivenDunningText], Field(max_length=60)] | None = None
    by_hand: Annotated[bool, Field(description="Left out of the runs of every day.")] = False
    holdout: Annotated[int, Field(ge=0, le=50, description="Percent of its customers held out at random.")] = 0
    holdout_days: Annotated[int, Field(ge=7, le=90, description="Days after the due day for which they are.")] = 30
    holdout_seed: Annotated[str, Field(max_length=40, pattern=PLAIN, description="Another one draws anew.")] = ""
    our_senior: Annotated[Email, Field(description="The member who stands behind its escalations.")] = ""


class GivenAdoption(Given):
    """The version that is to hold; the latest when left out."""

    version: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class GivenDunning(Given):
    """How a customer is reminded; what is left out stays as it is."""

    policy: Annotated[str, Field(max_length=60, pattern=PLAIN)] | None = None
    consumer: bool | None = None
    time_zone: Annotated[str, Field(max_length=64, pattern=PLAIN)] | None = None
    opted_out: Annotated[list[Channel], Field(max_length=5)] | None = None
    bounced: Email | None = None
    mobile: Annotated[str, Field(max_length=40, pattern=PLAIN, description="For texts; kept as E.164.")] | None = None
    senior_name: Annotated[str, Field(max_length=200, pattern=PLAIN)] | None = None
    senior_email: Email | None = None
    our_senior: (
        Annotated[Email, Field(description="Member to whom it is escalated; empty for the policy's.")] | None
    ) = None


class DunningTextShown(Shown):
    """Own wording of a step."""

    day: int
    language: str
    subject: str
    body: str


class DunningPolicyShown(Shown):
    """A version of a policy; `steps` as they are proposed."""

    name: str
    version: int
    state: Literal["proposed", "live", "past"]
    live_on: DayShown | None
    proposer: str
    adopter: str
    standard: bool
    segments: list[str]
    grades: str
    countries: list[str]
    minimum: AmountShown
    pause_days: int
    most_contacts: int
    period_days: int
    from_hour: int
    until_hour: int
    sender: str
    thanks: bool
    by_hand: bool
    holdout: int
    holdout_days: int
    holdout_seed: str
    our_senior: str
    steps: list[str]
    texts: list[DunningTextShown]


class DunningPolicies(Shown):
    """Versions, the latest of each policy first."""

    rows: list[DunningPolicyShown]


@asks(router, "/dunning/policies", DunningPolicies)
def list_policies(desk: Desk) -> dict[str, Any]:
    """List the dunning policies with all their versions."""
    base = _base(desk)
    return {"rows": [reports.told(one, base) for one in reports.versions(desk.books)]}


@does(router, "POST", "/dunning/policies", "dunning.propose", result_of(PolicyKept), status=201)
def propose(desk: Desk, body: GivenDunningPolicy) -> PolicyKept:
    """Propose a policy, or a new version of one."""
    given = body.fields("steps", "segments", "countries", "texts", "minimum")
    texts = tuple(StepText(one.day, one.language, one.subject, one.body) for one in body.texts or ())
    data = ProposePolicy(
        **given,
        steps=tuple(body.steps),
        segments=tuple(body.segments or ()),
        countries=tuple(body.countries or ()),
        minimum=body.minimum or "0",
        texts=texts,
    )
    return dunning.propose(desk.context, data)


@does(router, "POST", "/dunning/policies/{name}/adopt", "dunning.adopt", result_of(PolicyKept))
def adopt(desk: Desk, name: PolicyName, body: GivenAdoption) -> PolicyKept:
    """Let a proposed version hold from now on."""
    return dunning.adopt(desk.context, AdoptPolicy(name, body.version))


@does(router, "POST", "/dunning/policies/{name}/withdraw", "dunning.withdraw", result_of(PolicyKept))
def withdraw(desk: Desk, name: PolicyName) -> PolicyKept:
    """Take the version back that is proposed of a policy."""
    return dunning_ending.withdraw(desk.context, WithdrawPolicy(name))


@does(router, "POST", "/dunning/policies/{name}/retire", "dunning.retire", result_of(PolicyKept))
def retire(desk: Desk, name: PolicyName) -> PolicyKept:
    """End a policy in force: its customers follow another one."""
    return dunning_ending.retire(desk.context, RetirePolicy(name))


class DunningGroupShown(Shown):
    """One of the two groups: its customers with a debt, debts, those still open, and mean days after the due day."""

    customers: int
    debts: int
    open: int
    days: DaysShown
    days_by_amount: DaysShown


class DunningGainShown(Shown):
    """Days by which who is reminded pays earlier, with an interval of 95 percent; "" where nothing can be said."""

    verdict: Literal["too_few", "earlier", "later", "unclear"]
    days: DaysShown
    low: DaysShown
    high: DaysShown
    seen_from: DaysShown


class DunningEffectShown(Shown):
    """What a policy is worth: `share` percent of its customers were held out for `days` days, from `since` on."""

    name: str
    share: int
    days: int
    since: DayShown
    treated: DunningGroupShown
    held_out: DunningGroupShown
    plain: DunningGainShown
    weighted: DunningGainShown
    sentence: str


@asks(router, "/dunning/policies/{name}/effect", DunningEffectShown)
def show_effect(desk: Desk, name: PolicyName) -> dict[str, Any]:
    """Show how much earlier customers of a policy pay than those of them who are held out at random."""
    return dunning_effect.told(dunning_effect.measured(desk.books, name, desk.context.today))


@does(router, "PATCH", "/customers/{path:number}/dunning", "dunning.set_customer", result_of(DunningSet))
def set_customer(desk: Desk, number: Number, body: GivenDunning) -> DunningSet:
    """Say how a customer is reminded."""
    given = body.fields("opted_out")
    if body.opted_out is not None:
        given["opted_out"] = tuple(body.opted_out)
    return dunning.set_customer(desk.context, SetDunning(number, **given))


@asks(router, "/customers/{path:number}/dunning", result_of(DunningSet))
def show_customer(desk: Desk, number: Number) -> dict[str, Any]:
    """Show how a customer is reminded."""
    return {**plain.of(dunning.told(reports.customer(desk.books, number, desk.today), number)), "dry_run": False}


def _base(desk: Desk) -> str:
    return companies.entity(desk.books).base_currency
