"""The matching engine on a folder of files, at the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quittance.cli import cash

HEADS = {
    "customers.csv": "customer_id,name,country,currency,parent_id,iban,email_domain,terms_days,"
    "discount_pct,discount_days",
    "open_items.csv": "invoice_id,customer_id,invoice_no,type,po_number,issue_date,due_date,currency,amount,"
    "open_amount,discount_pct,discount_until,structured_ref",
    "payments.csv": "payment_id,booking_date,amount,currency,payer_name,payer_account,narrative,structured_ref,"
    "end_to_end_id,instructed,channel",
}
ROWS = {
    "customers.csv": "C1,Acme GmbH,DE,EUR,,DE11,acme.example,30,,",
    "open_items.csv": "I1,C1,INV-2025-00123,INV,,2025-06-01,2025-07-01,EUR,100.00,100.00,,,",
    "payments.csv": "P1,2025-07-01,100.00,EUR,ACME GMBH,DE11,RG INV-2025-00123,,,,wire",
}


def run(data: Path, out: Path) -> int:
    app = typer.Typer()
    app.add_typer(cash.cash)
    return CliRunner().invoke(app, ["cash", "bench", "--data", str(data), "--out", str(out)]).exit_code


def test_a_folder_is_matched_without_a_database(tmp_path: Path) -> None:
    for name, head in HEADS.items():
        (tmp_path / name).write_text(f"{head}\n{ROWS[name]}\n", encoding="utf-8")
    assert run(tmp_path, tmp_path / "matches.csv") == 0
    with (tmp_path / "matches.csv").open(encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["payment_id"], row["invoice_id"], row["amount"], row["action"]) == ("P1", "I1", "100.00", "auto")
    assert json.loads((tmp_path / "timing.json").read_text(encoding="utf-8"))["match_s"] >= 0


@pytest.mark.parametrize("missing", [".", "nowhere"])
def test_a_folder_without_payments_is_refused(tmp_path: Path, missing: str) -> None:
    assert run(tmp_path / missing, tmp_path / "matches.csv") == 2
