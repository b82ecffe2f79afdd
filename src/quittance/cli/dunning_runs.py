"""Runs of reminders at the terminal: what went out, what it asked for, and what people say of single ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does
from quittance.cli.dunning import dunning

__all__ = ["dunning"]

Id = Annotated[int, typer.Argument(help="Id of the reminder, as `quittance dunning log` shows it.", min=1)]
Limit = Annotated[int, typer.Option(min=1, max=500, help="At most so many rows.")]


@does(dunning, "run", "dunning.run")
def run(desk: Desk) -> Answer:
    """Have the worker decide who is reminded today, and send."""
    from quittance.actions import dunning_runs as verbs

    made = desk.do(verbs.ask, verbs.RunDunning())
    return of_result(made, "The run is queued; the worker carries it out. See `quittance dunning log`.")


@does(dunning, "stop", "dunning.stop")
def stop(
    desk: Desk,
    run_id: Annotated[int, typer.Argument(help="Id of the run; the one that is under way when left out.", min=0)] = 0,
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "",
) -> Answer:
    """Let a run go no further: what has not gone stays unsent, and its step comes with the next run."""
    from quittance.actions import dunning_stop as verbs

    made = desk.do(verbs.stop, verbs.StopRun(run_id, reason))
    return of_result(made, f"It goes no further; {made.unsent:,} stay unsent until the next run.")


@asks(dunning, "log")
def log(
    desk: Desk,
    held: Annotated[bool, typer.Option("--held", help="What was held back, with its rule.")] = False,
    state: Annotated[str, typer.Option(help="Only reminders in this state.")] = "",
    customer: Annotated[str, typer.Option(help="Only those of this customer.", metavar="NUMBER")] = "",
    limit: Limit = 100,
) -> Answer:
    """List reminders and what became of them, the latest first; or what was held back."""
    from quittance.reports import dunning_log as reports
    from quittance.rules import dunning as rules

    base = desk.currency
    if held:
        found = reports.held(desk.books, limit=limit)
        rows = [
            (
                *(one.held_on, one.customer_number, one.customer_name, one.day, "all" if one.whole else "a part"),
                *(one.items, Amount(one.base, base), rules.RULES[one.rule]),
            )
            for one in found
        ]
        columns = tuple("on customer name step held items amount why".split())
        return Answer(columns, rows, lambda: plain_of(found), "Held back", empty="Nothing was held back.")
    states = (state,) if state else ()
    shown = reports.reminders(desk.books, states=states, customer_number=customer, limit=limit)
    told = [
        (
            *(one.id, one.cycle_on, one.number, one.customer_number, one.customer_name, one.day, one.channel),
            *(
                one.state,
                Amount(one.base, base),
                one.owner or one.address,
                rules.RULES.get(one.rule, one.fault or one.arrived),
            ),
        )
        for one in shown
    ]
    columns = tuple("id on number customer name step channel state amount to why".split())
    return Answer(columns, told, lambda: plain_of(shown), "Reminders", empty="No reminder yet.")


@asks(dunning, "show")
def show(desk: Desk, id: Id) -> Answer:
    """Show a reminder: its words, each document that it asked for with what is open now, and what it left out."""
    from quittance.reports import dunning_listed, dunning_log

    found, base = dunning_log.letter(desk.books, id), desk.currency
    listed = found.listed
    rows = [
        (
            *(one.document, one.due_on, one.currency, Amount(one.open, one.currency)),
            *(Amount(one.asked, one.currency), Amount(one.now, one.currency), "yes" if one.fresh else ""),
        )
        for one in listed.lines
    ]
    lines = [
        *(
            f"In all {Amount(one.asked, code).readable()} {code}, now {Amount(one.now, code).readable()} open."
            for code, one in listed.sums.items()
        ),
        *(f"Late interest of {Amount(total, code).readable()} {code} was named." for code, total, _ in listed.interest),
        *(
            [f"Fee {Amount(found.row.fee, base).readable()} {base} {found.row.fee_number}".rstrip() + "."]
            if found.row.fee
            else []
        ),
        *(
            f"Left out {Amount(one.amount, one.currency).readable()} {one.currency} of {one.document}: {one.why}."
            for one in listed.left
        ),
        *([] if listed.whole or not listed.lines else ["It is of before all lines were kept: only new ones are here."]),
        found.subject,
        found.body,
    ]
    title = f"{found.row.customer_name}, {found.row.day} {found.row.channel}, {found.row.state} {found.row.number}"
    return Answer(
        tuple("document due currency open asked open_now new".split()),
        rows,
        lambda: plain_of(found.row) | {"subject": found.subject, "body": found.body} | dunning_listed.told(listed),
        title.rstrip(),
        tuple(one for one in lines if one),
        empty="It asks for nothing yet: it is written when it goes out.",
    )


@does(dunning, "release", "dunning.release")
def release(desk: Desk, id: Id) -> Answer:
    """Let a reminder go that waits for a person's word."""
    from quittance.actions import dunning_runs as verbs

    made = desk.do(verbs.release, verbs.ReleaseReminder(id))
    return of_result(made, f"The reminder to {made.customer_number} goes out.")


@does(dunning, "drop", "dunning.drop")
def drop(desk: Desk, id: Id, reason: Annotated[str, typer.Option(help="Why; it is kept.")]) -> Answer:
    """Do not send a reminder that waits."""
    from quittance.actions import dunning_runs as verbs

    made = desk.do(verbs.drop, verbs.DropReminder(id, reason))
    return of_result(made, f"The reminder to {made.customer_number} is dropped.")


@does(dunning, "finish", "dunning.finish")
def finish(desk: Desk, id: Id, outcome: Annotated[str, typer.Option(help="What came of it.")] = "") -> Answer:
    """Note a call that was made, a letter that was posted or an escalation that was dealt with."""
    from quittance.actions import dunning_runs as verbs

    made = desk.do(verbs.finish, verbs.FinishReminder(id, outcome))
    return of_result(made, f"Done for {made.customer_number}.")


@does(dunning, "reply", "dunning.take_reply")
def reply(
    desk: Desk,
    sender: Annotated[str, typer.Argument(help="Number that the answer came from.")],
    said: Annotated[str, typer.Argument(help="What it says.")],
    channel: Annotated[str, typer.Option(help="sms or whatsapp.")] = "sms",
) -> Answer:
    """Take an answer to a text message in; the word STOP alone ends the channel for who has the number."""
    from quittance.actions import dunning_replies as verbs

    made = desk.do(verbs.take_reply, verbs.TakeReply(sender, said, channel))
    ends = {"stop": f" No {channel} any more.", "start": f" {channel} again."}.get(made.meaning, "")
    return of_result(made, f"Taken in for {', '.join(made.customer_numbers)}.{ends}")


@does(dunning, "arrived", "dunning.report_text")
def arrived(
    desk: Desk,
    id: Id,
    state: Annotated[str, typer.Argument(help="delivered, read or undelivered.")],
    fault: Annotated[str, typer.Option(help="Why it was not.")] = "",
) -> Answer:
    """Note what the provider says of a text message."""
    from quittance.actions import dunning_replies as verbs

    made = desk.do(verbs.report_text, verbs.ReportText(id, state, fault))
    return of_result(made, f"The text to {made.customer_number}: {made.arrived}.")


@asks(dunning, "letters")
def letters(desk: Desk, to: Annotated[Path, typer.Argument(help="Where the PDF goes.")]) -> Answer:
    """Write the letters that are to be posted into one PDF, in the order of the customers."""
    from quittance.reports import dunning_batch

    made = dunning_batch.printed(desk.books)
    to.write_bytes(made.content)
    return Answer(("file", "letters"), [(str(to), made.count)], title="", lines=())
