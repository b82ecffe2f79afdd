"""The worklist: overdue accounts with what comes next; calls, notes and mails; whose account it is."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does

worklist = typer.Typer(name="worklist", help="Overdue accounts, and what comes next with each.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(help="Number of the customer.")]
Person = Annotated[str, typer.Argument(help="Email of the person.", metavar="EMAIL")]


@asks(worklist, "show")
def show(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Part of a name or number; everybody when left out.")] = "",
    owner: Annotated[str, typer.Option(help="Accounts of this person alone, or of nobody.", metavar="EMAIL")] = "",
    step: Annotated[str, typer.Option(help="Next step: call, email, plan, escalate or wait.")] = "",
    late: Annotated[str, typer.Option(help="Days late: 31-60, 61- for so many or more, or -7.")] = "",
    grade: Annotated[str, typer.Option(help="Payer grades, such as CDE; N for none yet.")] = "",
    country: Annotated[str, typer.Option(help="Two letters, such as NL.")] = "",
    segment: Annotated[str, typer.Option(help="Only those of this segment.")] = "",
    currency: Annotated[str, typer.Option(help="The customer's, such as USD.")] = "",
    least: Annotated[str, typer.Option(help="What may be asked for is at least this.", metavar="AMOUNT")] = "",
    limit: Annotated[int, typer.Option(help="Accounts to show.", min=1, max=1_000)] = 50,
) -> Answer:
    """Show overdue accounts with their next step and its reason, the most money per minute first."""
    from quittance.reports import worklist as reports
    from quittance.reports.worklist_filter import Chosen
    from quittance.rules import money

    base = desk.currency
    floor = money.read_positive(least, base, field="least") if least else 0
    chosen = Chosen(owner, step, late, grade, country, segment, currency, floor)
    wanted = reports.Wanted("", chosen, search, limit=limit)
    work = reports.accounts(desk.books, desk.context.today, wanted)
    rows = [
        (
            *(one.number, one.name, Amount(one.facts.asked, base), Amount(one.facts.held, base), one.facts.days_late),
            *(one.proposal.step, one.proposal.on, one.proposal.reason, one.owner or "nobody"),
            *(f"{one.proposal.alone}-{one.proposal.acted} %", Amount(one.proposal.worth, base)),
        )
        for one in work.accounts
    ]
    columns = "number name asked held days_late step on reason owner chance worth".split()
    return Answer(
        tuple(columns),
        rows,
        title=f"Worklist, {work.sums.count} accounts, in {base}",
        empty="Nothing such is overdue.",
    )


@asks(worklist, "people")
def people(
    desk: Desk,
    since: Annotated[str, typer.Option(help="First day; that of this month when left out.", metavar="DAY")] = "",
    until: Annotated[str, typer.Option(help="Last day; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Show what each person did in a period, and what came of it."""
    from quittance.reports import activities

    first = desk.day_or_none(since, "since") or desk.context.today.replace(day=1)
    base = desk.currency
    rows = [
        (
            *(one.name, one.calls, one.reached, one.mails, one.notes, one.promises, one.kept, one.broken),
            *(one.disputes, Amount(one.received, base)),
        )
        for one in activities.people(desk.books, first, desk.day(until, "until"))
    ]
    columns = "name calls reached mails notes promises kept broken disputes received".split()
    return Answer(tuple(columns), rows, title=f"Work since {first}, in {base}", empty="Nobody did anything.")


@does(worklist, "log", "activities.log")
def log(
    desk: Desk,
    customer: Customer,
    kind: Annotated[str, typer.Argument(help="call or note.")],
    text: Annotated[str, typer.Option(help="What was said.")] = "",
    outcome: Annotated[str, typer.Option(help="Of a call: reached, no_answer, message or wrong_number.")] = "",
    contact: Annotated[str, typer.Option(help="With whom.")] = "",
    about: Annotated[str, typer.Option(help="Number of the document it is about; the account when left out.")] = "",
) -> Answer:
    """Log a call or a note."""
    from quittance.actions import activities

    made = desk.do(activities.log, activities.LogActivity(customer, kind, text, outcome, contact, about))
    return of_result(made, f"The {made.kind} is on the timeline of {about or made.customer_number}.")


@does(worklist, "mail", "activities.mail")
def mail(
    desk: Desk,
    customer: Customer,
    address: Annotated[str, typer.Argument(help="Where it goes.")],
    subject: Annotated[str, typer.Option(help="The subject.")],
    text: Annotated[str, typer.Option(help="The text.")],
    contact: Annotated[str, typer.Option(help="To whom.")] = "",
) -> Answer:
    """Write a mail to a customer; it leaves in half a minute."""
    from quittance.actions import activities

    made = desk.do(activities.mail, activities.WriteMail(customer, address, subject, text, contact))
    return of_result(made, f"Queued; take it back with: quittance worklist undo {made.id}")


@does(worklist, "undo", "activities.take_back")
def undo(desk: Desk, id: Annotated[int, typer.Argument(help="Of a call, note or mail.", min=1)]) -> Answer:
    """Take a call or note back, or a mail that has not left yet."""
    from quittance.actions import activities

    made = desk.do(activities.take_back, activities.TakeActivityBack(id))
    return of_result(made, f"The {made.kind} is taken back.")


@does(worklist, "next", "followups.set_next")
def set_next(
    desk: Desk,
    customer: Customer,
    step: Annotated[str, typer.Option(help="call, email, plan, escalate or wait; the proposal when left out.")] = "",
    on: Annotated[str, typer.Option(help="Day of it; the account rests until then.", metavar="DAY")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    owner: Annotated[str, typer.Option(help="Who does it; to escalate, senior is who is named.", metavar="EMAIL")] = "",
) -> Answer:
    """Say what comes next with a customer, on which day and with whom."""
    from quittance.actions import followups

    made = desk.do(followups.set_next, followups.SetNext(customer, step, desk.day_or_none(on, "on"), reason, owner))
    return of_result(made, f"{made.customer_number}: {made.step or 'as proposed'}, {made.on or 'today'}.")


@does(worklist, "undo-next", "followups.take_back")
def undo_next(desk: Desk, customer: Customer) -> Answer:
    """Take the last change of what comes next back."""
    from quittance.actions import followups

    made = desk.do(followups.take_back, followups.TakeNextBack(customer))
    return of_result(made, f"{made.customer_number}: {made.step or 'as proposed'}, {made.on or 'today'}.")


@does(worklist, "assign", "followups.assign")
def assign(
    desk: Desk,
    owner: Person,
    customers: Annotated[list[str], typer.Argument(help="Numbers of customers.")],
) -> Answer:
    """Say whose accounts these are."""
    from quittance.actions import followups

    made = desk.do(followups.assign, followups.AssignAccounts(tuple(customers), owner))
    return of_result(made, f"{made.count} accounts are with {made.owner}.")


@does(worklist, "hand-over", "followups.hand_over")
def hand_over(
    desk: Desk, owner: Person, to: Annotated[str, typer.Argument(help="Email of who takes over.", metavar="EMAIL")]
) -> Answer:
    """Give all accounts of one person to another for good; for some days there is `away`."""
    from quittance.actions import followups

    made = desk.do(followups.hand_over, followups.HandOver(owner, to))
    return of_result(made, f"{made.count} accounts are with {made.owner}.")
