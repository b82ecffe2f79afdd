"""Reminders on screen: who would get what and why not, runs, the log of what was held, and each message."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse

from quittance import file_answer
from quittance.actions import dunning_runs as verbs
from quittance.actions import dunning_stop, letters
from quittance.actions.dunning_runs import DropReminder, FinishReminder, ReleaseReminder, RunDunning
from quittance.actions.dunning_stop import StopRun
from quittance.actions.letters import CorrectLetter, PostLetter, SettleLetter
from quittance.reports import (
    customers,
    dunning_batch,
    dunning_letter,
    dunning_log,
    dunning_preview,
    dunning_underway,
    paper_parties,
    papers,
    press,
)
from quittance.reports import dunning as policies
from quittance.reports import letters as letter_reports
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_letter import Foreseen
from quittance.reports.dunning_log import ReminderRow
from quittance.rules import dunning as rules
from quittance.rules import letters as letter_rules
from quittance.web import dunning_lanes, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

ROWS = 100
MOST_PREVIEWED = 300
TABS = (("todo", "To do"), ("sent", "Sent"), ("held", "Held back"), ("runs", "Runs"))
STATES = {
    "todo": ("waiting", "to_do", "queued", "sending", "failed", "doubtful"),
    "sent": ("sent", "dropped"),
}
WORDS = {
    "waiting": ("waits for a word", "warn"),
    "queued": ("queued", ""),
    "sending": ("going out", ""),
    "to_do": ("to do", "warn"),
    "sent": ("sent", "ok"),
    "held": ("held back", ""),
    "failed": ("failed", "bad"),
    "doubtful": ("doubtful", "bad"),
    "dropped": ("dropped", ""),
}
"""State -> what people read, and its colour."""


@visit.page()
def reminders(visit: Visit) -> HttpResponse:
    """What is to be done, what went out, what was held back with its rule, and the runs."""
    tab = visit.request.GET.get("tab", "todo")
    tab = tab if tab in dict(TABS) else "todo"
    values: dict[str, Any] = {
        "tab": tab,
        "tabs": TABS,
        "key": Form(visit).key,
        "runs": dunning_log.runs(visit.books, 20),
        "going": dunning_underway.of(visit.books),
    }
    if visit.wants_part:
        return visit.show("dunning/underway.html", values)
    if tab == "held":
        rule = visit.request.GET.get("rule", "")
        found = dunning_log.held(visit.books, rule=rule if rule in rules.RULES else "", limit=ROWS)
        values["held"] = [(one, rules.RULES[one.rule], dunning_lanes.day(one.day)) for one in found]
    elif tab in STATES:
        states = STATES[tab]
        found_rows = dunning_log.reminders(visit.books, states=states, limit=ROWS)
        values["rows"] = [(one, dunning_lanes.day(one.day), *WORDS[one.state]) for one in found_rows]
        values["letters"] = sum(1 for one in found_rows if one.state == "to_do" and one.channel == "letter")
        values["waiting"] = sum(1 for one in found_rows if one.state == "waiting")
    return visit.show("dunning/reminders.html", values)


@visit.page()
def reminders_preview(visit: Visit) -> HttpResponse:
    """Who would get what now, with which fee, and who gets nothing by which rule."""
    found = dunning_preview.now(visit.books, visit.context.today, visit.context.now)
    going = [(one, dunning_lanes.day(one.step)) for one in found.rows if one.goes]
    kept = [(one, dunning_lanes.SHORT[one.rule]) for one in found.rows if not one.goes]
    values = {
        "going": going[:MOST_PREVIEWED],
        "going_count": len(going),
        "kept": kept[:MOST_PREVIEWED],
        "kept_count": len(kept),
        "counts": found.counts,
        "held": [(rules.RULES[rule], n) for rule, n in found.held],
        "later": [(rules.RULES[rule], n) for rule, n in found.later],
        "sum": sum(one.base for one, _ in going),
        "fees": sum(one.fee for one, _ in going),
        "sentence": found.sentence,
        "policed": bool(policies.live(visit.books)),
        "key": Form(visit).key,
    }
    return visit.show("dunning/preview.html", values)


@visit.deed("dunning.run")
def reminders_run(visit: Visit) -> HttpResponse:
    """Have the worker decide and send."""
    form = Form(visit)
    visit.do(verbs.ask, RunDunning(), form.key)
    return visit.go("reminders", "The run is queued. What goes out and what is held stands here in a moment.")


@visit.deed("dunning.stop")
def reminders_stop(visit: Visit, id: int) -> HttpResponse:
    """Go no further with a run; raises `Conflict` when nothing of it is left."""
    form = Form(visit)
    made = visit.do(dunning_stop.stop, StopRun(id, form["reason"]), form.key)
    said = f"It goes no further. {made.unsent:,} stay unsent; the next run takes them, unless the policy changes."
    return visit.go("reminders", said)


@visit.page()
def reminder(visit: Visit, id: int) -> HttpResponse:
    """One message as it went out, with what can be done about it."""
    return _show(visit, id, Form(visit))


@visit.page()
def reminder_pdf(visit: Visit, id: int) -> HttpResponse:
    """The message as a letter."""
    made = press.print_sheet(dunning_letter.sheet(visit.books, id), paper_parties.logo(visit.books))
    name = papers.file_name(f"reminder-{id}")
    return file_answer.of(made, file_answer.PDF, name, inline=True)


@visit.page()
def reminders_letters(visit: Visit) -> HttpResponse:
    """The letters to post, one after another."""
    if not dunning_log.to_print(visit.books):
        return visit.go("reminders", "No letter is to be posted.")
    made = dunning_batch.printed(visit.books)
    return file_answer.of(made.content, file_answer.PDF, "letters.pdf")


@visit.deed("dunning.release")
def reminder_release(visit: Visit, id: int) -> HttpResponse:
    """Let it go."""
    made = visit.do(verbs.release, ReleaseReminder(id), Form(visit).key)
    return visit.go("reminders", f"The reminder to {made.customer_number} goes out.")


@visit.deed("dunning.release")
def reminders_release(visit: Visit) -> HttpResponse:
    """Let go what is ticked and still waits."""
    return _ticked(visit, "waiting", lambda id, key: visit.do(verbs.release, ReleaseReminder(id), key), "go out")


@visit.deed("dunning.finish")
def reminders_posted(visit: Visit) -> HttpResponse:
    """Note that the ticked letters were posted."""
    return _ticked(visit, "to_do", lambda id, key: visit.do(verbs.finish, FinishReminder(id), key), "were posted")


def _ticked(visit: Visit, state: str, deed: Callable[[int, str], object], words: str) -> HttpResponse:
    """Each on its own, so that one that is refused stops none of the others; only letters are posted."""
    form = Form(visit)
    wanted = {int(one) for one in form.all("id") if one.isascii() and one.isdigit()}
    rows = dunning_log.reminders(visit.books, states=(state,), limit=ROWS)
    chosen = [one for one in rows if one.id in wanted and (state == "waiting" or one.channel == "letter")]
    made = [form.tries(partial(deed, one.id, f"{form.key}-{one.id}")) for one in chosen]
    done = sum(1 for one in made if one is not None)
    if not done:
        why = form.refusal.sentence if form.refusal else "Tick with X what is to be done."
        return visit.go("reminders", f"Nothing was done. {why}")
    left = f"; {len(wanted) - done} stayed as they were" if len(wanted) > done else ""
    return visit.go("reminders", f"{done} {words}{left}.")


@visit.deed("dunning.drop")
def reminder_drop(visit: Visit, id: int) -> HttpResponse:
    """Do not send it."""
    form = Form(visit)
    made = form.does(verbs.drop, lambda: DropReminder(id, form["reason"]))
    if made is None:
        return _show(visit, id, form)
    return visit.go("reminders", f"The reminder to {made.customer_number} is dropped.")


@visit.deed("dunning.finish")
def reminder_finish(visit: Visit, id: int) -> HttpResponse:
    """Note the call, or the letter that was posted."""
    form = Form(visit)
    made = form.does(verbs.finish, lambda: FinishReminder(id, form["outcome"]))
    if made is None:
        return _show(visit, id, form)
    return visit.go("reminders", f"Done for {made.customer_number}.")


@visit.deed("letters.post")
def reminder_post(visit: Visit, id: int) -> HttpResponse:
    """Log that a letter went by registered post."""
    form = Form(visit)
    made = form.does(letters.post, lambda: PostLetter(id, form["tracking"], form["carrier"], _past(form, "posted_on")))
    said = "The letter is under way."
    return _show(visit, id, form) if made is None else visit.go("reminder", said, id=id)


@visit.deed("letters.settle")
def reminder_settle(visit: Visit, id: int) -> HttpResponse:
    """Log that a letter was delivered or came back."""
    form = Form(visit)
    made = form.does(letters.settle, lambda: SettleLetter(id, form["state"], _past(form, "on"), form["proof"]))
    return _show(visit, id, form) if made is None else visit.go("reminder", "It is in the log.", id=id)


@visit.deed("letters.correct")
def reminder_correct(visit: Visit, id: int) -> HttpResponse:
    """Put a slip in the log of registered post right."""
    form = Form(visit)
    data = (form["tracking"], form["carrier"], form["state"], form["proof"])
    made = form.does(
        letters.correct,
        lambda: CorrectLetter(
            *(id, form["reason"], data[0], data[1], _past(form, "posted_on"), data[2], _past(form, "on"), data[3])
        ),
    )
    return _show(visit, id, form) if made is None else visit.go("reminder", "The log is put right.", id=id)


def _past(form: Form, name: str) -> datetime.date | None:
    return form.past_day(name) if form[name].strip() else None


AHEAD = ("waiting", "queued")
"""States in which nothing is written yet."""


NOT_POSTED = (*AHEAD, "to_do")
"""States in which a letter has not left the house."""


def _is_placeless(visit: Visit, row: ReminderRow) -> bool:
    """It is a letter, and the customer has no postal address to which it could go."""
    if row.channel != rules.LETTER:
        return False
    place = paper_parties.receiver(visit.books, row.customer_number).place
    return not (place.street or place.city)


def _foreseen(visit: Visit, row: ReminderRow) -> Foreseen:
    """What it would say now, for who decides whether it goes."""
    at = Moment(visit.context.today, visit.context.now)
    customer_id = customers.id_of(visit.books, row.customer_number)
    return dunning_letter.foreseen(visit.books, row.id, customer_id, at, visit.company.base_currency)


def _show(visit: Visit, id: int, form: Form) -> HttpResponse:
    letter = dunning_log.letter(visit.books, id)
    row = letter.row
    words, kind = WORDS[row.state]
    posted = letter_reports.of_reminder(visit.books, id) if row.channel == rules.LETTER else None
    if posted and not form.sent:
        form.start = {"tracking": posted.tracking, "carrier": posted.carrier, "proof": posted.proof}
        form.start |= {"posted_on": posted.posted_on.isoformat(), "state": posted.state}
        form.start |= {"on": posted.ended_on.isoformat() if posted.ended_on else ""}
    ahead = _foreseen(visit, row) if not letter.body and row.state in AHEAD else None
    values: dict[str, Any] = {
        "letter": letter,
        "ahead": ahead,
        "unwritten": row.state not in (*AHEAD, "sending"),
        "ahead_parts": [part.split("\n") for part in ahead.words.body.split("\n\n")] if ahead and ahead.words else [],
        "ahead_why": rules.RULES.get(ahead.rule, "") if ahead else "",
        "row": row,
        "day": dunning_lanes.day(row.day) if row.day < rules.GRATEFUL_DAY else "after it was paid",
        "words": words,
        "kind": kind,
        "paragraphs": [part.split("\n") for part in letter.body.split("\n\n")],
        "why": rules.RULES.get(row.rule, ""),
        "form": form,
        "thanks": row.day == rules.GRATEFUL_DAY,
        "inside": row.channel == rules.INSIDE,
        "placeless": (row.state in NOT_POSTED or row.rule == "no_postal_address") and _is_placeless(visit, row),
        "posted": posted,
        "letter_states": tuple((one, said.capitalize()) for one, said in letter_rules.STATES.items()),
        "may_post": row.channel == rules.LETTER and row.state in (verbs.TO_DO, verbs.SENT),
        "ends": tuple((one, letter_rules.STATES[one].capitalize()) for one in letter_rules.ENDS),
    }
    return visit.show("dunning/reminder.html", values, status=form.status)
