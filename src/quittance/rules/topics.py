"""Topics: what people can be told of about a customer, in words of a person who sells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """`amount` when it comes with money, so that a least amount can be asked; `public` is the customer's business."""

    title: str
    about: str
    icon: str
    amount: bool = False
    public: bool = False


INVOICE, OVERDUE, PAYMENT, RETURNED = "invoice", "overdue", "payment", "returned"
PROMISE, KEPT, BROKEN = "promise", "promise_kept", "promise_broken"
PLAN, PLAN_BROKEN = "plan", "plan_broken"
DISPUTE, MOVED, RESOLVED = "dispute", "dispute_moved", "dispute_resolved"
REMINDER, NOTICE, HOLD, RELEASED = "reminder", "formal_notice", "hold", "hold_lifted"
LIMIT, DOSSIER, INSOLVENCY, BOUNCED = "limit", "dossier", "insolvency", "bounced"
DEDUCTION = "deduction"
ESCALATED = "escalated"

TOPICS: dict[str, Topic] = {
    INVOICE: Topic("Invoice issued", "an invoice was issued", "doc", amount=True, public=True),
    OVERDUE: Topic("Invoice overdue", "an invoice is late by so many days", "alert", amount=True),
    PAYMENT: Topic("Payment received", "money came in", "bank", amount=True, public=True),
    RETURNED: Topic("Payment returned", "the bank took a payment back", "swap", amount=True),
    PROMISE: Topic("Promise made", "the customer promised to pay by a day", "promise", amount=True, public=True),
    KEPT: Topic("Promise kept", "what was promised came in", "check", amount=True),
    BROKEN: Topic("Promise broken", "the day has passed, and the money is not here", "alert", amount=True),
    PLAN: Topic("Payment plan agreed", "the customer pays in parts", "plan", amount=True, public=True),
    PLAN_BROKEN: Topic("Payment plan breached", "an instalment is missing", "alert", amount=True),
    DISPUTE: Topic("Dispute opened", "the customer says it owes less", "dispute", amount=True, public=True),
    MOVED: Topic("Dispute moved on", "somebody looks into it or waits for an answer", "dispute", public=True),
    RESOLVED: Topic("Dispute resolved", "it ended, and how", "check", public=True),
    DEDUCTION: Topic("Deduction", "a payment left a part out, or what became of that", "dispute", amount=True),
    REMINDER: Topic("Reminder sent", "the customer was asked to pay", "mail", amount=True),
    NOTICE: Topic("Formal notice sent", "the last word before a lawyer", "scale", amount=True),
    ESCALATED: Topic("Account escalated", "a senior contact of the company takes it over", "up", amount=True),
    HOLD: Topic("Reminders held back", "somebody asked to wait with the customer", "hold"),
    RELEASED: Topic("Hold lifted", "the customer is reminded again", "hold"),
    LIMIT: Topic("Credit limit exceeded", "an invoice took the balance above the limit", "alert", amount=True),
    DOSSIER: Topic("Handed to a lawyer or an agency", "a dossier was released", "scale", amount=True),
    INSOLVENCY: Topic("Insolvency", "proceedings were opened over the customer", "alert"),
    BOUNCED: Topic("Mail came back", "an address of the customer takes no mail", "mail"),
}
"""Topic -> what it is; in the order in which people choose."""

PUBLIC = tuple(name for name, topic in TOPICS.items() if topic.public)
"""What a contact of the customer may be told of."""

USUAL = tuple(name for name in TOPICS if name not in (INVOICE, OVERDUE))
"""What whoever follows a customer is told of when they say no more."""

STANDARD = (BROKEN, PLAN_BROKEN, DISPUTE, RESOLVED, DEDUCTION, ESCALATED, HOLD, LIMIT, INSOLVENCY, BOUNCED)
"""What whoever looks after a customer is told of, though nobody has set anything up."""

DAYS = (1, 7, 14, 30, 60, 90)
"""Days late at which a topic of overdue invoices can speak."""
