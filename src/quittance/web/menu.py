"""Places and deeds: what the menu, the palette and the keys lead to, as data; each shows when its page exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from django.urls import NoReverseMatch, reverse

from quittance.actions.command import Context
from quittance.rules.duties import AUDIT, READ


@dataclass(frozen=True, slots=True)
class Place:
    """A page by URL name, for who holds one of `permission`.

    `keys` is its chord, `under` the top item it belongs to, `small` a tab on phones, `foot` one below the menu.
    """

    name: str
    title: str
    icon: str
    permission: tuple[str, ...] = (READ,)
    keys: str = ""
    under: str = ""
    small: bool = False
    foot: bool = False

    @property
    def url(self) -> str:
        """Its address, "" while there is no such page."""
        return _address(self.name)


PEOPLE = ("users.invite", "users.change_roles", "users.create_key", AUDIT)
"""Who may see the people of the company, their roles and the keys: who keeps them, and who looks into them."""

PLACES = (
    Place("today", "Today", "today", keys="GD", small=True),
    Place("today", "Today", "today", under="today"),
    Place("notifications", "Notifications", "bell", keys="GN", under="today"),
    Place("subscriptions", "What I am told", "gear", under="today"),
    Place("customers", "Customers", "people", keys="GC", small=True),
    Place("invoices", "Billing", "doc", keys="GI", small=True),
    Place("invoices", "Invoices", "doc", under="invoices"),
    Place("credit-notes", "Credit notes", "swap", under="invoices"),
    Place("estimates", "Estimates", "compare", keys="GE", under="invoices"),
    Place("recurring-list", "Recurring", "cal", under="invoices"),
    Place("drafts", "Drafts", "clip", keys="GX", under="invoices"),
    Place("statements", "Statements sent", "letter", under="invoices"),
    Place("bounces", "Came back", "mail", under="invoices"),
    Place("promptness", "Promptness", "cal", under="invoices"),
    Place("catalogue", "Catalogue", "clip", under="invoices"),
    Place("worklist", "Collections", "collect", keys="GW", small=True),
    Place("worklist", "Worklist", "collect", under="worklist"),
    Place("inbox", "Inbox", "mail", keys="GL", under="worklist"),
    Place("promises", "Promises", "promise", under="worklist"),
    Place("disputes", "Disputes", "dispute", under="worklist"),
    Place("dossiers", "Dossiers", "scale", under="worklist"),
    Place("accrued", "Late interest", "scale", under="worklist"),
    Place("reminders", "Reminders", "mail", keys="GM", under="worklist"),
    Place("policies", "Policies", "gear", keys="GO", under="worklist"),
    Place("worklist-people", "Work done", "people", under="worklist"),
    Place("quality", "Quality", "target", under="worklist"),
    Place("cash", "Cash", "bank", keys="GA", small=True),
    Place("cash", "Apply cash", "bank", under="cash"),
    Place("bank-files", "Statements", "doc", keys="GB", under="cash"),
    Place("remittances", "Remittances", "doc", under="cash"),
    Place("payments", "Payments", "bank", keys="GP", under="cash"),
    Place("deductions", "Deductions", "dispute", under="cash"),
    Place("aging", "Insights", "chart", keys="GR"),
    Place("aging", "Aging", "chart", under="aging"),
    Place("journal", "Journal", "scale", keys="GJ", under="aging"),
    Place("audit", "Audit trail", "eye", (AUDIT,), keys="GT", under="aging"),
    Place("verify", "Verify", "check", under="aging"),
    Place("imports", "Import", "upload", ("imports.run",), foot=True),
    Place("settings", "Settings", "gear", keys="GS", foot=True),
    Place("settings", "Company", "gear", under="settings"),
    Place("letterhead", "Letterhead", "letter", under="settings"),
    Place("people", "People and keys", "people", PEOPLE, under="settings"),
    Place("roles", "Roles", "shield", under="settings"),
    Place("periods", "Periods", "lock", under="settings"),
    Place("rates", "Exchange rates", "swap", under="settings"),
    Place("webhooks", "Webhooks", "key", ("webhooks.add",), under="settings"),
    Place("mailbox", "Mailbox", "mail", ("mailboxes.set",), under="settings"),
    Place("terms", "Terms", "cal", under="settings"),
    Place("preflight", "Preflight", "check", under="settings"),
    Place("interest", "Late interest", "scale", under="settings"),
)
"""Every place a person can go to; items with `under` open below the active one."""

DEEDS = (
    Place("invoice-new", "New invoice", "plus", ("invoices.record", "drafts.save"), keys="NI"),
    Place("customer-new", "New customer", "plus", ("customers.create",), keys="NC"),
    Place("item-new", "New item", "plus", ("catalogue.add",)),
    Place("payment-new", "Record a payment", "plus", ("payments.record",), keys="NP"),
    Place("credit-new", "New credit note", "plus", ("credits.record", "drafts.save"), keys="NK"),
    Place("estimate-new", "New estimate", "plus", ("estimates.write",), keys="NE"),
    Place("bank-files", "Import a bank file", "bank", ("banking.import_file",), keys="NB"),
    Place("imports", "Import a file", "upload", ("imports.run",), keys="NF"),
    Place("person-new", "Add a person", "people", ("users.invite",)),
    Place("key-new", "Create an API key", "key", ("users.create_key",)),
    Place("you", "Your account and security", "shield"),
)
"""What a person can begin from anywhere; the permission decides whether it is offered."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu as it is drawn: `current` is "", "true" (below it) or "page"."""

    place: Place
    current: str
    below: tuple[Item, ...] = ()


def allowed(places: tuple[Place, ...], context: Context) -> tuple[Place, ...]:
    """Places that exist and that the person may enter."""
    return _allowed(places, context.actor.permissions)


@lru_cache(maxsize=256)
def _allowed(places: tuple[Place, ...], permissions: frozenset[str]) -> tuple[Place, ...]:
    return tuple(one for one in places if permissions.intersection(one.permission) and one.url)


def offered(context: Context) -> tuple[Place, ...]:
    """The places of the palette, each address once: by the name it has below its top item, with that one's keys."""
    return _offered(context.actor.permissions)


@lru_cache(maxsize=64)
def _offered(permissions: frozenset[str]) -> tuple[Place, ...]:
    seen = _allowed(PLACES, permissions)
    keys = {one.name: one.keys for one in seen if not one.under}
    named = {one.name for one in seen if one.under}
    return tuple(
        replace(one, keys=one.keys or keys.get(one.name, "")) for one in seen if one.under or one.name not in named
    )


def items(context: Context, at: str) -> tuple[Item, ...]:
    """The menu for a person at the page with URL name `at`."""
    seen = allowed(PLACES, context)
    top = [one for one in seen if not one.under]
    here = home(at)
    made = []
    for one in top:
        below = tuple(Item(sub, "page" if sub.name == at else "") for sub in seen if sub.under == one.name)
        inside = one.name == here or any(sub.place.name == here for sub in below)
        current = "" if not inside else ("page" if one.name == at and not below else "true")
        made.append(Item(one, current, below if inside else ()))
    return tuple(made)


def home(at: str) -> str:
    """The place that a page belongs to: invoice-new and invoice belong to invoices."""
    stem = at.split("-", maxsplit=1)[0]
    return HOMES.get(stem, stem)


HOMES = {
    "customer": "customers",
    "contact": "customers",
    "notification": "notifications",
    "subscription": "subscriptions",
    "invoice": "invoices",
    "credit": "invoices",
    "item": "catalogue",
    "document": "invoices",
    "draft": "drafts",
    "batch": "drafts",
    "batches": "drafts",
    "estimate": "estimates",
    "recurring": "recurring-list",
    "payment": "payments",
    "allocation": "payments",
    "reminder": "reminders",
    "policy": "policies",
    "bank": "bank-files",
    "deduction": "deductions",
    "promise": "promises",
    "plan": "promises",
    "hold": "promises",
    "collect": "promises",
    "dispute": "disputes",
    "dossier": "dossiers",
    "insolvency": "dossiers",
    "quality": "quality",
    "remittance": "remittances",
    "import": "imports",
    "logo": "letterhead",
    "person": "people",
    "key": "people",
    "role": "roles",
    "period": "periods",
    "rate": "rates",
    "webhook": "webhooks",
}


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
