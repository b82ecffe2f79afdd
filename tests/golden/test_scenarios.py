"""Every scenario says the same through every face: aged lists, journal lines and balances, to the cent."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from quittance.actions.command import Context
from quittance.reports import books, journal, verify
from quittance.rules import money
from tests import factories
from tests.golden import faces, story
from tests.golden.story import Expected, Step

pytestmark = pytest.mark.django_db
STORIES = sorted((Path(__file__).parent / "scenarios").glob("*.txt"))
FEWEST = 15
BASE = "EUR"
EVER = (datetime.date(1970, 1, 1), datetime.date(9999, 1, 1))


@pytest.fixture(params=sorted(faces.FACES))
def face(request: pytest.FixtureRequest) -> faces.Face:
    """A way into the books of a fresh company in euros."""
    made: faces.Face = faces.FACES[request.param](factories.company("Golden Ltd", BASE))
    return made


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_a_bookkeeper_expects(face: faces.Face, path: Path) -> None:
    told = story.read(path)
    for part in told.parts:
        if isinstance(part, Step):
            assert face.do(part) == part.code, part.text
        else:
            _check(face, part)
        if isinstance(face, faces.Direct):  # the others call the same verbs
            assert verify.run(books.of(face.context)).differences == (), part
    assert verify.run(books.of(face.context)).differences == ()


def test_there_are_enough_and_each_expects_something() -> None:
    assert len(STORIES) >= FEWEST
    for path in STORIES:
        told = story.read(path)
        assert told.title.endswith("."), path.name
        assert {part.what for part in told.parts if isinstance(part, Expected)} >= {"aged", "journal", "balances"}, path


def test_a_line_that_is_not_understood_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("An odd one.\n\n2025-01-10 forgive INV-1\n")
    with pytest.raises(ValueError, match=r"odd\.txt: '2025-01-10 forgive INV-1'"):
        story.read(path)


def _check(face: faces.Face, expected: Expected) -> None:
    on = min(expected.on, face.today) if expected.on else EVER[1]
    if expected.what == "aged":
        said = face.aging(on)
        head, *rows = expected.rows
        assert head == ["Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied", "Balance"]
        wanted = {row[0]: row[1:] for row in rows if row[0] != "Total"}
        assert {number: row for number, row in said.items() if number} == wanted
        assert said[""] == rows[-1][1:], f"the total of {rows[-1]}"
    elif expected.what == "balances":
        assert _balances(face.context, on) == dict(expected.rows)
    else:
        wanted_lines = [[face.today.isoformat() if row[0] == "today" else row[0], *row[1:]] for row in expected.rows]
        assert _journal(face.context) == wanted_lines


def _balances(context: Context, on: datetime.date) -> dict[str, str]:
    found = journal.balances(books.of(context), on)
    return {one.kind: money.write(one.balance, BASE) for one in found if one.balance}


def _journal(context: Context) -> list[list[str]]:
    kinds = {one.code: one.kind for one in journal.balances(books.of(context), EVER[1])}
    lines = []
    for row in journal.rows(books.of(context), *EVER):
        said = f"{money.write(row.amount, row.currency)} {row.currency}"
        if row.currency != BASE:
            said += f" = {money.write(row.base_amount, BASE)}"
        lines.append([row.effective_on.isoformat(), kinds[row.debit_code], kinds[row.credit_code], said, row.document])
    return lines
