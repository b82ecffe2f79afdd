"""The inbox as it is asked for: pages, states, counts, and attachments by their place."""

from __future__ import annotations

import pytest

from quittance.actions import inbox
from quittance.reports import books
from quittance.reports import inbox as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db


def test_mails_are_listed_by_pages_and_states() -> None:
    context = factories.company()
    ids = [inbox.take_bytes(context, mailed(f"Hello {n}", message=f"<{n}@x.example>")).id for n in range(3)]
    here = books.of(context)
    assert [row.id for row in reports.rows(here)] == ids[::-1]
    assert [row.id for row in reports.rows(here, limit=1, before=ids[2])] == [ids[1]]
    assert reports.counts(here) == reports.Counts(3, 3)
    inbox.dismiss(context, inbox.DismissMail(ids[0]))
    assert [row.id for row in reports.rows(here, "done")] == [ids[0]]
    assert [row.id for row in reports.rows(here, "unknown")] == [ids[2], ids[1]]
    with pytest.raises(Invalid):
        reports.rows(here, "gone")


def test_a_mail_shows_its_new_words_its_files_and_its_bytes() -> None:
    context = factories.company()
    content = mailed("New.\n\nOn Monday Ada <a@b.example> wrote:\n> old", files=(("a.txt", "text/plain", b"abc"),))
    id = inbox.take_bytes(context, content).id
    card = reports.card(books.of(context), id)
    assert (card.new, card.row.excerpt, card.source) == ("New.", "New.", "file") and "> old" in card.text
    assert [(one.n, one.name, one.size) for one in card.row.files] == [(0, "a.txt", 3)]
    assert reports.attachment(books.of(context), id, 0)[0] == "a.txt"
    assert reports.content(books.of(context), id) == content
    with pytest.raises(NotFound):
        reports.attachment(books.of(context), id, 1)
    with pytest.raises(NotFound):
        reports.content(books.of(context), 7)
