"""Finding: places by the beginning of words, records by name, number or amount; as a page and for the palette."""

from __future__ import annotations

import pytest

from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_without_words_every_place_and_deed_is_listed(clerk: Person) -> None:
    clerk.get("/find/")
    said = browse.text_of(clerk.last)
    assert "Go to Today" in said and "Your account and security" in said


@pytest.mark.django_db
def test_a_place_is_found_by_the_beginning_of_its_words(clerk: Person) -> None:
    clerk.get("/find/", q="exch ra")
    assert 'href="/settings/rates/"' in clerk.last.split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
def test_what_a_person_may_not_do_is_not_found(clerk: Person) -> None:
    clerk.get("/find/", q="audit")
    assert "Nothing is called that" in clerk.last


@pytest.mark.django_db
def test_the_palette_gets_the_hits_alone(clerk: Person) -> None:
    response = clerk.client.get("/find/", {"q": "exch"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert page.lstrip().startswith("<li") and '<li role="option" data-href="/settings/rates/">' in page


@pytest.mark.django_db
def test_typed_markup_comes_back_as_text(clerk: Person) -> None:
    page = clerk.client.get("/find/", {"q": "<b>x"}, headers={"HX-Request": "true"}).content.decode()
    assert "<b>" not in page and "&lt;b&gt;x" in page


@pytest.mark.django_db
@pytest.mark.parametrize("q", ["x" * 5_000, "%_!", "'; DROP TABLE customer; --", "\u202e", "١٢٣"])
def test_odd_words_find_nothing_and_break_nothing(clerk: Person, q: str) -> None:
    assert clerk.get("/find/", q=q).status_code == 200


@pytest.mark.django_db
def test_a_word_with_control_characters_is_refused(clerk: Person) -> None:
    assert clerk.get("/find/", q="a\x00b").status_code == 400
