"""The exchange format: the columns as the guide documents them, and rows that come back as they went."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import exchange


def test_columns_are_those_of_the_format() -> None:
    assert ",".join(exchange.COLUMNS["customers"]) == (
        "number,name,email,country,currency,terms,parent_number,credit_limit,vat_id,iban,external_id,"
        "language,street,postcode,city,region,segment"
    )
    assert ",".join(exchange.COLUMNS["invoices"]) == (
        "number,customer_number,kind,issued_on,due_on,currency,total,purchase_order,external_id,terms,goods_on"
    )
    assert ",".join(exchange.COLUMNS["lines"]) == (
        "invoice_number,n,description,quantity,unit_price,tax_rate,tax_category,tax_reason"
    )
    assert ",".join(exchange.COLUMNS["payments"]) == (
        "reference,customer_number,received_on,currency,amount,payer_name,text"
    )
    assert ",".join(exchange.COLUMNS["allocations"]) == "payment_reference,invoice_number,amount,effective_on"
    assert all(set(needed) <= set(exchange.COLUMNS[kind]) for kind, needed in exchange.NEEDED.items())


ROWS = st.lists(st.tuples(st.integers(1, 10**9), st.lists(st.text(max_size=8), min_size=1, max_size=4)), max_size=5)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(ROWS)
def test_rows_come_back_as_they_were_written(rows: list[tuple[int, list[str]]]) -> None:
    assert list(exchange.read(exchange.write(rows))) == rows
