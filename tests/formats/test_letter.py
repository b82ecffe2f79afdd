"""Messages: both parts say the same, headers hold one line each, and the same input is the same bytes."""

from __future__ import annotations

import datetime
from email import message_from_bytes, policy

from quittance.formats import letter
from quittance.formats.letter import Envelope, File, Listing
from quittance.formats.paper import Fact, Sheet
from tests.formats.sheets import sheet

ENVELOPE = Envelope(
    "billing@company.example",
    "ask@company.example",
    "ada@customer.example",
    "<1@company.example>",
    datetime.datetime(2026, 6, 30, 12, tzinfo=datetime.UTC),
)

PDF = File("INV-1.pdf", "application/pdf", b"%PDF-1")


def given(**parts: object) -> Sheet:
    """A sheet with an amount that matters."""
    return sheet(**{"boxes": (Fact("Please pay by", "1 July"), Fact("Amount", "€ <10>")), **parts})


def test_both_parts_say_what_matters_and_the_pdf_goes_along() -> None:
    made = message_from_bytes(letter.compose(given(), ENVELOPE, [PDF]), policy=policy.default)
    plain, rich = made.get_body(("plain",)), made.get_body(("html",))
    assert plain is not None and rich is not None
    assert "Amount: € <10>" in plain.get_content() and "€ &lt;10&gt;" in rich.get_content()
    assert "<img" not in rich.get_content() and "http" not in rich.get_content()
    (pdf,) = made.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("INV-1.pdf", b"%PDF-1")
    assert (made["Message-ID"], made["Date"]) == ("<1@company.example>", "Tue, 30 Jun 2026 12:00:00 +0000")


def test_more_files_go_along_as_what_they_are() -> None:
    text = File("hours.txt", "text/plain", "6 Stück".encode())
    made = message_from_bytes(letter.compose(given(), ENVELOPE, [PDF, text]), policy=policy.default)
    found = [(one.get_filename(), one.get_content_type()) for one in made.iter_attachments()]
    assert found == [("INV-1.pdf", "application/pdf"), ("hours.txt", "text/plain")]


def test_the_same_message_is_the_same_bytes() -> None:
    assert letter.compose(given(), ENVELOPE, [PDF]) == letter.compose(given(), ENVELOPE, [PDF])


def test_no_text_becomes_a_header() -> None:
    hostile = "Evil\r\nBcc: all@world.example\x00\u2028, Inc"
    made = letter.compose(given(author=hostile, number="1\r\nX: y"), ENVELOPE, [PDF])
    head = made.split(b"\r\n\r\n", 1)[0]
    assert b"\r\nBcc:" not in head and b"\r\nX:" not in head


def test_the_language_is_that_of_the_sheet() -> None:
    german = letter.plain(given(language="de", title="Rechnung"))
    assert german.startswith("Guten Tag,\n\nanbei erhalten Sie: Rechnung INV-1.")


def test_the_trial_is_a_short_message() -> None:
    made = message_from_bytes(letter.trial(ENVELOPE), policy=policy.default)
    assert made["To"] == "ada@customer.example" and "They work." in made.as_string()


def test_plain_words_go_as_text_and_as_html_with_what_was_written_escaped() -> None:
    at = datetime.datetime(2026, 6, 30, 12, tzinfo=datetime.UTC)
    envelope = Envelope("a@example.com", "b@example.com", "c@example.com", "<1@example.com>", at)
    said = letter.Note("de", "Delft <Tiles>", "Zahlung\nbitte", "Guten Tag\n\n<b>5</b>", ("d@example.com",))
    message = message_from_bytes(letter.note(said, envelope), policy=policy.default)
    assert message["Subject"] == "Zahlung bitte" and message["Cc"] == "d@example.com"
    html = message.get_body(("html",))
    assert html is not None and "<p>&lt;b&gt;5&lt;/b&gt;</p>" in html.get_content()
    assert letter.note(said, envelope) == letter.note(said, envelope)


LISTING = Listing(
    ("Document", "Open", "To pay"),
    (("INV-1", "due 1 July", "€1,000.00", "€900.00"), ("<INV-2>", "due 9 July", "€50.00", "€50.00")),
    (("To pay", "€950.00"),),
    "What is disputed is left out.",
    ("How to pay", "Transfer to NL91, quoting C-1."),
    ("Questions", "+31 20", "ask@company.example"),
)


def test_what_is_asked_for_stands_before_the_greeting_in_columns_and_as_a_table() -> None:
    said = letter.Note("en", "Delft", "Reminder", "Dear Ada,\n\nPlease pay.\n\nKind regards\nBo", listing=LISTING)
    message = message_from_bytes(letter.note(said, ENVELOPE), policy=policy.default)
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and rich is not None
    lines = plain.get_content().splitlines()
    assert lines[2:10] == [
        "Please pay.",
        "",
        f"Document{'Open':>23}   To pay",
        "INV-1     due 1 July  €1,000.00  €900.00",
        "<INV-2>   due 9 July     €50.00   €50.00",
        f"To pay{'€950.00':>34}",
        "",
        "What is disputed is left out.",
    ]
    assert lines[-2:] == ["Kind regards", "Bo"] and "ask@company.example" in lines
    shown = rich.get_content()
    assert shown.index("Please pay") < shown.index("&lt;INV-2&gt;") < shown.index("Kind regards")
    assert shown.count("<tr>") == 4 and "<b>€950.00</b>" in shown


def test_no_message_names_a_colour_of_its_letters_so_that_it_is_read_by_night() -> None:
    said = letter.Note("en", "Delft", "Reminder", "Please pay.", listing=LISTING)
    for made in (letter.note(said, ENVELOPE), letter.compose(given(), ENVELOPE, [PDF])):
        html = message_from_bytes(made, policy=policy.default).get_body(("html",))
        assert html is not None
        shown = html.get_content().replace("color-scheme", "")
        assert "color:" not in shown and "background" not in shown and "width=device-width" in shown
