"""What a collector says and writes: the facts, one question, and a way out."""

from __future__ import annotations

from dataclasses import replace

from quittance.rules import worklist_words as say
from quittance.rules.worklist_words import Ask, Broken, Scene

ONE = Scene("Ada Reed", "Bram Fennel", "Alder & Reed", (Ask("INV-1", "€10.00", "3 Mar"),), "€10.00")
TWO = replace(ONE, asks=(*ONE.asks, Ask("INV-2", "€5.00", "9 Mar")), total="€15.00")


def test_a_call_begins_with_who_and_ends_with_one_question() -> None:
    said = say.opening(TWO)
    assert said.startswith("Good day Ada, Bram from Alder & Reed.") and "2 open invoices, €15.00 together" in said
    assert said.count("?") == 1 and said.endswith("Which day can we expect it?")
    assert "about one open invoice, €10.00. Which" in say.opening(ONE)
    assert "Good day, Bram" in say.opening(replace(ONE, contact=""))
    assert say.question(replace(ONE, usual="this Thursday")) == "Can it join this Thursday’s payment run?"


def test_a_broken_promise_is_named_without_blame() -> None:
    scene = replace(TWO, broken=Broken("1 Mar", "5 Mar", "€15.00"))
    assert "You told us on 1 Mar that €15.00 would be paid by 5 Mar. It has not reached us." in say.opening(scene)
    assert say.subject(scene) == "Expected by 5 Mar: €15.00"
    assert "When we spoke on 1 Mar" in say.mail(scene)


def test_a_mail_names_what_is_asked_for_and_what_is_not() -> None:
    text = say.mail(replace(TWO, out=("INV-7", "INV-8")))
    assert "INV-1: €10.00, due 3 Mar\nINV-2: €5.00, due 9 Mar" in text and "Together that is €15.00." in text
    assert "INV-7 and INV-8 are not part of this request" in text
    assert "we stop asking for it" in text and text.endswith("Bram Fennel, Alder & Reed")
    assert say.subject(ONE) == "INV-1: €10.00 open" and say.subject(TWO) == "2 open invoices, €15.00"
    assert "One open invoice from us is past due:" in say.mail(ONE)


def test_a_long_list_is_cut() -> None:
    many = replace(ONE, asks=tuple(Ask(f"INV-{n}", "€1.00", "3 Mar") for n in range(20)))
    assert "and 8 more" in say.mail(many)
