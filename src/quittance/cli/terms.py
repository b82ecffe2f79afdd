"""Terms at the terminal: granted, shown through time, worked out, with holidays and the policy of early payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Amount, Answer, moment, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.actions.terms import HolidayInput

terms = typer.Typer(name="terms", help="When invoices are due, and what early payment saves.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(help="Number of the customer.")]
Text = Annotated[str, typer.Argument(help="Such as 'net 30', '2/10 net 30', 'net 45 eom' or '50/50 net 30/60'.")]
YearAsked = Annotated[int, typer.Argument(help="The year.")]


@does(terms, "grant", "terms.grant")
def grant(
    desk: Desk,
    customer: Customer,
    text: Text,
    since: Annotated[str, typer.Option("--from", help="First day; today when left out.", metavar="DAY")] = "",
    contract: Annotated[str, typer.Option(help="The contract they come from.")] = "",
    why: Annotated[str, typer.Option(help="Why they are granted.")] = "",
) -> Answer:
    """Grant terms to a customer; invoices that are issued from that day on take them."""
    from quittance.actions import terms as verbs

    data = verbs.GrantTerms(customer, text, desk.day_or_none(since, "from"), contract, why)
    made = desk.do(verbs.grant, data)
    return of_result(made, f"{made.customer_number} has {made.means} from {made.valid_from}.")


@asks(terms, "history")
def history(desk: Desk, customer: Customer) -> Answer:
    """Show the terms of a customer through time, the latest first."""
    from quittance.reports import agreed

    found = agreed.history(desk.books, customer, desk.context.today)
    rows = [
        (
            *(one.valid_from, one.until, one.state, one.terms, one.reference, one.reason, one.actor_name),
            moment(one.recorded_at),
        )
        for one in found.rows
    ]
    columns = ("from", "until", "state", "terms", "contract", "why", "by", "recorded_at")
    now = f"{found.name} has {found.today or 'no terms: invoices are due at once'}."
    before = (f"Before the first grant: {found.before}.",) if found.before and rows else ()
    return Answer(columns, rows, title=now, lines=before, empty="Nothing was granted yet.")


@asks(terms, "show")
def show(
    desk: Desk,
    text: Text,
    issued: Annotated[str, typer.Option(help="Day of the invoice; today when left out.", metavar="DAY")] = "",
    goods: Annotated[str, typer.Option(help="Day the goods are received.", metavar="DAY")] = "",
    total: Annotated[str, typer.Option(help="What the invoice comes to.")] = "1000.00",
    currency: Annotated[str, typer.Option(help="The company's when left out.")] = "",
) -> Answer:
    """Work terms out for an invoice: its due days, and what early payment saves."""
    from quittance.reports import agreed
    from quittance.rules import money, totals

    code = (currency or desk.currency).upper()
    minor = money.read_positive(total, code, field="total")
    invoiced = agreed.Invoiced(desk.day(issued, "issued"), desk.day_or_none(goods, "goods"), minor, code)
    found = agreed.example(desk.books, text, invoiced)
    rows = [(one.due_on, f"{totals.written(one.weight_e4, 4)} %", Amount(one.amount, code)) for one in found.parts]
    early = tuple(
        f"{totals.written(one.percent_e4, 4)} % off until {one.last_on}: "
        f"{Amount(one.payable, code).readable()} instead of {Amount(minor, code).readable()}."
        for one in found.early
    )
    title = f"{found.terms}, issued on {invoiced.issued_on}, {code}"
    return Answer(("due_on", "share", "amount"), rows, lambda: agreed.told(found), title=title, lines=early)


@asks(terms, "holidays")
def holidays(
    desk: Desk,
    year: Annotated[int, typer.Argument(help="One year; when left out this one, the next and all that were set.")] = 0,
) -> Answer:
    """List the days beside the weekends on which nobody works: those you set, or the public ones of your country."""
    from quittance.reports import holidays as closing

    found = closing.of_year(desk.books, year) if year else closing.known(desk.books, desk.context.today)
    rows = [(one.on, one.on.strftime("%A"), one.name, "the company's" if one.kept else "public") for one in found]
    return Answer(("day", "weekday", "name", "whose"), rows, lambda: plain_of(found), empty="No holidays are known.")


@does(terms, "set-holidays", "terms.set_holidays")
def set_holidays(
    desk: Desk,
    year: YearAsked,
    day: Annotated[list[str] | None, typer.Option(help="DAY or DAY=NAME; may be repeated.")] = None,
    target: Annotated[
        bool, typer.Option(help="The closing days of TARGET too, the payment system of the euro.")
    ] = False,
) -> Answer:
    """Set the holidays of a year; they take the place of those that were known."""
    from quittance.actions import terms as verbs

    made = desk.do(verbs.set_holidays, verbs.SetHolidays(year, _days(desk, year, day or [], target)))
    return of_result(made, f"{made.year} has {made.count} holidays.")


@asks(terms, "policy")
def policy(desk: Desk) -> Answer:
    """Show what an early-payment discount needs."""
    from quittance.reports import agreed

    found = agreed.discount_policy(desk.books)
    rows = [
        ("a part payment earns its share", found.policy.part_payments),
        ("tax", found.policy.tax or "by the country"),
        ("the tax in a discount is taken back", found.adjusts),
    ]
    plain = {
        "part_payments": found.policy.part_payments,
        "tax": found.policy.tax,
        "adjusts_tax": found.adjusts,
    }
    return Answer(("what", "value"), rows, lambda: plain, title="Early payment")


@does(terms, "set-policy", "terms.set_discount_policy")
def set_policy(
    desk: Desk,
    part_payments: Annotated[bool, typer.Option(help="Whether a part payment earns its share.")] = False,
    tax: Annotated[str, typer.Option(help="adjust or keep the tax in a discount; by the country when left out.")] = "",
) -> Answer:
    """Set what an early-payment discount needs; its days of grace are in `quittance cash policy`."""
    from quittance.actions import terms as verbs

    made = desk.do(verbs.set_discount_policy, verbs.SetDiscountPolicy(part_payments, tax))
    return of_result(made, "The policy of early payment is kept.")


def _days(desk: Desk, year: int, given: list[str], target: bool) -> tuple[HolidayInput, ...]:
    """The named days, and those of TARGET that are not among them."""
    from quittance.actions.terms import HolidayInput
    from quittance.rules import holidays

    made = []
    for text in given:
        day, _, name = text.partition("=")
        made.append(HolidayInput(desk.day(day.strip(), "day"), name.strip()))
    known = {one.on for one in made}
    if target:
        made += [HolidayInput(on, name) for on, name in holidays.target(year) if on not in known]
    return tuple(made)
