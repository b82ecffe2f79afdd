"""HTML of a mail becomes plain words: no markup, no scripts, quotes marked, whatever is thrown at it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from quittance.formats import mail_html


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("a<br>b<div>c</div>", "a\nb\nc"),
        ("<div>new</div><div class='gmail_quote'>On Monday<div>old</div></div>", "new\n\n> On Monday\n\n> old"),
        ("<img src=x onerror=alert(1)><a href='javascript:x'>link</a><!-- hidden -->", "link"),
        ("<title>t</title><style>s</style><script>x</script>", ""),
        ("", ""),
    ],
)
def test_only_words_are_left(page: str, words: str) -> None:
    assert mail_html.plain(page) == words


@pytest.mark.parametrize("hostile", ["<!--", "<div>", "<a ", "&", "<table>", "<b><i>", "<p><blockquote>x"])
def test_hostile_pages_end_soon(hostile: str) -> None:
    began = time.perf_counter()
    assert isinstance(mail_html.plain(hostile * 60_000), str)
    assert time.perf_counter() - began < 3


@settings(max_examples=60, deadline=None)
@given(some.text("<>/=\"' abp&;!-", max_size=300))
def test_any_page_is_no_fault(page: str) -> None:
    assert "<script" not in mail_html.plain(page)
