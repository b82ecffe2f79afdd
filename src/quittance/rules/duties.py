"""Duties: the verbs there are, who may use them by default, and which pairs one person should not hold."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.rules.verbs import AUDIT, LOOK_AFTER, PERMISSIONS, READ, VERBS

__all__ = [
    "APART",
    "AUDIT",
    "KNOWN",
    "LOOK_AFTER",
    "PERMISSIONS",
    "READ",
    "ROLES",
    "VERBS",
    "WIDENED",
    "StartingRole",
    "conflicts",
]

_EVERYBODY = (
    READ,
    "views.save",
    "views.remove",
    "subscriptions.follow",
    "subscriptions.edit",
    "subscriptions.end",
    "notifications.read",
)
_INFORMING = ("subscriptions.tell", "subscriptions.leave")
_SENDING = (
    "deliveries.send",
    "bounces.take_in",
    "batches.start",
    "batches.stop",
    "links.make",
    "links.revoke",
    "links.view",
    "statements.send",
    "attachments.add",
    "attachments.mark",
    "attachments.remove",
)
_INBOX = ("inbox.take_in", "inbox.assign", "inbox.accept", "inbox.dismiss")
_STATEMENTS = ("statements.plan", "statements.run")
_DRAFTS = ("drafts.save", "drafts.edit", "drafts.copy", "drafts.remove", "drafts.request")
_ESTIMATES = (
    "estimates.write",
    "estimates.edit",
    "estimates.mark_sent",
    "estimates.accept",
    "estimates.decline",
    "estimates.convert",
)
_RECURRING = (
    "recurring.start",
    "recurring.edit",
    "recurring.pause",
    "recurring.resume",
    "recurring.stop",
    "recurring.run",
)
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
_WAIVING = ("interest.waive", "interest.end_waiver")
_INTEREST = ("interest.set_terms", "interest.set_rate", "interest.charge", "interest.run", "interest.approve_waiver")
_REMINDING = (
    "dunning.set_customer",
    "dunning.run",
    "dunning.stop",
    "dunning.finish",
    "letters.post",
    "letters.settle",
    "letters.correct",
    "dunning.report_text",
    "dunning.take_reply",
)
_DUNNING = (*_REMINDING, "dunning.propose", "dunning.withdraw", "dunning.release", "dunning.drop")
_DEDUCTIONS = ("deductions.resolve", "deductions.assign")
_COLLECTING = (
    *_INBOX,
    "promises.take",
    "promises.withdraw",
    "plans.agree",
    "plans.end",
    "disputes.open",
    "disputes.move",
    "disputes.propose",
    "disputes.withdraw",
    "holds.place",
    "holds.lift",
    "dossiers.propose",
    "dossiers.drop",
    "dossiers.recall",
    "dossiers.close",
    "costs.add",
    "costs.remove",
    "insolvencies.open",
    "insolvencies.edit",
    "insolvencies.file",
    *_WAIVING,
    "collecting.judge",
    "activities.log",
    "activities.mail",
    "activities.take_back",
    "followups.set_next",
    "followups.take_back",
    "followups.assign",
    "followups.hand_over",
    "followups.share_out",
    "absences.plan",
    "absences.end",
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
            *_INBOX,
            *_DRAFTS,
            *_ESTIMATES,
            *_RECURRING,
            *_STATEMENTS,
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
        (
            *_EVERYBODY,
            *_INFORMING,
            *_SENDING,
            LOOK_AFTER,
            *_COLLECTING,
            *_REMINDING,
            "contacts.add",
            "contacts.edit",
            "deductions.assign",
        ),
    ),
    StartingRole(
        "credit_manager",
        "Credit manager",
        (
            *_EVERYBODY,
            AUDIT,
            *_INFORMING,
            *_CUSTOMERS,
            *_SENDING,
            *_DRAFTS,
            *_ESTIMATES,
            *_RECURRING,
            *_STATEMENTS,
            *_APPROVING,
            "drafts.issue",
            "credits.record",
            "writeoffs.write_off",
            *_DEDUCTIONS,
            *_COLLECTING,
            "disputes.resolve",
            "plans.approve",
            "dossiers.release",
            "insolvencies.end",
            "collecting.set_policy",
            "reviews.score",
            *_INTEREST,
            *_TERMS,
            *_DUNNING,
            "dunning.adopt",
            "dunning.retire",
        ),
    ),
    StartingRole(
        "controller",
        "Controller",
        (
            *_EVERYBODY,
            AUDIT,
            *_INFORMING,
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
            "dossiers.release",
            "insolvencies.end",
            "collecting.set_policy",
            "reviews.score",
            "rates.set",
            "preflight.set_policy",
            *_INTEREST,
            *_WAIVING,
            *_TERMS,
            "dunning.adopt",
            "dunning.retire",
            "dunning.release",
            "dunning.drop",
            "dunning.stop",
            "dunning.finish",
            *_CATALOGUE,
            *_IMPORT,
        ),
    ),
    StartingRole(
        "sales",
        "Sales",
        (
            *_EVERYBODY,
            *_DRAFTS,
            *_ESTIMATES,
            *_SENDING,
            *_CATALOGUE,
            "contacts.add",
            "contacts.edit",
            "dunning.finish",
        ),
    ),
    StartingRole("auditor", "Auditor", (*_EVERYBODY, AUDIT)),
    StartingRole(
        "administrator",
        "Administrator",
        (
            *_EVERYBODY,
            AUDIT,
            *_INFORMING,
            "users.invite",
            "users.change_roles",
            "users.deactivate",
            "users.reactivate",
            "users.set_password",
            "users.create_key",
            "users.revoke_key",
            "webhooks.add",
            "webhooks.remove",
            "webhooks.resend",
            "mailboxes.set",
            "mailboxes.remove",
            "inbox.take_in",
            "roles.change",
            "entities.edit",
            "entities.set_logo",
            "entities.remove_logo",
        ),
    ),
)

WIDENED = ("dunning.finish for controller", "dunning.finish for sales")
"""Permissions that were there already when a starting role was given them, too, each with the role."""

KNOWN = tuple(sorted({*PERMISSIONS, *WIDENED}))
"""What a role is marked with once it was given all that this version has for it."""

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
