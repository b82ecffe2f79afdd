"""Subscriptions on screen: what I am told, following a customer, and who is told of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import subscriptions
from quittance.actions.subscriptions import CONTACT, OTHERS, PERSON, EditSubscription, EndSubscription, Follow, Tell
from quittance.reports import customers, people
from quittance.reports import subscriptions as reports
from quittance.reports import webhooks as addresses
from quittance.reports.subscriptions import SubscriptionRow
from quittance.rules import money, topics
from quittance.rules import subscriptions as rules
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.templatetags.quittance import Option
from quittance.web.typed import amount
from quittance.web.visit import Visit

DAYS = [Option(str(n), f"{n} day{'' if n == 1 else 's'}") for n in topics.DAYS]
WAYS = [Option(one, rules.CHANNELS[one].capitalize()) for one in (rules.PRODUCT, *rules.MAILED)]
SCOPES = [Option(one, words.capitalize()) for one, words in rules.SCOPES.items()]
TOPICS = [Option(name, one.title, one.about.capitalize()) for name, one in topics.TOPICS.items()]
SHOWN = 4
"""Topics that a line names."""


@dataclass(frozen=True, slots=True)
class Card:
    """A subscription as it is shown: of whom, in words, and its form."""

    row: SubscriptionRow
    of: str
    told: str
    form: Form
    chosen: tuple[str, ...]

    @property
    def at(self) -> str:
        """What tells its fields from those of other cards."""
        return f"-{self.row.id}"


@visit.form("subscriptions.follow")
def subscription_list(visit: Visit) -> HttpResponse:
    """What I am told, each with its form; the form below adds one."""
    form = Form(visit, {"scope": rules.CUSTOMER, "channel": rules.PRODUCT, "days": "7", "topics": topics.USUAL})
    if form.sent:
        made = form.does(
            subscriptions.follow,
            lambda: Follow(form["scope"], form["customer_number"], form.all("topics"), *_how(form)),
        )
        if made is not None:
            return visit.go("subscriptions", f"You are told of {made.customer_number or rules.SCOPES[made.scope]}.")
    return _show(visit, form, 0)


@visit.deed("subscriptions.edit")
def subscription_edit(visit: Visit, id: int) -> HttpResponse:
    """Change one, or let it rest and go on."""
    form = Form(visit)
    told, how = form.all("topics"), _how(form)

    def changed() -> EditSubscription:
        if form["do"] in ("pause", "resume"):
            return EditSubscription(id, paused=form["do"] == "pause")
        return EditSubscription(id, told, how[0], how[1] or "0", how[2], how[3])

    made = form.does(subscriptions.edit, changed)
    if made is None:
        return _show(visit, form, id)
    return visit.go("subscriptions", "It rests until you let it go on." if made.paused else "Kept.")


@visit.deed("subscriptions.end")
def subscription_end(visit: Visit, id: int) -> HttpResponse:
    """End one; where it was of a customer that can be taken back."""
    made = visit.do(subscriptions.end, EndSubscription(id), Form(visit).key)
    back = reverse("customer-told", kwargs={"number": made.customer_number}) if made.customer_number else ""
    place = back if visit.request.POST.get("back") == "told" and back else "subscriptions"
    undo = reverse("customer-follow", kwargs={"number": made.customer_number}) if _is_mine(visit, made) else ""
    return visit.go(place, f"{made.name} is told no more of {made.customer_number or made.scope}.", undo=undo)


@visit.deed("subscriptions.follow")
def customer_follow(visit: Visit, number: str) -> HttpResponse:
    """Follow a customer."""
    made = visit.do(subscriptions.follow, Follow(customer_number=number), Form(visit).key)
    undo = reverse("customer-unfollow", kwargs={"number": number, "id": made.id})
    return visit.go(
        "customer", "You follow it: what happens here stands under Notifications.", undo=undo, number=number
    )


@visit.deed("subscriptions.end")
def customer_unfollow(visit: Visit, number: str, id: int) -> HttpResponse:
    """Follow a customer no more."""
    visit.do(subscriptions.end, EndSubscription(id), Form(visit).key)
    undo = reverse("customer-follow", kwargs={"number": number})
    return visit.go("customer", "You do not follow it any more.", undo=undo, number=number)


@visit.form(OTHERS)
def customer_told(visit: Visit, number: str) -> HttpResponse:
    """Who is told of a customer, and a form to have somebody told."""
    form = Form(visit, {"who": "", "topics": topics.PUBLIC, "channel": rules.MAIL, "days": "7"})
    if form.sent:
        made = form.does(subscriptions.tell, lambda: _told(form, number))
        if made is not None:
            return visit.go("customer-told", f"{made.name} is told of {number}.", number=number)
    card = customers.card(visit.books, customers.id_of(visit.books, number), visit.context.today)
    values: dict[str, Any] = {
        "form": form,
        "chosen": form.all("topics"),
        "row": card.row,
        "cards": [_card(visit, one) for one in reports.about(visit.books, number, visit.context.today)],
        "who": _who(visit, [(one.id, one.name, one.email) for one in card.contacts]),
        "topics": TOPICS,
        "ways": [*WAYS, Option(rules.WEBHOOK, rules.CHANNELS[rules.WEBHOOK].capitalize())],
        "scopes": [one for one in SCOPES if one.value in (rules.CUSTOMER, rules.GROUP)],
    }
    return visit.show("notifications/about.html", values, status=form.status)


def _show(visit: Visit, form: Form, which: int) -> HttpResponse:
    """The page; `which` names the subscription whose form was refused, 0 the one below."""
    mine = reports.of_member(visit.books, visit.context.actor.id)
    cards = [_card(visit, one, form if one.id == which else None) for one in mine]
    add = Form(visit, {"scope": rules.CUSTOMER, "channel": rules.PRODUCT, "days": "7"}) if which else form
    values = {
        "cards": cards,
        "form": add,
        "chosen": add.all("topics") or topics.USUAL,
        "faulty": which,
        "topics": TOPICS,
        "ways": WAYS,
        "days": DAYS,
        "scopes": SCOPES,
    }
    return visit.show("notifications/told.html", values, status=form.status)


def _card(visit: Visit, row: SubscriptionRow, form: Form | None = None) -> Card:
    base = visit.company.base_currency
    start = {
        "topics": row.topics,
        "channel": row.channel,
        "least": money.write(row.least, base) if row.least else "",
        "days": str(row.days),
        "quiet": "1" if row.quiet else "",
    }
    words = {
        rules.CUSTOMER: row.customer_name,
        rules.GROUP: f"{row.customer_name} and its children",
        rules.MANAGED: "The customers you look after" if row.to == PERSON else "",
        rules.EVERYBODY: "All customers",
    }
    told = [topics.TOPICS[one].title for one in row.topics]
    made = Form(visit, start) if form is None else form
    if form is None:
        made.sent = False
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return Card(row, words[row.scope], ", ".join(told[:SHOWN]) + more, made, made.all("topics"))


def _how(form: Form) -> tuple[str, str, int, bool]:
    """Channel, least amount, days late and whether nights are kept, as a form says them."""
    return form["channel"], amount(form["least"]), form.whole("days") or 7, form["quiet"] == "1"


def _told(form: Form, number: str) -> Tell:
    to, _, receiver = form["who"].partition(":")
    if not receiver:
        raise Invalid("Choose who is told.", field="who")
    told = form.all("topics")
    if to == CONTACT:
        told = tuple(one for one in told if one in topics.PUBLIC)
    return Tell(to, receiver, form["scope"] or rules.CUSTOMER, number, told, *_how(form))


def _who(visit: Visit, contacts: list[tuple[int, str, str]]) -> list[Option]:
    """Who can be told: contacts with an address, people who are here, webhooks."""
    made = [Option(f"contact:{id}", f"{name}, {email}") for id, name, email in contacts if email]
    made += [Option(f"person:{one.email}", one.name) for one in people.members(visit.books) if one.active]
    return made + [Option(f"webhook:{one.name}", f"Webhook {one.name}") for one in addresses.webhooks(visit.books)]


def _is_mine(visit: Visit, made: subscriptions.SubscriptionKept) -> bool:
    mine = made.to == PERSON and made.name == visit.context.actor.name
    return mine and made.scope == rules.CUSTOMER
