"""What each job does: its name, and the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable

from quittance.actions import (
    activities,
    batches,
    cash_calibration,
    deliveries,
    dossiers,
    dunning_runs,
    dunning_send,
    imports_carried,
    imports_uploads,
    insolvencies,
    interest_runs,
    mailboxes,
    matching_runs,
    notices,
    notifications,
    recurring,
    sharing,
    statements,
    webhooks,
)
from quittance.actions.jobs import Work

Handler = Callable[[Work], None]

HANDLERS: dict[str, Handler] = {}
"""Name of a job -> its handler. A handler may run again after a crash: what it writes goes through verbs."""


Ending = Callable[[Work, str], None]

ENDINGS: dict[str, Ending] = {
    "imports.check": imports_carried.given_up,
    "imports.run": imports_carried.given_up,
    "matching.run": matching_runs.given_up,
    recurring.JOB: recurring.given_up,
    batches.JOB: batches.given_up,
    deliveries.JOB: deliveries.given_up,
    activities.JOB: activities.given_up,
    mailboxes.JOB: mailboxes.given_up,
    "webhooks.deliver": webhooks.given_up,
    dunning_runs.JOB: dunning_runs.given_up,
    dunning_runs.SEND_JOB: dunning_send.given_up,
    notices.JOB: notices.given_up,
    dossiers.JOB: dossiers.given_up,
    insolvencies.JOB: insolvencies.given_up,
    interest_runs.JOB: interest_runs.given_up,
}
"""Name of a job -> what its record says when it is given up, in that transaction: nothing waits for a dead job."""

RECORDLESS = frozenset(
    {
        *(cash_calibration.JOB, statements.JOB, dunning_runs.DAILY_JOB, notifications.JOB, sharing.JOB),
    }
)
"""Jobs that no record waits for: the clock asks for them again."""


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the handler of a job."""

    def register(work: Handler) -> Handler:
        assert name not in HANDLERS, name
        HANDLERS[name] = work
        return work

    return register


@handler("imports.check")
def check_import(work: Work) -> None:
    """Check uploaded files: a dry run whose report is kept beside them."""
    imports_uploads.check_now(work.context, int(work.args["import_id"]))


@handler("imports.run")
def run_import(work: Work) -> None:
    """Take uploaded files in; after a crash the job goes on where it stopped."""
    imports_uploads.run_now(work.context, int(work.args["import_id"]))


@handler(sharing.JOB)
def share_out(work: Work) -> None:
    """Give overdue accounts that nobody looks after to those who take accounts."""
    sharing.carry_out(work.context)


@handler("matching.run")
def run_matching(work: Work) -> None:
    """Compare bank lines with what is owed; after a crash what is still open is compared again."""
    matching_runs.carry_out(work.context, int(work.args["run_id"]))


@handler(cash_calibration.JOB)
def refit_matching(work: Work) -> None:
    """Refit the probabilities of matching from what became of its proposals, when there are enough."""
    cash_calibration.carry_out(work.context)


@handler(recurring.JOB)
def make_recurring(work: Work) -> None:
    """Make a period of a schedule, once; the next is asked for with it."""
    recurring.carry_out(work)


@handler(statements.JOB)
def run_statements(work: Work) -> None:
    """Queue the statements that are due by the plans, each day of a plan once for each customer."""
    statements.carry_out(work)


@handler(batches.JOB)
def run_batch(work: Work) -> None:
    """Issue or send many; after a crash the rows that wait are done, and none twice."""
    batches.carry_out(work)


@handler(deliveries.JOB)
def send_document(work: Work) -> None:
    """Send a document by mail, once; what cannot be known is called doubtful."""
    deliveries.carry_out(work)


@handler(activities.JOB)
def send_mail(work: Work) -> None:
    """Send a mail that a person wrote, once."""
    activities.carry_out(work)


@handler(mailboxes.JOB)
def fetch_mail(work: Work) -> None:
    """Take in what is new in a mailbox, each mail once; its faults stand in its settings."""
    mailboxes.carry_out(work)


@handler("webhooks.deliver")
def deliver_webhook(work: Work) -> None:
    """Send a message to a webhook; what does not arrive is tried again later, each time four times later."""
    webhooks.deliver(work.context, int(work.args["delivery_id"]), work.lease.attempts)


@handler(dunning_runs.DAILY_JOB)
def begin_dunning(work: Work) -> None:
    """Ask for the run of a morning; asked again, it is the same one."""
    dunning_runs.begin(work)


@handler(dunning_runs.JOB)
def run_dunning(work: Work) -> None:
    """Decide who is reminded; after a crash the decision is made anew, and nobody is queued twice."""
    dunning_runs.carry_out(work.context, int(work.args["run_id"]))


@handler(dunning_runs.SEND_JOB)
def send_reminders(work: Work) -> None:
    """Send the reminders of a run, each after what is true was read again."""
    dunning_send.carry_out(work)


@handler(dossiers.JOB)
def keep_dossier(work: Work) -> None:
    """Keep the ZIP of a dossier that was handed over; it is drawn once."""
    dossiers.carry_out(work)


@handler(insolvencies.JOB)
def keep_claims(work: Work) -> None:
    """Keep the claim list that was filed; it is drawn once."""
    insolvencies.carry_out(work)


@handler(interest_runs.JOB)
def charge_interest(work: Work) -> None:
    """Charge interest for everybody; after a crash the rest is charged, and nobody twice."""
    interest_runs.carry_out(work)


@handler(notifications.JOB)
def tell_people(work: Work) -> None:
    """Tell what has happened to whoever it concerns; after a crash the rest is told, and nothing twice."""
    notifications.carry_out(work)


@handler(notices.JOB)
def send_notice(work: Work) -> None:
    """Send a mail of notifications, once; what cannot be known is called doubtful."""
    notices.carry_out(work)
