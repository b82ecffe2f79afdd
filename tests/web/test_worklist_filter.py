"""The worklist narrowed on the screen: chips that can be dropped, views that are kept, deeds that lead back."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def collector(company: Context) -> Person:
    """Calls, writes and keeps promises."""
    return browse.person(company, "collector")


def test_chips_say_what_the_list_is_narrowed_by_and_each_can_be_dropped(company: Context, collector: Person) -> None:
    asked = "/collect/?late=31-60&least=100&step=call&owner=nobody&country=fr"
    assert "No account fits" in collector.text(asked)
    assert 'aria-label="Drop the filter Country FR"' in collector.last
    said = collector.text(asked.removesuffix("&country=fr"))
    assert "40 days late" in said and "Late 31 to 60 days" in said and "Next Call" in said and "Owner Nobody" in said
    assert "At least \u20ac100.00" in said and "Owner me" not in said, "whom others look after stand in the team"
    without = "?least=100&amp;step=call&amp;owner=nobody"
    assert f'href="{without}" aria-label="Drop the filter Late 31 to 60 days"' in collector.last
    assert '<option value="31-60" selected>' in collector.last and 'value="100"' in collector.last
    shown = collector.last.split('<div class="tools">')[1].split("</div>")[0]
    assert shown.count('class="chip"') == 4, "on a small screen what is chosen, and nothing else"
    assert "Late 35 to 50 days" in collector.text("/collect/?late=35-50")
    assert "Grade CD" in collector.text("/collect/?grade=cd")
    for odd in ("late=soon", "grade=x", "step=pray", "least=lots", "owner=nn@elsewhere.example", "country=NLD"):
        assert collector.get(f"/collect/?{odd}").status_code in (400, 404), odd


def test_a_deed_leads_back_to_the_view_and_filter_it_was_done_in(company: Context, collector: Person) -> None:
    collector.part("/collect/accounts/C-1/?tab=team&late=31-60")
    assert 'name="kept" value="tab=team&amp;late=31-60"' in collector.last
    sent = {"kind": "call", "outcome": "no_answer", "kept": "tab=team&late=31-60&next=//elsewhere.example"}
    answer = collector.post("/collect/accounts/C-1/log/", **sent)
    assert answer.headers["Location"] == "/collect/?tab=team&late=31-60"


def test_a_filter_is_kept_as_a_view_and_found_among_the_views(company: Context, collector: Person) -> None:
    collector.get("/collect/?tab=team&late=31-60")
    assert "Save view" in collector.last and 'id="save-view"' in collector.last
    sent = {"page": "worklist", "name": "A month late", "query": "tab=team&late=31-60"}
    assert collector.post("/views/save/", **sent).headers["Location"] == "/collect/?tab=team&late=31-60"
    said = collector.text("/collect/?tab=team&late=31-60&at=C-1")
    assert "A month late" in said and "Save view" not in said and "Remove view" in said
    assert 'href="?tab=team&amp;late=31-60" aria-current="true" data-view="1"' in collector.last
    assert "Save view" not in collector.text("/collect/"), "nothing is narrowed"
