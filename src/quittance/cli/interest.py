"""Late interest: what a customer owes, the terms and rates behind it, and notes that charge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.reports.interest import Account
    from quittance.reports.interest_notes import Outdated

interest = typer.Typer(name="interest", help="Interest on late debts, by law or as agreed.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(help="Number of the customer.")]
Through = Annotated[str, typer.Option(help="Last day that counts; today when left out.", metavar="DAY")]


@asks(interest, "show")
def show(desk: Desk, customer: Customer, through: Through = "") -> Answer:
    """Show what a customer's late debts have earned and was not charged yet, span by span."""
    from quittance.reports import interest as reports
    from quittance.reports import interest_notes, interest_told
    from quittance.rules import interest_packs

    found = reports.account(desk.books, customer, desk.day(through, "through"))
    rows = [
        (
            *(item.document, item.due_on, span.first, span.last, span.days, Amount(span.open, item.currency)),
            *(
                f"{interest_packs.percent(span.rate_e4)} %{' provisional' if span.provisional else ''}",
                Amount(span.interest, item.currency),
                item.currency,
            ),
        )
        for item in found.items
        for span in item.accrued.spans
    ]
    terms = found.standing.terms
    said = f"{interest_packs.PACKS[terms.pack].title} ({found.standing.source})" if terms else "no terms are set"
    outdated = interest_notes.outdated(desk.books, found.customer_id)
    return Answer(
        ("document", "due", "from", "to", "days", "open", "rate", "interest", "currency"),
        rows,
        lambda: {**interest_told.of_account(found), "outdated": [interest_notes.told(one) for one in outdated]},
        title=f"{found.customer_name}: interest through {found.through}, {said}",
        lines=(*_sums(found), *map(_outdated, outdated)),
        empty="No interest that is not charged yet."
        if terms
        else "A consumer: the law binds businesses alone, so nothing is asked unless a rate is agreed."
        if found.standing.consumer
        else "No terms are set: choose a law with `quittance interest terms`.",
    )


def _sums(found: Account) -> Iterator[str]:
    """The sums of an account, and what of it is not charged here or not yet."""
    from quittance.rules import interest_packs

    for currency, earned, fixed in found.totals:
        yield (
            f"{currency}: {Amount(earned, currency).readable()} interest + "
            f"{Amount(fixed, currency).readable()} compensation = {Amount(earned + fixed, currency).readable()}"
        )
    terms = found.standing.terms
    if terms and found.granted_e4 is not None:
        agreed, law = (interest_packs.percent(one) for one in (terms.contract_rate_e4, found.granted_e4))
        yield f"{agreed} % was agreed, less than the {law} % that the law grants."
    for item in (*found.left_out, *found.waiting):
        earned_of = f"{Amount(item.accrued.total, item.currency).readable()} {item.currency}"
        if item.dossier:
            yield (
                f"{item.document} lies with {item.receiver} in {item.dossier}: {earned_of} is claimed there, not "
                "charged here."
            )
        else:
            yield f"{item.document} is disputed: {earned_of} waits until that is decided."


def _outdated(one: Outdated) -> str:
    return (
        f"{one.note} charged {Amount(one.charged, one.currency).readable()} {one.currency} for {one.document}; "
        f"{Amount(one.right, one.currency).readable()} is right now. Reverse it, and charge anew."
    )


@asks(interest, "due")
def due(desk: Desk, through: Through = "") -> Answer:
    """List who owes interest that is not charged yet, the largest sum first."""
    from quittance.reports import interest_due as reports

    found = reports.due(desk.books, desk.day(through, "through"))
    rows = [
        (
            *(one.customer_number, one.customer_name, one.debts, Amount(one.interest, one.currency)),
            *(Amount(one.compensation, one.currency), Amount(one.total, one.currency), one.currency),
            *(Amount(one.elsewhere, one.currency), Amount(one.disputed, one.currency)),
            "provisional" if one.provisional else "",
        )
        for one in found.rows
    ]
    columns = "number name debts interest compensation total currency in_dossiers disputed rate".split()
    sums = tuple(f"{code}: {Amount(both + fixed, code).readable()}" for code, both, fixed in found.totals)
    return Answer(
        tuple(columns),
        rows,
        lambda: reports.told(found),
        title=f"Late interest that is not charged, {found.count} rows",
        lines=sums,
        empty="Nobody owes interest that is not charged yet.",
    )


@does(interest, "charge", "interest.charge")
def charge(
    desk: Desk,
    customer: Customer,
    through: Through = "",
    currency: Annotated[str, typer.Option(help="The customer's when left out.")] = "",
    number: Annotated[str, typer.Option(help="Number of the note; the next of the series when left out.")] = "",
    due: Annotated[str, typer.Option(help="Due day; by the customer's terms when left out.", metavar="DAY")] = "",
    rate: Annotated[str, typer.Option(help="Exchange rate, where the note is in another currency.")] = "",
) -> Answer:
    """Issue an interest note over everything that is not charged yet and neither in a dossier nor disputed."""
    from quittance.actions import interest as verbs

    data = verbs.ChargeInterest(
        customer, desk.day_or_none(through, "through"), currency.upper(), number, desk.day_or_none(due, "due"), rate
    )
    made = desk.do(verbs.charge, data)
    return of_result(made, f"Interest note {made.number}: {made.total} {made.currency}, due {made.due_on}.")


@does(interest, "run", "interest.run")
def run(
    desk: Desk,
    through: Through = "",
    minimum: Annotated[str, typer.Option(help="The smallest note, in its currency.")] = "0",
) -> Answer:
    """Have the worker charge everybody who owes interest; `interest due` shows beforehand who that is."""
    from quittance.actions import interest_runs as verbs

    made = desk.do(verbs.ask, verbs.RunInterest(desk.day_or_none(through, "through"), minimum))
    return of_result(made, "The worker charges everybody who owes interest; see `quittance interest runs`.")


@asks(interest, "runs")
def runs(desk: Desk) -> Answer:
    """List the latest runs, and whom they could not charge."""
    from quittance.reports import interest_runs as reports

    found = reports.runs(desk.books)
    rows = [
        (
            *(one.id, one.state, one.through_on, one.done_rows, one.total_rows, one.notes),
            *(
                ", ".join(f"{Amount(minor, code).readable()} {code}" for code, minor in one.sums),
                one.refused,
                one.fault,
            ),
        )
        for one in found
    ]
    lines = tuple(f"{number}: {said}" for one in found[:1] for number, said in one.first_refused)
    columns = "id state through done of notes sums refused fault".split()
    return Answer(tuple(columns), rows, lambda: plain_of(found), title="Runs", lines=lines, empty="No run yet.")


Document = Annotated[str, typer.Argument(help="Number of the invoice.")]


@does(interest, "waive", "interest.waive")
def waive(
    desk: Desk,
    document: Document,
    reason: Annotated[str, typer.Argument(help="Why; it is kept.")],
    through: Through = "",
) -> Answer:
    """Propose to give up what an invoice has earned and was not charged; a second person gives it."""
    from quittance.actions import waivers

    made = desk.do(waivers.waive, waivers.WaiveInterest(document, reason, desk.day_or_none(through, "through")))
    return of_result(
        made, f"{made.interest} and {made.compensation} {made.currency} of {document} wait to be given up."
    )


@does(interest, "approve", "interest.approve_waiver")
def approve(desk: Desk, document: Document) -> Answer:
    """Give up what somebody else proposed to."""
    from quittance.actions import waivers

    made = desk.do(waivers.approve, waivers.ApproveWaiver(document))
    said = f"{made.interest} and {made.compensation} {made.currency} of {document} are given up through {made.through}."
    return of_result(made, said)


@does(interest, "unwaive", "interest.end_waiver")
def unwaive(desk: Desk, document: Document, reason: Annotated[str, typer.Argument(help="Why; it is kept.")]) -> Answer:
    """Do not give a waiver that waits, or take one back: its interest is charged again."""
    from quittance.actions import waivers

    made = desk.do(waivers.end, waivers.EndWaiver(document, reason))
    return of_result(made, f"The waiver of {document} is over.")


@asks(interest, "waivers")
def list_waivers(
    desk: Desk,
    customer: Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")] = "",
    state: Annotated[str, typer.Option(help="proposed, given, dropped or ended; all when left out.")] = "",
) -> Answer:
    """List interest that was given up or is to be, the latest first."""
    from quittance.reports import waivers as reports
    from quittance.rules import waiver

    found = reports.rows(desk.books, state, customer)
    rows = [
        (
            *(one.document, one.customer_number, one.customer_name, Amount(one.interest, one.currency)),
            *(Amount(one.compensation, one.currency), one.currency, one.through_on, waiver.STATES[one.state]),
            *(one.actor_name, one.approved_by, one.reason),
        )
        for one in found
    ]
    columns = "document number name interest compensation currency through state proposed_by given_by reason".split()
    return Answer(
        tuple(columns),
        rows,
        lambda: {"rows": [reports.told(one) for one in found]},
        title="Interest given up",
        empty="Nothing of that kind was given up.",
    )


@does(interest, "terms", "interest.set_terms")
def terms(
    desk: Desk,
    pack: Annotated[
        str,
        typer.Argument(help="eu, de, de_consumer, fr, uk, contract or contract_eu; none takes a customer's own away."),
    ],
    customer: Annotated[str, typer.Option(help="For this customer alone.", metavar="NUMBER")] = "",
    rate: Annotated[str, typer.Option(help="Percent a year, for contract and contract_eu.")] = "",
    year: Annotated[str, typer.Option(help="365, actual or 360 days.")] = "365",
    rounding: Annotated[str, typer.Option(help="exact, or daily: the day's amount is rounded first.")] = "exact",
    pay_day: Annotated[bool, typer.Option(help="Whether the day of the payment counts.")] = True,
    compensation: Annotated[bool, typer.Option(help="Whether the law's fixed amount is asked.")] = True,
    grace_days: Annotated[int, typer.Option(help="Days late for which nothing is asked.", min=0, max=365)] = 0,
    afterwards: Annotated[
        str, typer.Option(help="When only the principal was paid: claim the interest, or waive it.")
    ] = "claim",
    fixing: Annotated[
        str,
        typer.Option(help="law; moving: each half-year's reference rate; frozen: that of the first late day."),
    ] = "law",
) -> Answer:
    """Set the terms of late interest, for the company or one customer."""
    from quittance.actions import interest as verbs

    data = verbs.SetInterestTerms(
        "" if pack == "none" else pack,
        customer,
        rate,
        year,
        rounding,
        pay_day,
        compensation,
        grace_days,
        afterwards,
        fixing,
    )
    made = desk.do(verbs.set_terms, data)
    return of_result(made, f"Interest terms of {made.customer_number or 'the company'}: {made.pack or 'none'}.")


@does(interest, "rate", "interest.set_rate")
def rate(
    desk: Desk,
    reference: Annotated[str, typer.Argument(help="ecb, bundesbank or boe.")],
    from_on: Annotated[str, typer.Argument(help="First day of the half-year, such as 2026-07-01.", metavar="DAY")],
    percent: Annotated[str, typer.Argument(help="Percent a year; after -- when it is below zero.")],
) -> Answer:
    """Add a reference rate when it is published."""
    from quittance.actions import interest as verbs

    made = desk.do(verbs.set_rate, verbs.SetReferenceRate(reference, desk.day(from_on, "from_on"), percent))
    return of_result(made, f"From {made.from_on}: {made.reference} {made.rate} %.")


@asks(interest, "rates")
def rates(desk: Desk) -> Answer:
    """List the reference rates that are known, the latest first."""
    from quittance.reports import interest as reports
    from quittance.rules import interest_packs

    found = reports.rates(desk.books)[::-1]
    rows = [(one.from_on, one.reference, f"{interest_packs.percent(one.rate_e4)} %") for one in found]
    return Answer(("from", "reference", "rate"), rows, lambda: plain_of(found))
