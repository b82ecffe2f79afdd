"""API keys: created with a secret that is shown once, and revoked."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import identity, users
from quittance.actions.users import CreateKey, RevokeKey
from quittance.web import people, visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.form("users.create_key")
def new(visit: Visit) -> HttpResponse:
    """Create a key; the answer shows its secret, which is kept nowhere."""
    form = Form(visit)
    if form.sent:
        secret = identity.new_secret(visit.context.tenant_id)
        data = CreateKey(form["name"], form.all("roles"), secret.digest, secret.hint)
        made = form.does(users.create_key, lambda: data)
        if made is not None:
            response = visit.show("settings/key_made.html", {"made": made, "secret": secret.text})
            response.headers["Cache-Control"] = "no-store"
            return response
    return visit.show("settings/key_new.html", {"form": form, "roles": people.options(visit)}, status=form.status)


@visit.deed("users.revoke_key")
def revoke(visit: Visit) -> HttpResponse:
    """Revoke the named key at once and for good."""
    form = Form(visit)
    made = visit.do(users.revoke_key, RevokeKey(form["name"]), form.key)
    return visit.go("people", f"The key {made.name} is revoked.")
