"""Terms on screen: granted with their dates worked out, the history, holidays, the policy of early payment."""

from __future__ import annotations

from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person


def test_terms_are_worked_out_while_typed_and_granted(company: Context) -> None:
    person = browse.person(company, "credit_manager")
    page = "/customers/C-1/terms/"
    assert "Nothing was granted yet" in person.text(page)
    fields = {"terms": "2/10 net 30", "issued_on": "2026-01-20", "total": "1,200.00", "valid_from": "today"}
    person.post(page, **fields, do="example")
    said = browse.text_of(person.last)
    assert "19 Feb" in said and "1,176.00 instead of 1,200.00" in said and "<html" not in person.last
    person.post(page, **fields | {"terms": "soon"}, do="example")
    assert "no terms that are known" in browse.text_of(person.last)
    refused = person.post(page, **fields | {"terms": "soon"})
    assert refused.status_code == 422 and 'value="soon"' in person.last
    person.follow(page, **fields, reference="FRAME-7", reason="A good payer")
    said = browse.text_of(person.last)
    assert "FRAME-7" in said and "A good payer" in said and "now" in said
    assert "2/10 net 30" in person.text("/customers/C-1/")


def test_who_may_not_grant_terms_sees_them(company: Context, clerk: Person) -> None:
    assert "Grant terms" not in clerk.text("/customers/C-1/terms/")
    assert clerk.post("/customers/C-1/terms/", terms="net 90", valid_from="today").status_code == 403
    assert clerk.get("/customers/C-99/terms/").status_code == 404


def test_holidays_are_filled_in_and_kept(company: Context, controller: Person) -> None:
    shown = controller.text("/settings/terms/")
    assert "Christmas Day public" in shown and "company’s" not in shown
    controller.post("/settings/terms/holidays/", year="2027", days="2027-04-27 King’s Day", do="target")
    assert "2027-03-26 Good Friday" in controller.last and "2027-04-27 King’s Day" in controller.last
    controller.follow("/settings/terms/holidays/", year="2027", days="2027-04-27 King’s Day\n\n2027-12-25")
    assert "2027 has 2 holidays." in browse.text_of(controller.last) and "the company’s" in controller.last
    refused = controller.post("/settings/terms/holidays/", year="2027", days="2026-04-27")
    assert refused.status_code == 422 and "is not in 2027" in controller.last
    assert controller.post("/settings/terms/holidays/", year="soon", days="").status_code == 422
    assert controller.post("/settings/terms/holidays/", year="2027", days="Christmas").status_code == 422


def test_the_policy_of_early_payment_is_kept(company: Context, controller: Person, clerk: Person) -> None:
    assert "The tax in a discount is taken back" in controller.text("/settings/terms/")
    controller.follow("/settings/terms/policy/", part_payments="yes", tax="keep")
    assert "The tax stays as it was invoiced" in browse.text_of(controller.last)
    assert controller.post("/settings/terms/policy/", part_payments="yes", tax="half").status_code == 422
    assert clerk.post("/settings/terms/policy/", part_payments="no").status_code == 403
