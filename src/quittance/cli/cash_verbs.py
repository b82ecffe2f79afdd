"""Applying cash by hand: lines applied, set aside, taken back and returned; the company's rules and policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.cash import cash
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.actions.cash import Part

__all__ = ["cash", "deduction"]

deduction = typer.Typer(name="deduction", help="Parts of invoices that payers left out.", no_args_is_help=True)

LineId = Annotated[int, typer.Argument(help="Id of the bank line, as `quittance bank lines` shows it.", min=1)]
Reason = Annotated[str, typer.Option(help="Why; it is kept.", metavar="TEXT")]
Pay = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        help="DOCUMENT[=AMOUNT[+ADJUSTMENT:KIND[:REASON]]]; may be repeated. A credit note has an amount below zero.",
        metavar="PART",
    ),
]


@does(cash, "match", "matching.propose")
def match(desk: Desk) -> Answer:
    """Compare open bank lines with what is owed: post what is sure, propose the rest."""
    from quittance.actions import matching
    from quittance.cli import progress

    with progress.bar("matching") as moved:
        made = matching.run(desk.context, progress=moved)
    return of_result(made, f"{made.posted} of {made.lines} lines posted, {made.proposed} proposed.")


@asks(cash, "review")
def review(desk: Desk, tab: Annotated[str, typer.Option(help="review, safe, applied or aside.")] = "review") -> Answer:
    """List bank lines with what is proposed for them and why, the largest first."""
    from quittance.cli.answer import Amount
    from quittance.reports import cash as reports
    from quittance.reports import workbench

    rows = [
        (
            *(one.line.id, one.line.payer_name, one.line.text[:40], Amount(one.line.amount, one.line.currency)),
            *(one.line.currency, one.customer_number, ", ".join(part.document for part in one.parts) or one.returns),
            *(f"{one.probability_e6 / 10_000:.1f} %", "; ".join(one.reasons)),
        )
        for one in workbench.lines(desk.books, tab, reports.threshold(desk.books))
    ]
    columns = "id payer text amount currency customer documents probability reasons".split()
    return Answer(tuple(columns), rows, title="Bank lines", empty="Nothing here.")


@asks(cash, "rates")
def rates(desk: Desk) -> Answer:
    """Show the four figures that belong together, and how well the probabilities came true."""
    from quittance.cli.answer import Amount, moment
    from quittance.reports import cash as reports
    from quittance.reports import cash_reliability

    found, base = reports.rates(desk.books), desk.currency
    right = found.posted - found.undone
    value = f"{Amount(found.posted_value, base).readable()} of {Amount(found.value, base).readable()}"
    rows = [
        ("payments posted unseen", f"{found.posted} of {found.payments}", _share(found.posted, found.payments)),
        ("documents", f"{found.posted_lines} of {found.lines}", _share(found.posted_lines, found.lines)),
        ("value", value, _share(found.posted_value, found.value)),
        ("right (not taken back in 60 days)", f"{right} of {found.posted}", _share(right, found.posted)),
    ]
    known = cash_reliability.reliability_of(desk.books)
    rows += [
        ("proposals right as a whole", f"{known.right} of {known.count}", _share(known.right, known.count)),
        ("promised on average", "", f"{100 * known.promised:.2f} %" if known.count else "–"),
        ("calibration error", "", f"{known.error:.4f}" if known.count else "–"),
        ("Brier score", "", f"{known.brier:.4f}" if known.count else "–"),
    ]
    last = cash_reliability.calibration(desk.books)
    if last is not None:
        rows += [
            ("last refit", f"{last.outcomes} outcomes", moment(last.recorded_at)),
            ("calibration error before and after", f"{last.error_before:.4f}", f"{last.error_after:.4f}"),
        ]
    return Answer(("what", "count", "share"), rows, title="Cash application")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


@does(cash, "apply", "cash.apply")
def apply(
    desk: Desk,
    line: LineId,
    customer: Annotated[str, typer.Option(help="Number of the customer who paid; nobody known when left out.")] = "",
    to: Pay = None,
) -> Answer:
    """Apply a bank line to what it pays; the rest stays unapplied."""
    from quittance.actions import cash as verbs

    parts = tuple(_part(given) for given in to or ())
    made = desk.do(verbs.apply_line, verbs.ApplyLine(line, customer, parts, "changed"))
    return of_result(made, f"Applied as {', '.join(made.references)}; {made.unapplied} {made.currency} unapplied.")


@does(cash, "pass", "cash.pass_over")
def pass_over(
    desk: Desk,
    line: LineId,
    reason: Reason,
    account: Annotated[str, typer.Option(help="Code of the ledger account it belongs to.")] = "",
) -> Answer:
    """Set a bank line aside that is no matter of receivables."""
    from quittance.actions import cash as verbs

    return of_result(desk.do(verbs.pass_over, verbs.PassLine(line, reason, account)), "The line is set aside.")


@does(cash, "undo", "cash.undo")
def undo(desk: Desk, line: LineId, reason: Reason) -> Answer:
    """Take back everything a bank line has become."""
    from quittance.actions import cash as verbs

    return of_result(desk.do(verbs.undo, verbs.UndoLine(line, reason)), "The line is open again.")


@does(cash, "return", "cash.return_payment")
def return_payment(
    desk: Desk,
    line: LineId,
    reference: Annotated[str, typer.Argument(help="Reference of the payment that the bank returned.")],
    reason: Annotated[str, typer.Option(help="The bank's code when left out.")] = "",
) -> Answer:
    """Reopen what a returned payment had paid, under the old due days."""
    from quittance.actions import cash as verbs

    made = desk.do(verbs.return_payment, verbs.ReturnLine(line, reference, reason))
    fee = f" Invoice {made.fee_number} charges the fee." if made.fee_number else ""
    return of_result(made, f"{made.reference} is reversed.{fee}")


@does(cash, "forget", "cash.forget")
def forget(
    desk: Desk, id: Annotated[int, typer.Argument(help="As `quittance cash memory` shows it.", min=1)]
) -> Answer:
    """Forget that an account or name pays for a customer."""
    from quittance.actions import cash_learning

    made = desk.do(cash_learning.forget, cash_learning.ForgetPayer(id))
    return of_result(made, f"{made.value} is forgotten.")


@does(cash, "refit", "cash.refit")
def refit(desk: Desk) -> Answer:
    """Refit the probabilities of matching from what became of its proposals; the worker does so once a week."""
    from quittance.actions import cash_calibration

    made = desk.do(cash_calibration.refit, cash_calibration.Refit())
    said = f"Refitted over {made.outcomes} outcomes; the calibration error was {made.error_before}"
    return of_result(made, f"{said} and is {made.error_after}.")


@does(cash, "policy", "cash.set_policy")
def policy(
    desk: Desk,
    auto: Annotated[bool, typer.Option("--auto/--no-auto", help="Post sure matches unseen.")] = True,
    threshold: Annotated[str, typer.Option(help="Least probability for that.")] = "0.995",
    most: Annotated[str, typer.Option(help="Largest payment posted unseen; without end when left out.")] = "",
    charges: Annotated[str, typer.Option(help="Largest bank charge or rounding let go.")] = "40",
    grace: Annotated[int, typer.Option(help="Days for which a discount still counts as earned.")] = 3,
    returns: Annotated[
        bool, typer.Option("--returns/--no-returns", help="Reopen by itself what a sure return had paid.")
    ] = False,
    fee: Annotated[str, typer.Option(help="Charged to the customer for a returned payment.")] = "0",
) -> Answer:
    """Set how far matches post by themselves and what may be let go."""
    from quittance.actions import cash_policy

    given = cash_policy.SetPolicy(auto, threshold, most, charges, grace, returns, fee)
    made = desk.do(cash_policy.set_policy, given)
    return of_result(made, "The policy is set.")


@does(cash, "rule", "cash.add_rule")
def rule(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="A name for it.")],
    text: Annotated[str, typer.Option(help="What the text of the line contains.")] = "",
    account: Annotated[str, typer.Option(help="The payer's account.")] = "",
    customer: Annotated[str, typer.Option(help="Number of the customer whose payment it is.")] = "",
    ledger: Annotated[str, typer.Option(help="Code of the ledger account it belongs to instead.")] = "",
) -> Answer:
    """Add a rule that is asked before the engine."""
    from quittance.actions import cash_policy

    made = desk.do(cash_policy.add_rule, cash_policy.AddRule(name, text, account, customer, ledger))
    return of_result(made, f"Rule {made.name} is number {made.position}.")


@does(cash, "unrule", "cash.remove_rule")
def unrule(desk: Desk, name: Annotated[str, typer.Argument(help="Its name.")]) -> Answer:
    """Remove a rule."""
    from quittance.actions import cash_policy

    made = desk.do(cash_policy.remove_rule, cash_policy.RemoveRule(name))
    return of_result(made, f"Rule {made.name} is gone.")


@asks(cash, "memory")
def memory(desk: Desk) -> Answer:
    """List which accounts and names pay for whom."""
    from quittance.reports import cash as reports

    rows = [
        (one.id, one.kind, one.value, one.customer_number, one.customer_name, one.seen, one.last_on, one.source)
        for one in reports.memory(desk.books)
    ]
    columns = ("id", "kind", "value", "customer", "name", "seen", "last_on", "source")
    return Answer(columns, rows, title="Who pays for whom", empty="Nothing has been learnt yet.")


@asks(cash, "rules")
def rules(desk: Desk) -> Answer:
    """List the company's rules in their order."""
    from quittance.reports import cash as reports

    rows = [
        (one.position, one.name, one.text_contains, one.payer_account, one.customer_number, one.account_code)
        for one in reports.rules(desk.books)
    ]
    columns = ("position", "name", "text_contains", "payer_account", "customer", "account_code")
    return Answer(columns, rows, title="Rules for bank lines", empty="No rules yet.")


@does(deduction, "resolve", "deductions.resolve")
def resolve(
    desk: Desk,
    id: Annotated[int, typer.Argument(help="As `quittance deduction list` shows it.", min=1)],
    resolution: Annotated[str, typer.Argument(help="What was decided, and why.")],
    way: Annotated[
        str,
        typer.Option(help="credit (a credit note), write_off, reject (charged back, stays open) or settled."),
    ] = "settled",
    owner: Annotated[str, typer.Option(help="Who answers for it; as before when left out.")] = "",
) -> Answer:
    """Resolve a deduction: by a credit note, a write-off, a rejection, or as settled otherwise."""
    from quittance.actions import deductions

    made = desk.do(deductions.resolve, deductions.ResolveDeduction(id, resolution, way, owner))
    said = {
        "credit": f"Credit note {made.number} closes {made.amount} {made.currency} of {made.document}.",
        "write_off": f"{made.amount} {made.currency} of {made.document} is written off.",
        "reject": f"{made.amount} {made.currency} stays open on {made.document}.",
    }
    return of_result(made, said.get(made.way, "The deduction is resolved."))


@does(deduction, "assign", "deductions.assign")
def assign(
    desk: Desk,
    id: Annotated[int, typer.Argument(help="As `quittance deduction list` shows it.", min=1)],
    owner: Annotated[str, typer.Option(help="Who looks after it.")] = "",
    reason: Annotated[str, typer.Option(help="freight, discount, damage, price, fees or unknown.")] = "",
    answer_by: Annotated[str, typer.Option(help="Day until which it is answered.")] = "",
) -> Answer:
    """Say who looks after a deduction, why it was taken and until when it is answered."""
    from quittance.actions import deductions

    day = desk.day_or_none(answer_by, "answer-by")
    made = desk.do(deductions.assign, deductions.AssignDeduction(id, owner, reason, day))
    return of_result(made, f"{made.owner.capitalize() or 'Nobody'} looks after it.")


@asks(deduction, "list")
def deductions_list(
    desk: Desk, state: Annotated[str, typer.Option(help="open or resolved; both when left out.")] = "open"
) -> Answer:
    """List deductions, the oldest first."""
    from quittance.cli.answer import Amount
    from quittance.reports import cash as reports

    rows = [
        (
            *(one.id, one.customer_number, one.document, Amount(one.amount, one.currency), one.currency),
            *(one.reason, one.owner, one.state, one.opened_on, one.answer_by),
        )
        for one in reports.deductions(desk.books, state)
    ]
    columns = "id customer document amount currency reason owner state opened_on answer_by".split()
    return Answer(tuple(columns), rows, title="Deductions", empty="No such deduction.")


def _part(given: str) -> Part:
    """DOCUMENT, =AMOUNT, +ADJUSTMENT:KIND:REASON, each after the one before."""
    from quittance.actions.cash import Part

    document, _, rest = given.partition("=")
    amount, _, more = rest.partition("+")
    adjustment, _, why = more.partition(":")
    kind, _, reason = why.partition(":")
    return Part(document.strip(), amount.strip(), adjustment.strip(), kind.strip(), reason.strip())
