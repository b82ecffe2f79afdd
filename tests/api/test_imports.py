"""Imports through the API: uploaded, laid out, checked, taken in by the worker, faults downloaded, twice the same."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quittance.jobs import worker
from tests import factories
from tests.api import client
from tests.api.client import HOME, Answer, Api, answer_of

pytestmark = pytest.mark.django_db

CUSTOMERS = "number,name,terms\nC-1,Ada,net 30\nC-2,=Bob,net 30\n"
INVOICES = (
    "number,customer_number,kind,issued_on,due_on,currency,total\n"
    "INV-1,C-1,invoice,2026-05-01,,EUR,100.00\n"
    "INV-2,C-9,invoice,2026-05-01,,EUR,50.00\n"
    "INV-3,C-2,invoice,2026-05-32,,EUR,20.00\n"
) + "".join(f"INV-{n},C-1,invoice,2026-05-01,,EUR,1.00\n" for n in range(10, 30))


def send(api: Api, *files: tuple[str, str | bytes], **query: str) -> Answer:
    """Upload files."""
    given = [SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return answer_of(
        Client().post(
            f"{HOME}/imports",
            {"files": given},
            query_params=query,
            headers={"Authorization": f"Bearer {api.secret}"},
        )
    )


def counts(found: Answer) -> dict[str, Any]:
    """What the report says was taken in."""
    return {one["kind"]: (one["taken"], one["unchanged"], one["amount"]) for one in found.body["report"]["counts"]}


def work(api: Api) -> None:
    """Let the worker do what is waiting, and what that asks for."""
    assert worker.once()
    while worker.once():
        pass


def test_files_are_checked_taken_in_and_their_faults_downloaded(api: Api) -> None:
    made = send(api, ("customers.csv", CUSTOMERS), ("invoices.csv", INVOICES))
    assert made.status == 201
    path = f"/imports/{made.body['import_id']}"
    shown = api.get(path).body
    assert (shown["state"], [one["mapping"]["kind"] for one in shown["files"]]) == (
        "uploaded",
        ["customers", "invoices"],
    )
    assert shown["files"][0]["sample"][1][:2] == ["C-2", "=Bob"]
    asked = api.post(f"{path}/check")
    assert (asked.status, api.get(f"/jobs/{asked.body['job_id']}").body["state"]) == (202, "queued")
    assert api.get(path).body["state"] == "checking"
    assert api.post(f"{path}/run").code == "conflict", "one job at a time"
    work(api)
    checked = api.get(path)
    assert (checked.body["state"], checked.body["report"]["dry_run"]) == ("checked", True)
    assert [row["number"] for row in api.get("/customers").body["rows"]] == ["UNIDENTIFIED"]
    ran = api.post(f"{path}/run")
    assert (ran.status, ran.body["dry_run"]) == (202, False)
    work(api)
    done = api.get(path)
    assert done.body["state"] == "done" and done.body["done_rows"] == 25
    assert counts(done) == {"customers": (2, 0, "0.00"), "invoices": (21, 0, "120.00")}
    faults = done.body["report"]["files"][1]["faults"]
    assert sorted((one["row"], one["column"], one["code"]) for one in faults) == [
        (3, "customer_number", "not_found"),
        (4, "issued_on", "invalid"),
    ]
    file_id = done.body["files"][1]["id"]
    errors = api.get(f"/imports/files/{file_id}/errors")
    assert errors.headers["Content-Type"] == "text/csv; charset=utf-8" and "INV-2" in errors.text
    assert api.get(f"/imports/files/{done.body['files'][0]['id']}/errors").code == "not_found"
    assert api.get("/aging").body["receivable"] == "120.00"
    assert api.get("/verify").body["clean"]


def test_importing_twice_changes_nothing(api: Api) -> None:
    for expected in ((2, 0, "0.00"), (0, 2, "0.00")):
        path = f"/imports/{send(api, ('customers.csv', CUSTOMERS)).body['import_id']}"
        api.post(f"{path}/run")
        work(api)
        assert counts(api.get(path)) == {"customers": expected}
    assert len(api.get("/customers").body["rows"]) == 3


def test_a_dry_run_of_a_run_checks_and_writes_nothing(api: Api) -> None:
    assert send(api, ("customers.csv", CUSTOMERS), dry_run="true").status == 200
    assert api.get("/imports").body["rows"] == []
    path = f"/imports/{send(api, ('customers.csv', CUSTOMERS)).body['import_id']}"
    dry = api.post(f"{path}/run", dry_run="true")
    assert (dry.status, dry.body["dry_run"]) == (200, True)
    work(api)
    assert api.get(path).body["state"] == "checked"
    assert len(api.get("/customers").body["rows"]) == 1


def test_another_layout_goes_through_a_mapping_that_can_be_kept(api: Api) -> None:
    factories.customer(api.context, "C-1")
    table = "Rechnung;Kunde;Datum;Betrag\nR-1;C-1;01.05.2026;1.234,50\n"
    made = send(api, ("rechnungen.csv", table)).body
    mapping = {
        "kind": "invoices",
        "columns": {"number": "Rechnung", "customer_number": "Kunde", "issued_on": "Datum", "total": "Betrag"},
        "fixed": {"currency": "EUR"},
        "date_order": "dmy",
        "decimal": ",",
    }
    laid = api.ask("PUT", f"/imports/files/{made['file_ids'][0]}/mapping", mapping)
    assert (laid.status, laid.body["files"][0]["missing"]) == (200, [])
    assert api.post(f"/imports/{made['import_id']}/run").status == 202
    work(api)
    assert api.get("/documents/R-1").body["total"] == "1234.50"
    kept = api.ask("PUT", "/import-mappings/our shop/2026", mapping)
    assert (kept.status, kept.body["name"]) == (200, "our shop/2026")
    rows = api.get("/import-mappings").body["rows"]
    assert [(row["name"], row["mapping"]["columns"]["total"]) for row in rows] == [("our shop/2026", "Betrag")]
    assert api.ask("DELETE", "/import-mappings/our shop/2026").status == 200
    assert api.ask("DELETE", "/import-mappings/our shop/2026").code == "not_found"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "secrets"}, "kind"),
        ({"columns": {"password": "A"}}, "columns"),
        ({"columns": {"number": 5}}, "columns.number"),
        ({"columns": {"number": "x" * 201}}, "columns.number"),
        ({"columns": {f"a{'_' * n}": "x" for n in range(31)}}, "columns"),
        ({"columns": {f"{chr(97 + n % 26)}_{chr(97 + n // 26)}": "x" for n in range(41)}}, "columns"),
        ({"columns": {"Number": "x"}}, "columns.Number"),
        ({"fixed": {"name": "a", "number": "b"}, "columns": {"name": "A"}}, "columns"),
        ({"date_order": "ydm"}, "date_order"),
        ({"header_row": 0}, "header_row"),
        ({"header_row": "1"}, "header_row"),
        ({"other": 1}, "other"),
    ],
)
def test_what_is_no_mapping_is_refused(api: Api, change: dict[str, Any], field: str) -> None:
    body = {"kind": "customers", "columns": {"number": "number", "name": "name"}, **change}
    found = api.ask("PUT", "/import-mappings/mine", body)
    assert (found.status, found.field) == (422, field)


def test_a_file_may_be_taken_for_another_kind(api: Api) -> None:
    made = send(api, ("list.csv", CUSTOMERS)).body
    found = api.post(f"/imports/files/{made['file_ids'][0]}/guess", {"kind": "payments"})
    assert (found.status, found.body["files"][0]["mapping"]["kind"]) == (200, "payments")
    assert "amount" in found.body["files"][0]["missing"]
    refused = api.post(f"/imports/{made['import_id']}/run")
    assert (refused.status, refused.field) == (422, "columns")
    assert api.ask("DELETE", f"/imports/{made['import_id']}").body == {"import_id": made["import_id"]}
    assert api.get(f"/imports/{made['import_id']}").code == "not_found"


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 5_000, b"PK\x03\x04broken", gzip.compress(b"", mtime=0)[:-4], b"%PDF-1.7 not a table"]
)
def test_what_is_no_table_is_refused(api: Api, content: bytes) -> None:
    found = send(api, ("list.xlsx", content))
    assert found.status in (400, 422) and found.headers["Content-Type"] == "application/problem+json"
    assert api.get("/imports").body["rows"] == []


def test_no_file_too_many_files_and_a_file_too_large_are_refused(api: Api) -> None:
    assert send(api).field == "files"
    many = send(api, *[(f"{n}.csv", CUSTOMERS) for n in range(21)])
    assert (many.status, many.field) == (422, "files")
    headers = {"Authorization": f"Bearer {api.secret}"}
    length = str(100 * 1024 * 1024)
    kind = "multipart/form-data; boundary=x"
    large = Client().generic("POST", f"{HOME}/imports", b"", content_type=kind, CONTENT_LENGTH=length, headers=headers)
    assert answer_of(large).code == "too_large"
    assert api.post("/imports", {"files": []}).status in (415, 422)


def test_the_list_is_paged_and_another_companys_imports_are_not_there(api: Api) -> None:
    ids = [send(api, (f"{n}.csv", CUSTOMERS)).body["import_id"] for n in range(5)]
    first = api.get("/imports", limit=2).body
    second = api.get("/imports", limit=50, cursor=first["next"]).body
    assert [row["id"] for row in first["rows"] + second["rows"]] == ids[::-1]
    other = client.company(name="Other Ltd")
    assert other.get("/imports").body["rows"] == []
    file_id = api.get(f"/imports/{ids[0]}").body["files"][0]["id"]
    mapping = {"kind": "customers", "columns": {"number": "number", "name": "name"}}
    asked = [
        other.get(f"/imports/{ids[0]}"),
        other.post(f"/imports/{ids[0]}/check"),
        other.post(f"/imports/{ids[0]}/run"),
        other.ask("DELETE", f"/imports/{ids[0]}"),
        other.ask("PUT", f"/imports/files/{file_id}/mapping", mapping),
        other.get(f"/imports/files/{file_id}/errors"),
    ]
    assert {one.code for one in asked} == {"not_found"}


def test_who_may_not_import_is_refused(api: Api) -> None:
    made = send(api, ("list.csv", CUSTOMERS)).body
    asking = Api(api.context, client.key_of(api.context, "auditor", name="auditor"))
    found = [
        send(asking, ("list.csv", CUSTOMERS)),
        asking.get("/imports"),
        asking.get(f"/imports/{made['import_id']}"),
        asking.post(f"/imports/{made['import_id']}/run"),
        asking.get("/import-mappings"),
    ]
    assert {(one.status, one.code) for one in found} == {(403, "not_allowed")}
