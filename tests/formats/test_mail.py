"""Mail is read within bounds, whatever charset it claims and however it is nested."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from quittance.formats import mail
from quittance.formats.bank import Malformed
from tests.formats.mailed import mailed


def test_a_mail_with_parts_is_read() -> None:
    found = mail.read(
        mailed(
            "Grüße an Übersee",
            "Zahlung für März",
            sender="Jürgen Groß <jg@kunde.example>",
            answers="<5@company.example>",
            html="<p>other</p>",
            files=(("avis ä.csv", "text/csv", b"a;b"),),
        )
    )
    assert (found.sender, found.sender_name) == ("jg@kunde.example", "Jürgen Groß")
    assert (found.subject, found.text, found.message) == ("Zahlung für März", "Grüße an Übersee", "<1@bright.example>")
    assert found.answers == ("<5@company.example>",) and found.to == ("billing@company.example",)
    assert found.at == datetime.datetime(2026, 11, 25, 9, 12, tzinfo=datetime.UTC)
    (file,) = found.attachments
    assert (file.name, file.kind, file.content) == ("avis ä.csv", "text/csv", b"a;b")


def test_html_alone_becomes_words() -> None:
    page = "<style>p{}</style><p>We pay <b>today</b>.</p><blockquote>old</blockquote><script>alert(1)</script>"
    assert mail.read(mailed("", html=page)).text == "We pay today.\n\n> old"


def test_the_same_mail_by_another_way_is_the_same() -> None:
    one = mailed("Hello")
    other = b"Received: from elsewhere\r\nX-Spam: no\r\n" + one
    assert mail.read(one).digest == mail.read(other).digest
    assert mail.read(one).digest != mail.read(mailed("Hallo")).digest


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "no"}, False),
        ({"Precedence": "bulk"}, True),
        ({"X_Autoreply": "yes"}, True),
        ({}, False),
    ],
)
def test_what_no_person_has_sent_is_told(headers: dict[str, str], automatic: bool) -> None:
    assert mail.read(mailed(**headers)).automatic is automatic  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no mail at all",
        b"x" * (mail.MOST_BYTES + 1),
        b"From: a@b.example\n\n" + b"\n" * mail.MOST_LINES,
        b"From: a@b.example\n" + b"".join(b"boundary=%d\n" % n for n in range(61)),
    ],
)
def test_what_is_beyond_a_bound_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        mail.read(content)


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "utf-7", "idna", "us-ascii", "rot13", "hex", "undefined"])
def test_a_charset_that_lies_is_no_fault(charset: str) -> None:
    head = f'From: a@b.example\nSubject: =?{charset}?B?w6n/?=\nContent-Type: text/plain; charset="{charset}"\n\n'
    found = mail.read(head.encode() + b"caf\xe9 \x00\x07\xff+AGEAY-")
    assert "caf" in found.text.casefold() or charset in ("utf-7", "rot13")
    assert "\x00" not in found.text + found.subject


def test_odd_headers_are_no_fault() -> None:
    found = mail.read(b"From: \xff <a@b.example>\nDate: never\nSubject: =?utf-8?B?!!?= \xe9\nMessage-ID: none\n\nHi")
    assert (found.at, found.message, found.sender) == (None, "", "a@b.example")
    assert mail.read(b"From: nobody\n\nHi").sender == ""


def test_deep_and_long_mails_are_read_in_time() -> None:
    deep = b"From: a@b.example\n"
    for n in range(59):
        deep += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    began = time.perf_counter()
    assert mail.read(deep + b"\n" + b"x\n" * 100_000).sender == "a@b.example"
    inside = b"From: a@b.example\nContent-Type: message/rfc822\n\n" * 2_000
    try:
        mail.read(inside)
    except Malformed as refusal:
        assert "cannot be read" in refusal.sentence
    assert time.perf_counter() - began < 10


def test_a_box_is_split_into_its_mails() -> None:
    one, other = mailed("One\nFrom here", "One"), mailed("Two", "Two")
    box = b"From a Wed Nov 25\n" + one.replace(b"\r\n", b"\n").replace(b"\nFrom here", b"\n>From here")
    box += b"\n\nFrom b Wed Nov 25\n" + other
    found = [mail.read(each) for each in mail.split(box)]
    assert [each.subject for each in found] == ["One", "Two"] and found[0].text == "One\nFrom here"
    assert mail.split(one) == (one,)


@settings(max_examples=60, deadline=None)
@given(some.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = mail.read(b"From: a@b.example\n" + content)
    except Malformed:
        return
    assert len(found.text) <= mail.MOST_TEXT
