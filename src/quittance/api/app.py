"""The API put together: every router, and every exception a problem."""

from __future__ import annotations

from ninja import NinjaAPI

from quittance import __version__
from quittance.api import (
    aging,
    allocations,
    attachments,
    audit,
    bank_profiles,
    banking,
    batches,
    bounces,
    cash,
    catalogue,
    closing,
    company,
    contacts,
    customers,
    deliveries,
    disputes,
    documents,
    dossiers,
    drafts,
    dunning,
    dunning_runs,
    einvoices,
    errors,
    estimates,
    imports,
    inbox,
    insolvencies,
    interest,
    jobs,
    journal,
    links,
    mailbox,
    papers,
    payments,
    people,
    preflight,
    promises,
    rates,
    recurring,
    remittances,
    reversals,
    statements,
    statements_sent,
    terms,
    views,
    webhooks,
    worklist,
    writeoffs,
)
from quittance.api.authentication import ApiKey, Session
from quittance.api.body import StrictParser

DESCRIPTION = (
    "Accounts receivable: who owes what, since when, and every cent that settled it. Amounts are decimal text, ids "
    "are text, days are ISO 8601. Every write takes `dry_run` and an `Idempotency-Key`. docs/api.md tells the rest."
)
NOUNS = (
    attachments,
    dunning,
    dunning_runs,
    customers,
    contacts,
    terms,
    catalogue,
    preflight,
    papers,
    einvoices,
    deliveries,
    links,
    batches,
    bounces,
    inbox,
    mailbox,
    documents,
    drafts,
    estimates,
    recurring,
    payments,
    allocations,
    writeoffs,
    reversals,
    closing,
    rates,
    interest,
    banking,
    bank_profiles,
    cash,
    remittances,
    worklist,
    promises,
    disputes,
    dossiers,
    insolvencies,
    aging,
    statements,
    statements_sent,
    journal,
    audit,
    company,
    people,
    views,
    webhooks,
    imports,
    jobs,
)
"""In the order of the document; papers and dunning stand before what has numbers that may hold slashes."""

api = NinjaAPI(
    title="Quittance",
    version=__version__,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=[ApiKey(), Session()],
    parser=StrictParser(),
)
errors.register(api)
for noun in NOUNS:
    api.add_router("", noun.router)
