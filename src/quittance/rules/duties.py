"""Duties: the verbs there are, who may use them by default, and which pairs one person should not hold."""

from __future__ import annotations

from dataclasses import dataclass

READ = "books.read"
AUDIT = "audit.read"

VERBS: dict[str, str] = {
    "customers.create": "create a customer",
    "customers.edit": "change a customer",
    "contacts.add": "add a contact to a customer",
    "contacts.edit": "change or remove a contact",
    "terms.grant": "grant terms to a customer",
    "terms.set_holidays": "set the holidays of a year",
    "terms.set_discount_policy": "set what an early-payment discount needs",
    "catalogue.add": "add an item to the catalogue",
    "catalogue.edit": "change an item of the catalogue",
    "catalogue.set_price": "set the price of an item",
    "catalogue.receive": "take stock in",
    "catalogue.adjust": "correct the stock by what was counted",
    "catalogue.import_items": "import items from a table",
    "preflight.set_policy": "set what is looked at before an invoice leaves",
    "preflight.require_order": "note that a customer demands its order number",
    "invoices.record": "record an issued invoice",
    "credits.record": "record a credit note",
    "drafts.save": "write a draft",
    "drafts.edit": "change a draft",
    "drafts.copy": "copy a document or draft into a new draft",
    "drafts.remove": "throw a draft away",
    "drafts.request": "ask for the approval of a draft",
    "drafts.approve": "approve a draft of somebody else",
    "drafts.refuse": "refuse a draft of somebody else",
    "drafts.issue": "issue a draft",
    "estimates.write": "write an estimate",
    "estimates.edit": "change an estimate",
    "estimates.mark_sent": "say that a customer has an estimate",
    "estimates.accept": "record that a customer has accepted an estimate",
    "estimates.decline": "record that a customer has declined an estimate",
    "estimates.convert": "make an invoice of an estimate",
    "recurring.start": "repeat an invoice by a schedule",
    "recurring.pause": "let a schedule rest",
    "recurring.resume": "let a schedule go on",
    "recurring.stop": "end a schedule",
    "recurring.run": "make a period of a schedule",
    "deliveries.send": "send a document by mail",
    "bounces.take_in": "take in that mail came back",
    "batches.start": "issue or send many at once",
    "batches.stop": "stop a batch",
    "links.make": "make a link that opens a document",
    "links.revoke": "revoke a link",
    "links.view": "say that a customer has seen a document",
    "payments.record": "record a payment",
    "payments.move": "move a payment to another customer",
    "payments.refund": "pay unapplied credit back",
    "allocations.allocate": "allocate a payment or credit note",
    "allocations.unallocate": "take an allocation back",
    "writeoffs.write_off": "write off a small balance",
    "reversals.reverse": "reverse an invoice, credit note, payment, write-off or refund",
    "closing.lock": "lock a period",
    "closing.unlock": "unlock a period",
    "imports.upload": "upload a file to import",
    "imports.run": "import a file",
    "imports.save_mapping": "save an import mapping",
    "imports.remove_mapping": "remove a saved import mapping",
    "banking.import_file": "take a bank file in",
    "banking.read_file": "read a bank table by a profile",
    "banking.save_profile": "save a profile of bank tables",
    "banking.remove_profile": "remove a profile of bank tables",
    "banking.release": "take in a bank file that does not add up",
    "banking.discard": "give up a bank file that does not add up",
    "matching.propose": "match bank lines with open items",
    "cash.apply": "apply a bank line to what it pays",
    "cash.pass_over": "set a bank line aside",
    "cash.undo": "take back what a bank line has become",
    "cash.return_payment": "reopen what a returned payment had paid",
    "cash.forget": "forget who pays for whom",
    "cash.refit": "refit the probabilities of matching",
    "cash.set_policy": "set how far matches post by themselves",
    "cash.add_rule": "add a rule for bank lines",
    "cash.remove_rule": "remove a rule for bank lines",
    "deductions.resolve": "resolve a deduction",
    "deductions.assign": "say who looks after a deduction",
    "promises.take": "take a promise to pay",
    "promises.withdraw": "withdraw a promise",
    "plans.agree": "agree on a payment plan",
    "plans.approve": "approve a payment plan",
    "plans.end": "end a payment plan",
    "disputes.open": "open a dispute",
    "disputes.move": "move a dispute on",
    "disputes.resolve": "resolve a dispute",
    "disputes.withdraw": "withdraw a dispute",
    "holds.place": "hold reminders back",
    "holds.lift": "lift a hold",
    "activities.log": "log a call or a note",
    "activities.mail": "write a mail to a customer",
    "activities.take_back": "take a call, a note or a mail back",
    "followups.set_next": "say what comes next with a customer",
    "followups.take_back": "take back what comes next with a customer",
    "followups.assign": "say whose account it is",
    "followups.hand_over": "hand a person's accounts over",
    "collecting.set_policy": "set the policy for promises and plans",
    "collecting.judge": "judge promises and plans",
    "remittances.take_in": "take a remittance in",
    "remittances.attach": "attach a remittance to a bank line",
    "remittances.detach": "detach a remittance from its bank line",
    "remittances.discard": "throw a remittance away",
    "rates.set": "set an exchange rate",
    "interest.set_terms": "set the terms of late interest",
    "interest.set_rate": "add a published reference rate",
    "interest.charge": "charge late interest",
    "dunning.propose": "propose a dunning policy",
    "dunning.adopt": "let a dunning policy go live",
    "dunning.set_customer": "say how a customer is reminded",
    "dunning.run": "send the reminders that are due",
    "dunning.release": "let a reminder go that waits",
    "dunning.drop": "stop a reminder that waits",
    "dunning.finish": "note a call that was made or a letter that was posted",
    "dunning.report_text": "note what became of a text message",
    "dunning.take_reply": "take an answer to a text message in",
    "views.save": "save a view of a list",
    "views.remove": "remove a saved view",
    "users.invite": "add a person",
    "users.change_roles": "change a person's roles",
    "users.deactivate": "end a person's access",
    "users.reactivate": "restore a person's access",
    "users.set_password": "give a person a new password",
    "users.create_key": "create an API key",
    "users.revoke_key": "revoke an API key",
    "roles.change": "change what a role may do",
    "webhooks.add": "have an address told of events",
    "webhooks.remove": "stop telling an address",
    "entities.edit": "change the company's settings",
    "entities.set_logo": "give the company a logo",
    "entities.remove_logo": "take the company's logo away",
}
"""Every verb of the write layer in words; the name is also the permission it needs."""

PERMISSIONS: dict[str, str] = {READ: "see the books", AUDIT: "see the audit trail", **VERBS}

_EVERYBODY = (READ, "views.save", "views.remove")
_SENDING = (
    "deliveries.send",
    "bounces.take_in",
    "batches.start",
    "batches.stop",
    "links.make",
    "links.revoke",
    "links.view",
)
_DRAFTS = ("drafts.save", "drafts.edit", "drafts.copy", "drafts.remove", "drafts.request")
_ESTIMATES = (
    "estimates.write",
    "estimates.edit",
    "estimates.mark_sent",
    "estimates.accept",
    "estimates.decline",
    "estimates.convert",
)
_RECURRING = ("recurring.start", "recurring.pause", "recurring.resume", "recurring.stop", "recurring.run")
_APPROVING = ("drafts.approve", "drafts.refuse")
_CUSTOMERS = ("customers.create", "customers.edit", "contacts.add", "contacts.edit", "preflight.require_order")
_CASH = (
    "payments.record",
    "payments.move",
    "allocations.allocate",
    "allocations.unallocate",
    "matching.propose",
    "cash.apply",
    "cash.pass_over",
    "cash.undo",
    "cash.return_payment",
    "remittances.take_in",
    "remittances.attach",
    "remittances.detach",
    "remittances.discard",
)
_CATALOGUE = (
    "catalogue.add",
    "catalogue.edit",
    "catalogue.set_price",
    "catalogue.receive",
    "catalogue.adjust",
    "catalogue.import_items",
)
_TERMS = ("terms.grant", "terms.set_holidays", "terms.set_discount_policy")
_INTEREST = ("interest.set_terms", "interest.set_rate", "interest.charge")
_REMINDING = (
    "dunning.set_customer",
    "dunning.run",
    "dunning.finish",
    "dunning.report_text",
    "dunning.take_reply",
)
_DUNNING = (*_REMINDING, "dunning.propose", "dunning.release", "dunning.drop")
_DEDUCTIONS = ("deductions.resolve", "deductions.assign")
_COLLECTING = (
    "promises.take",
    "promises.withdraw",
    "plans.agree",
    "plans.end",
    "disputes.open",
    "disputes.move",
    "disputes.withdraw",
    "holds.place",
    "holds.lift",
    "collecting.judge",
    "activities.log",
    "activities.mail",
    "activities.take_back",
    "followups.set_next",
    "followups.take_back",
    "followups.assign",
    "followups.hand_over",
)
_IMPORT = (
    "imports.upload",
    "imports.run",
    "imports.save_mapping",
    "imports.remove_mapping",
    "banking.import_file",
    "banking.read_file",
    "banking.save_profile",
    "banking.remove_profile",
)


@dataclass(frozen=True, slots=True)
class StartingRole:
    """A role as a new tenant gets it; a person may change it afterwards."""

    name: str
    title: str
    permissions: tuple[str, ...]


ROLES = (
    StartingRole(
        "clerk",
        "Clerk",
        (
            *_EVERYBODY,
            *_CUSTOMERS,
            *_CASH,
            *_IMPORT,
            *_SENDING,
            *_DRAFTS,
            *_ESTIMATES,
            *_RECURRING,
            "drafts.issue",
            "catalogue.receive",
            "invoices.record",
            "rates.set",
            "cash.forget",
            "deductions.assign",
        ),
    ),
    StartingRole(
        "collector",
        "Collector",
        (*_EVERYBODY, *_SENDING, *_COLLECTING, *_REMINDING, "contacts.add", "contacts.edit", "deductions.assign"),
    ),
    StartingRole(
        "credit_manager",
        "Credit manager",
        (
            *_EVERYBODY,
            AUDIT,
            *_CUSTOMERS,
            *_SENDING,
            *_DRAFTS,
            *_ESTIMATES,
            *_RECURRING,
            *_APPROVING,
            "drafts.issue",
            "credits.record",
            "writeoffs.write_off",
            *_DEDUCTIONS,
            *_COLLECTING,
            "disputes.resolve",
            "plans.approve",
            "collecting.set_policy",
            *_INTEREST,
            *_TERMS,
            *_DUNNING,
            "dunning.adopt",
        ),
    ),
    StartingRole(
        "controller",
        "Controller",
        (
            *_EVERYBODY,
            AUDIT,
            *_APPROVING,
            "credits.record",
            "writeoffs.write_off",
            "payments.refund",
            "reversals.reverse",
            "closing.lock",
            "closing.unlock",
            "banking.release",
            "banking.discard",
            "cash.refit",
            "cash.set_policy",
            "cash.add_rule",
            "cash.remove_rule",
            *_DEDUCTIONS,
            "disputes.resolve",
            "plans.approve",
            "collecting.set_policy",
            "rates.set",
            "preflight.set_policy",
            *_INTEREST,
            *_TERMS,
            "dunning.adopt",
            "dunning.release",
            "dunning.drop",
            *_CATALOGUE,
            *_IMPORT,
        ),
    ),
    StartingRole(
        "sales",
        "Sales",
        (*_EVERYBODY, *_DRAFTS, *_ESTIMATES, *_SENDING, *_CATALOGUE, "contacts.add", "contacts.edit"),
    ),
    StartingRole("auditor", "Auditor", (*_EVERYBODY, AUDIT)),
    StartingRole(
        "administrator",
        "Administrator",
        (
            *_EVERYBODY,
            AUDIT,
            "users.invite",
            "users.change_roles",
            "users.deactivate",
            "users.reactivate",
            "users.set_password",
            "users.create_key",
            "users.revoke_key",
            "webhooks.add",
            "webhooks.remove",
            "roles.change",
            "entities.edit",
            "entities.set_logo",
            "entities.remove_logo",
        ),
    ),
)

APART = (
    (_CASH, ("credits.record", "writeoffs.write_off", "payments.refund")),
    (("customers.create", "customers.edit"), ("payments.refund",)),
    (("closing.lock", "closing.unlock"), (*_CASH, "invoices.record")),
    (("users.change_roles", "roles.change"), (*_CASH, "payments.refund", "writeoffs.write_off")),
)
"""Pairs of duties that one identity should not hold together (segregation of duties as under SOX section 404)."""


def conflicts(permissions: frozenset[str]) -> list[tuple[str, str]]:
    """Pairs of held permissions that should lie with two people; empty when duties are apart."""
    found = []
    for one, other in APART:
        for first in one:
            found += [(first, second) for second in other if first in permissions and second in permissions]
    return found
