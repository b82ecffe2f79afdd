"""The mailbox on screen: where mail is fetched, a try of it, and a look at once."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from quittance.actions import mailboxes
from quittance.actions.mailboxes import RemoveMailbox, SetMailbox
from quittance.reports import mailbox as reports
from quittance.rules import mailbox as rules
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.form("mailboxes.set")
def mailbox(visit: Visit) -> HttpResponse:
    """The settings, and what the last look said."""
    found = reports.of(visit.books)
    start = {"folder": "INBOX", "security": rules.TLS}
    if found is not None:
        start = {"host": found.host, "user": found.user, "folder": found.folder, "security": found.security}
        start["port"] = "" if found.port == rules.PORTS[found.security] else str(found.port)
    form = Form(visit, start)
    if form.sent:
        made = form.does(
            mailboxes.set_mailbox,
            lambda: SetMailbox(
                form["host"], form["user"], form["password"], form["folder"], form["security"], form.whole("port")
            ),
        )
        if made is not None:
            return visit.go("mailbox", f"Mail of {made.user} is fetched from {made.host}")
    return _show(visit, form)


@visit.deed("mailboxes.set")
def mailbox_test(visit: Visit) -> HttpResponse:
    """Open the mailbox and say what came of it."""
    form = Form(visit)
    said = form.tries(lambda: mailboxes.try_out(visit.context))
    return _tried(visit, form) if said is None else visit.go("mailbox", said)


@visit.deed("mailboxes.set")
def mailbox_fetch(visit: Visit) -> HttpResponse:
    """Ask the worker to look at once."""
    form = Form(visit)
    made = form.tries(lambda: mailboxes.ask(visit.context))
    return _tried(visit, form) if made is None else visit.go("mailbox", "The worker looks for new mail now")


@visit.deed("mailboxes.remove")
def mailbox_remove(visit: Visit) -> HttpResponse:
    """Fetch no more."""
    form = Form(visit)
    made = form.does(mailboxes.remove, RemoveMailbox)
    return _tried(visit, form) if made is None else visit.go("mailbox", "No mail is fetched any more")


def _tried(visit: Visit, form: Form) -> HttpResponse:
    """The settings as they are kept, with what was wrong."""
    found = reports.of(visit.books)
    shown = Form(visit)
    shown.sent, shown.refusal = False, form.refusal
    if found is not None:
        shown.start = {"host": found.host, "user": found.user, "folder": found.folder, "security": found.security}
    return _show(visit, shown)


def _show(visit: Visit, form: Form) -> HttpResponse:
    values = {
        "form": form,
        "found": reports.of(visit.books),
        "ways": tuple(rules.SECURITY.items()),
        "tokens": bool(settings.MAIL_TOKEN_COMMAND),
    }
    return visit.show("settings/mailbox.html", values, status=form.status)
