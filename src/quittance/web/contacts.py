"""People at a customer: added, changed, taken away."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import contacts as verbs
from quittance.actions.contacts import AddContact, EditContact
from quittance.reports import customers
from quittance.reports.customers import ContactCard
from quittance.rules.refusals import NotFound
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

DUTIES = ("Accounts payable", "Finance director", "Purchasing", "Logistics", "Owner")


@visit.form("contacts.add")
def new(visit: Visit, number: str) -> HttpResponse:
    """A person to be at the customer of that number."""
    customer_id = customers.id_of(visit.books, number)
    form = Form(visit)
    if form.sent:
        made = form.does(
            verbs.add,
            lambda: AddContact(number, form["name"], form["email"], form["phone"], form["duty"], form["main"] == "1"),
        )
        if made is not None:
            return visit.go("customer", f"{form['name']} is noted.", number=number)
    return _show(visit, form, number, customer_id, None)


@visit.form("contacts.edit")
def edit(visit: Visit, number: str, id: int) -> HttpResponse:
    """Changes to a person, or their end here."""
    customer_id = customers.id_of(visit.books, number)
    found = next((one for one in customers.contacts(visit.books, customer_id) if one.id == id), None)
    if found is None:
        raise NotFound("There is no such contact of this customer.", field="id")
    start = {"name": found.name, "email": found.email, "phone": found.phone, "duty": found.duty}
    form = Form(visit, {**start, "main": "1" if found.main else ""})
    if form.sent:
        removed = form["do"] == "remove"
        made = form.does(verbs.edit, lambda: _changes(form, id, removed))
        if made is not None:
            said = f"{found.name} is taken away." if removed else f"{form['name']} is changed."
            return visit.go("customer", said, number=number)
    return _show(visit, form, number, customer_id, found)


def _changes(form: Form, id: int, removed: bool) -> EditContact:
    if removed:
        return EditContact(id, remove=True)
    return EditContact(id, form["name"], form["email"], form["phone"], form["duty"], form["main"] == "1")


def _show(visit: Visit, form: Form, number: str, customer_id: int, found: ContactCard | None) -> HttpResponse:
    row = customers.of_ids(visit.books, [customer_id], visit.context.today)[0]
    values = {"form": form, "contact": found, "row": row, "duties": DUTIES, "main": form["main"] == "1"}
    return visit.show("customers/contact.html", values, status=form.status)
