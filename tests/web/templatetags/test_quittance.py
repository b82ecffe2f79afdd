"""Tags: amounts, bars, heads and fields come out as the design draws them, and nothing typed becomes markup."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.web.templatetags import quittance as tags

TODAY = datetime.date(2026, 3, 10)
COMPANY = SimpleNamespace(base_currency="EUR", timezone="Europe/Amsterdam")


def rendered(text: str, **values: Any) -> str:
    """A template with the company in its context."""
    return Template("{% load quittance %}" + text).render(Context({"company": COMPANY, "today": TODAY, **values}))


def test_a_headline_dims_its_cents() -> None:
    assert rendered("{% headline 9457949 'EUR' %}") == '€94,579<span class="cents">.49</span>'
    assert rendered("{% headline minus 'EUR' %}", minus=-1) == '−€0<span class="cents">.01</span>'
    assert rendered("{% headline 12 'JPY' %}") == '¥12<span class="cents"></span>'


def test_an_amount_in_a_sentence_carries_its_currency() -> None:
    assert rendered("{% amount 124000 'EUR' %}") == '<span class="nowrap">€1,240.00</span>'
    assert rendered("{% amount 124000 'USD' %}") == '<span class="nowrap">USD\u00a01,240.00</span>'


@settings(max_examples=80, derandomize=True)
@given(st.lists(st.integers(-(10**9), 10**13), min_size=1, max_size=9))
def test_the_pieces_of_a_bar_fill_it_and_no_debt_is_invisible(amounts: list[int]) -> None:
    pieces = tags._pieces([max(0, amount) for amount in amounts])
    assert [n for n, _, _ in pieces] == [n for n, amount in enumerate(amounts) if amount > 0]
    assert all(width >= tags.GAP for _, _, width in pieces)
    if pieces:
        assert pieces[0][1] == 0 and pieces[-1][1] + pieces[-1][2] == 1000


def test_a_bar_is_named_and_painted_by_age() -> None:
    bar = rendered("{% aging_bar amounts said %}", amounts=[100, 0, 100], said="Not due 1.00 & late 1.00")
    assert 'aria-label="Not due 1.00 &amp; late 1.00"' in bar
    assert 'class="a0" x="0.0" width="49.8"' in bar and 'class="a4" x="50.3" width="49.7"' in bar
    assert 'class="a1"' not in bar


def test_a_meter_is_full_at_most() -> None:
    assert 'width="100.0"' in rendered("{% meter 5 2 'bad' %}")
    assert 'width="0.0"' in rendered("{% meter 5 0 %}")


def test_a_head_orders_the_list_keeps_the_filter_and_starts_again() -> None:
    request = RequestFactory().get("/customers/?state=open&after=abc&order=-balance")
    head = rendered("{% sort 'balance' 'Balance' 'num' '-' %}", request=request, order="-balance")
    link = '<a href="?state=open&amp;order=balance">Balance ↓</a>'
    assert head == f'<th scope="col" class="num" aria-sort="descending">{link}</th>'
    other = rendered("{% sort 'name' 'Name' %}", request=request, order="-balance")
    assert 'href="?state=open&amp;order=name"' in other and "aria-sort" not in other


def test_a_filter_is_dropped_from_the_address_alone() -> None:
    request = RequestFactory().get("/audit/?verb=a.b&actor=Tess&after=x")
    assert rendered("{% querystring_without 'verb' as url %}{{ url }}", request=request) == "?actor=Tess"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"number": "INV-1", "total": "5.00", "note": ""}, "number INV-1, total 5.00"),
        ({"sentence": "No.", "code": "invalid", "input": {}}, "No."),
        ({"roles": ["clerk", "sales"], "on": "2026-03-10"}, "roles clerk, sales, on 10\u00a0Mar\u00a02026"),
        ({"allocated": [{"number": "INV-1", "amount": "5.00"}]}, "allocated INV-1 5.00"),
        ({"on": "2026-99-99"}, "on 2026-99-99"),
        ({"auto_post": False, "broken": 3, "plans": [], "input": {}}, "auto post no, broken 3"),
    ],
)
def test_what_an_event_wrote_down_is_one_line(data: dict[str, Any], line: str) -> None:
    assert tags.said(data) == line


def test_a_link_to_a_page_that_is_not_there_is_its_words() -> None:
    assert rendered("{% named 'nowhere' words %}", words="<b>") == "&lt;b&gt;"
    assert rendered("{% named 'role' 'Clerk' name='clerk' %}") == '<a href="/settings/roles/clerk/">Clerk</a>'


def test_small_words_are_said_as_people_read_them() -> None:
    assert tags.bucket_words("1-30") == "1 – 30 days" and tags.bucket_words("Over 90") == "Over 90 days"
    assert tags.bucket_words("Not due") == "Not due"
    assert tags.words("period_locked") == "Period locked" and tags.thousands(12_345) == "12,345"
    assert tags.named_in({"a": "A"}, "a") == "A" and tags.named_in({}, "b") == "b"


def test_an_icon_comes_from_the_sprite() -> None:
    assert rendered("{% icon 'bank' 'ok' %}") == (
        '<svg class="icon ok" aria-hidden="true"><use href="/static/quittance/icons.svg#i-bank"/></svg>'
    )
