"""List pages as the server answers them: sign-in, queries and rendering, without the network."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.test import Client

from quittance.actions import identity, users
from quittance.actions.command import Context
from quittance.api import rate
from quittance.rules import duties
from tests.bench import figure, loading
from tests.bench.figure import Figure

MOST_MS = 150.0
SEARCHED = loading.invoice_number(123)

SCREENS = {
    "customers": "/customers/",
    "customers by what they owe": "/customers/?order=-balance",
    "customers, totals": "/customers/?part=totals",
    "invoices": "/invoices/",
    "invoices overdue": "/invoices/?state=overdue",
    "invoices, totals": "/invoices/?part=totals",
    "payments": "/payments/",
    "payments to be used": "/payments/?state=to-be-used",
    "aging by customer": "/insights/aging/",
    "aging by invoice": "/insights/aging/?by=invoice",
    "worklist": "/collect/",
    "today": "/",
}
ROUTES = {
    "customers": "/api/v1/customers",
    "customers by balance": "/api/v1/customers?order=-balance",
    "invoices": "/api/v1/documents",
    "invoices overdue": "/api/v1/documents?state=overdue",
    "invoices found by number": f"/api/v1/documents?search={SEARCHED}",
    "payments": "/api/v1/payments",
    "aging by customer": "/api/v1/aging?by=customer&limit=50",
}


def run(context: Context) -> Iterator[Figure]:
    """A figure per list, on the screens and over the API."""
    roles = tuple(role.name for role in duties.ROLES)
    person = signed_in(context, roles, f"bench-{context.now:x}@company.example")
    for name, path in SCREENS.items():
        yield timed(f"screen: {name}", person, path, {})
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey(f"pages {context.now:x}", roles, secret.digest, secret.hint))
    for name, path in ROUTES.items():
        yield timed(f"API: {name}", Client(), path, {"Authorization": f"Bearer {secret.text}"})


def signed_in(context: Context, roles: tuple[str, ...], email: str) -> Client:
    """The browser of a new person of the company."""
    users.invite(context, users.InviteUser(email, "Bench", roles, "!"))
    client = Client()
    client.force_login(get_user_model().objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
    return client


def timed(name: str, client: Client, path: str, headers: dict[str, str]) -> Figure:
    """How long a page takes until it is whole, with how many statements."""

    def ask() -> None:
        rate.forget()
        answer = client.get(path, headers={"Host": "localhost", **headers})
        body = b"".join(answer)
        assert answer.status_code == 200 and body, (path, answer.status_code)

    ask()
    with figure.counting() as counted:
        ask()
    took = figure.best_ms(ask)
    return Figure(name, took, "ms", MOST_MS, product_ms=took, note=f"{len(counted.statements)} statements")
