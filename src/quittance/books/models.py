"""The tables of the books, gathered for Django."""

from __future__ import annotations

from quittance.books.activity import Activity, FollowUp
from quittance.books.agreed import DiscountPolicy, GrantedTerms, Holiday
from quittance.books.attachments import Attachment, StoredFile
from quittance.books.banking import (
    BankAccount,
    BankFile,
    BankLine,
    BankProfile,
    BankStatement,
    CashPolicy,
    CashRule,
    CashRun,
    Deduction,
    Match,
    PayerMemory,
    Remittance,
)
from quittance.books.batches import Batch, BatchRow
from quittance.books.catalogue import CatalogueItem, ItemPrice, StockMove
from quittance.books.collecting import (
    CollectPolicy,
    Dispute,
    Hold,
    PaymentPlan,
    PlanInstalment,
    PlanPart,
    Promise,
    PromisePart,
)
from quittance.books.deliveries import Delivery
from quittance.books.deposits import Correction, Deposit, DepositDraw
from quittance.books.dossiers import CollectionCost, Dossier, DossierPart
from quittance.books.drafts import Draft, Estimate, Recurrence, Schedule, ScheduleContent
from quittance.books.dunning import (
    DunningCustomer,
    DunningPolicy,
    DunningRun,
    Reminder,
    ReminderAsked,
    ReminderHeld,
    ReminderItem,
    ReminderLeft,
)
from quittance.books.grading import Grading, PayerGrade
from quittance.books.inbox import InboundMail, Mailbox, MailProposal
from quittance.books.informing import Happening, Heard, Notice, Notification, Subscription, SubscriptionTopic
from quittance.books.insolvencies import Insolvency
from quittance.books.lateness import (
    InterestCharge,
    InterestKept,
    InterestSum,
    InterestTerms,
    InterestWaiver,
    ReferenceRate,
)
from quittance.books.leaving import PreflightLevel
from quittance.books.ledger import Allocation, Entry, OpenItem, OpenSum, Payment, Posting
from quittance.books.letters import PostedLetter
from quittance.books.links import Link
from quittance.books.papers import Document, DocumentCharge, DocumentTax, Line
from quittance.books.parties import (
    Account,
    Contact,
    Customer,
    Entity,
    ExchangeRate,
    FormerAddress,
    FormerLetterhead,
    Series,
    Tenant,
)
from quittance.books.people import ApiKey, Command, Event, Member, Role, Seat
from quittance.books.statements import StatementPlan, StatementSent
from quittance.books.work import ImportBatch, Job, SavedMapping, SavedView, Webhook, WebhookDelivery

__all__ = [
    "Account",
    "Activity",
    "Allocation",
    "ApiKey",
    "Attachment",
    "BankAccount",
    "BankFile",
    "BankLine",
    "BankProfile",
    "BankStatement",
    "Batch",
    "BatchRow",
    "CashPolicy",
    "CashRule",
    "CashRun",
    "CatalogueItem",
    "CollectPolicy",
    "CollectionCost",
    "Command",
    "Contact",
    "Correction",
    "Customer",
    "Deduction",
    "Delivery",
    "Deposit",
    "DepositDraw",
    "DiscountPolicy",
    "Dispute",
    "Document",
    "DocumentCharge",
    "DocumentTax",
    "Dossier",
    "DossierPart",
    "Draft",
    "DunningCustomer",
    "DunningPolicy",
    "DunningRun",
    "Entity",
    "Entry",
    "Estimate",
    "Event",
    "ExchangeRate",
    "FollowUp",
    "FormerAddress",
    "FormerLetterhead",
    "Grading",
    "GrantedTerms",
    "Happening",
    "Heard",
    "Hold",
    "Holiday",
    "ImportBatch",
    "InboundMail",
    "Insolvency",
    "InterestCharge",
    "InterestKept",
    "InterestSum",
    "InterestTerms",
    "InterestWaiver",
    "ItemPrice",
    "Job",
    "Line",
    "Link",
    "MailProposal",
    "Mailbox",
    "Match",
    "Member",
    "Notice",
    "Notification",
    "OpenItem",
    "OpenSum",
    "PayerGrade",
    "PayerMemory",
    "Payment",
    "PaymentPlan",
    "PlanInstalment",
    "PlanPart",
    "PostedLetter",
    "Posting",
    "PreflightLevel",
    "Promise",
    "PromisePart",
    "Recurrence",
    "ReferenceRate",
    "Reminder",
    "ReminderAsked",
    "ReminderHeld",
    "ReminderItem",
    "ReminderLeft",
    "Remittance",
    "Role",
    "SavedMapping",
    "SavedView",
    "Schedule",
    "ScheduleContent",
    "Seat",
    "Series",
    "StatementPlan",
    "StatementSent",
    "StockMove",
    "StoredFile",
    "Subscription",
    "SubscriptionTopic",
    "Tenant",
    "Webhook",
    "WebhookDelivery",
]
