"""The new words of a mail: without quotes, without what stands below, without signature, in sentences."""

from __future__ import annotations

import pytest

from quittance.rules import inbox_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hello\n> old\nnew", "Hello\nnew"),
        ("Fine.\n\nOn Mon, 23 Nov 2026, Ada <ada@x.example> wrote:\n\nold words", "Fine."),
        ("Gut.\n\nAm 23.11.2026 um 10:12 schrieb Ada Reed:\n> alt", "Gut."),
        ("D'accord.\n\nLe 23 nov. 2026 à 10:12, Ada <ada@x.example> a écrit :\n> ancien", "D'accord."),
        ("Vale.\n\nEl lun, 23 nov 2026 a las 10:12, Ada (<ada@x.example>)\nescribió:\n\n> viejo", "Vale."),
        ("Prima.\n\nOp 23 november 2026 schreef Ada Reed:\n> oud", "Prima."),
        ("On Mon, Ada <ada@x.example> wrote:\n> will you pay?\nYes, on Friday.", "Yes, on Friday."),
        ("Ok\n-----Original Message-----\nFrom: Ada\nold", "Ok"),
        ("Ok\n________________________________\nold", "Ok"),
        ("Ok\nVon: Ada <ada@x.example>\nGesendet: Montag\nAn: Tom\nalt", "Ok"),
        ("From: is how it begins\nand goes on", "From: is how it begins\nand goes on"),
        ("Paid.\n-- \nTom Hale\nDirector", "Paid."),
        ("Paid.\n\nKind regards,\nTom Hale\nWe will pay never", "Paid."),
        ("Bezahlt.\nMit freundlichen Grüßen\nUte", "Bezahlt."),
        ("Ok.\nSent from my phone", "Ok."),
        ("Thanks,\nwe will pay on Friday.", "Thanks,\nwe will pay on Friday."),
        (
            "Thank you\nThe invoice was paid on Friday, as we told you.\nTom",
            "Thank you\nThe invoice was paid on Friday, as we told you.\nTom",
        ),
        ("> only\n> old", ""),
    ],
)
def test_only_the_new_words_are_kept(text: str, kept: str) -> None:
    assert inbox_text.fresh(text) == kept


def test_long_texts_are_cut() -> None:
    assert len(inbox_text.fresh("word " * 50_000)) <= inbox_text.MOST_CHARACTERS


def test_sentences_end_where_they_do() -> None:
    assert inbox_text.sentences("Hello Anna,\n\nwe pay on 15. Dezember the sum. See invoice no. 5! Bye") == (
        "Hello Anna,",
        "we pay on 15. Dezember the sum.",
        "See invoice no. 5!",
        "Bye",
    )
    wrapped = "This is a long line of a mail that a program has wrapped\nonto the next one.\n- a point\n- another"
    assert inbox_text.sentences(wrapped) == (
        "This is a long line of a mail that a program has wrapped onto the next one.",
        "- a point",
        "- another",
    )
