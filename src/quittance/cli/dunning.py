"""Dunning at the terminal: policies, whom they are for, and who would be reminded and why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.actions.dunning import StepText
    from quittance.reports.dunning_preview import PreviewRow

dunning = typer.Typer(name="dunning", help="Reminders: policies, preview, runs and log.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name of the policy.")]
STEPS = "DAY CHANNEL TONE, then any of: working min= fee= risk= interest approval senior ours copy=. May be repeated."


@asks(dunning, "policies")
def policies(desk: Desk) -> Answer:
    """List the policies in force with who follows them, and the versions that are proposed."""
    from quittance.reports import dunning as reports
    from quittance.reports import dunning_following
    from quittance.rules import dunning as rules

    base, live = desk.currency, reports.live(desk.books)
    follow = dunning_following.followers(desk.books, live, desk.context.today)
    shown = [one for one in reports.versions(desk.books) if one.state != rules.PAST]
    rows = [
        (
            *(one.name, one.version, one.state, follow.get(one.name, 0) if one.state == rules.LIVE else ""),
            "; ".join(rules.written(step, base) for step in one.policy.steps),
        )
        for one in shown
    ]
    columns = ("name", "version", "state", "customers", "steps")
    empty = (
        "No policy yet: propose one, such as `quittance dunning propose Standard --standard --step '3 email friendly'`."
    )
    return Answer(columns, rows, lambda: [reports.told(one, base) for one in shown], "Policies", empty=empty)


@does(dunning, "propose", "dunning.propose")
def propose(
    desk: Desk,
    name: Name,
    step: Annotated[list[str], typer.Option(help=STEPS)],
    standard: Annotated[bool, typer.Option(help="It holds for everybody who follows no other.")] = False,
    country: Annotated[list[str] | None, typer.Option(help="It holds for customers there; may be repeated.")] = None,
    segment: Annotated[list[str] | None, typer.Option(help="It holds for customers of it; may be repeated.")] = None,
    grades: Annotated[str, typer.Option(help="It holds for payers of these, such as DE; N: not known yet.")] = "",
    minimum: Annotated[str, typer.Option(help="Below it nothing leaves.")] = "0",
    pause_days: Annotated[int, typer.Option(help="Days between two messages, at least.")] = 5,
    most_contacts: Annotated[int, typer.Option(help="Messages within the period, at most.")] = 8,
    period_days: Annotated[int, typer.Option(help="Days of the period.")] = 90,
    from_hour: Annotated[int, typer.Option(help="First hour of the customer's clock.")] = 8,
    until_hour: Annotated[int, typer.Option(help="Hour before which it is sent.")] = 18,
    sender: Annotated[str, typer.Option(help="Who signs.")] = "",
    thanks: Annotated[bool, typer.Option(help="Thank for what was paid after a reminder.")] = False,
    text: Annotated[
        list[str] | None, typer.Option(help="DAY:LANGUAGE:FILE, the subject in its first line; may be repeated.")
    ] = None,
    by_hand: Annotated[bool, typer.Option(help="Left out of the runs of every day.")] = False,
    holdout: Annotated[int, typer.Option(help="Percent of its customers held out at random, to measure.")] = 0,
    holdout_days: Annotated[int, typer.Option(help="Days after the due day for which they are.")] = 30,
    holdout_seed: Annotated[str, typer.Option(help="Another one draws the groups anew.")] = "",
    our_senior: Annotated[str, typer.Option(help="Email of the member who stands behind its escalations.")] = "",
) -> Answer:
    """Propose a policy, or a new version of one."""
    from quittance.actions import dunning as verbs

    given = verbs.ProposePolicy(
        *(name, tuple(step), standard, tuple(country or ()), minimum, pause_days, most_contacts, period_days),
        *(from_hour, until_hour, sender, thanks, tuple(_text(one) for one in text or ()), by_hand),
        *(holdout, holdout_days, holdout_seed, our_senior, tuple(segment or ()), grades),
    )
    made = desk.do(verbs.propose, given)
    return of_result(made, f"Version {made.version} of {made.name} is proposed. A second person adopts it.")


@asks(dunning, "effect")
def effect(desk: Desk, name: Name) -> Answer:
    """Show how much earlier customers of a policy pay than those of them who are held out at random."""
    from quittance.reports import dunning_effect

    made = dunning_effect.measured(desk.books, name, desk.context.today)
    told = dunning_effect.told(made)
    groups = (("reminded", told["treated"]), ("held out", told["held_out"]))
    rows = [
        (said, one["customers"], one["debts"], one["open"], one["days"], one["days_by_amount"]) for said, one in groups
    ]
    columns = ("group", "customers", "debts", "open", "days", "days by amount")
    gains = [
        f"{said}: {one['days']} days earlier, between {one['low']} and {one['high']}"
        for said, one in (("By debt", told["plain"]), ("By amount", told["weighted"]))
        if one["days"]
    ]
    title = f"{made.name}: {made.share} percent held out for {made.days} days, since {made.since}"
    return Answer(columns, rows, lambda: told, title, (*gains, told["sentence"]))


@does(dunning, "adopt", "dunning.adopt")
def adopt(
    desk: Desk, name: Name, version: Annotated[int, typer.Option(help="The latest when left out.", min=0)] = 0
) -> Answer:
    """Let a proposed version hold from now on."""
    from quittance.actions import dunning as verbs

    made = desk.do(verbs.adopt, verbs.AdoptPolicy(name, version))
    return of_result(made, f"Version {made.version} of {made.name} is in force.")


@does(dunning, "withdraw", "dunning.withdraw")
def withdraw(desk: Desk, name: Name) -> Answer:
    """Take the version back that is proposed of a policy."""
    from quittance.actions import dunning_ending as verbs

    made = desk.do(verbs.withdraw, verbs.WithdrawPolicy(name))
    return of_result(made, f"Version {made.version} of {made.name} is taken back.")


@does(dunning, "retire", "dunning.retire")
def retire(desk: Desk, name: Name) -> Answer:
    """End a policy in force: its customers follow another one. The one for everybody else goes last."""
    from quittance.actions import dunning_ending as verbs

    made = desk.do(verbs.retire, verbs.RetirePolicy(name))
    return of_result(made, f"{made.name} is in force no more. Go back with `dunning adopt --version {made.version}`.")


@does(dunning, "customer", "dunning.set_customer")
def customer(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of the customer.")],
    policy: Annotated[
        str | None, typer.Option(help="Its own policy; '' follows segment, grade, country, standard.")
    ] = None,
    consumer: Annotated[bool | None, typer.Option(help="Keep the rules for consumers.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Such as Europe/Paris.")] = None,
    opt_out: Annotated[list[str] | None, typer.Option(help="A channel not to use; may be repeated, '' none.")] = None,
    bounced: Annotated[str | None, typer.Option(help="Address that mail came back from; '' clears it.")] = None,
    mobile: Annotated[str | None, typer.Option(help="Number for text messages, such as +31612345678.")] = None,
    senior: Annotated[str | None, typer.Option(help="Name of the senior contact.")] = None,
    senior_email: Annotated[str | None, typer.Option(help="Address of the senior contact.")] = None,
    our_senior: Annotated[
        str | None, typer.Option(help="Email of the member to whom it is escalated; '' leaves that to the policy.")
    ] = None,
) -> Answer:
    """Say how one customer is reminded; what is left out stays as it is. A stop for a while is a hold."""
    from quittance.actions import dunning as verbs
    from quittance.rules import dunning_choice

    channels = None if opt_out is None else tuple(one for one in opt_out if one)
    given = verbs.SetDunning(
        number,
        policy,
        consumer,
        time_zone,
        channels,
        bounced,
        mobile,
        senior,
        senior_email,
        our_senior,
    )
    made = desk.do(verbs.set_customer, given)
    why = f", {dunning_choice.REASONS[made.why]}" if made.why else ""
    return of_result(made, f"{made.customer_number} follows {made.policy or 'no policy'}{why}.")


@asks(dunning, "preview")
def preview(desk: Desk) -> Answer:
    """Show who would be reminded now, by which step and with which fee, and who is held back by which rule."""
    from quittance.reports import dunning_preview

    base = desk.currency
    found = dunning_preview.now(desk.books, desk.context.today, desk.context.now)
    rows = [
        (
            *(one.customer_number, one.customer_name, one.policy, one.step, one.channel, one.items),
            *(Amount(one.base, base), Amount(one.fee, base), Amount(one.held, base), one.ours, one.why),
        )
        for one in found.rows
    ]
    columns = tuple("customer name policy step channel items amount fee held ours why".split())
    return Answer(
        columns,
        rows,
        lambda: dunning_preview.told(found, base),
        f"Reminders now, {base}",
        (found.sentence,),
        empty="Nobody is due.",
    )


@asks(dunning, "changes")
def changes(
    desk: Desk,
    name: Name,
    version: Annotated[int, typer.Option(min=0, help="Its version; the latest that is proposed when left out.")] = 0,
) -> Answer:
    """Show what a version of a policy would change if it held now: who would get what, with which fee, and why."""
    from quittance.reports import dunning_diff

    base = desk.currency
    found = dunning_diff.of_version(desk.books, name, version, desk.context.today, desk.context.now)
    rows = [
        (
            *(one.customer_number, one.customer_name, one.kind, _sent(one.before), _sent(one.after)),
            *(Amount(one.base, base), Amount(one.before.fee if one.before else 0, base)),
            *(Amount(one.after.fee if one.after else 0, base), one.why),
        )
        for one in found.rows
    ]
    moved = [f"{one.count:,} from {one.before or 'no policy'} to {one.after or 'no policy'}." for one in found.moved]
    return Answer(
        tuple("customer name change now then amount fee_now fee_then why".split()),
        rows,
        lambda: dunning_diff.told(found, base),
        f"Version {found.version.version} of {found.version.name}, {base}",
        (found.sentence, *moved),
        empty="Nothing changes now.",
    )


def _sent(row: PreviewRow | None) -> str:
    """What goes out, such as 15 email firm, or who is brought in."""
    if row is None or not row.goes:
        return "nothing"
    return f"{row.step} {row.channel} {row.ours}" if row.channel == "inside" else f"{row.step} {row.channel} {row.tone}"


def _text(given: str) -> StepText:
    from quittance.actions.dunning import StepText

    day, _, rest = given.partition(":")
    language, _, name = rest.partition(":")
    file = Path(name)
    if not day.lstrip("+-").isdecimal() or not file.is_file():
        raise typer.BadParameter(f"{given!r} is not DAY:LANGUAGE:FILE with a file that is there.", param_hint="--text")
    subject, _, body = file.read_text(encoding="utf-8").partition("\n")
    return StepText(int(day), language, subject, body.strip("\n"))
