"""Addresses of collecting lead to their pages, numbers with slashes too."""

from __future__ import annotations

from django.urls import resolve, reverse

from quittance.web.addresses_collecting import urlpatterns


def test_each_address_has_a_name_and_a_slash_in_a_number_stays_one_number() -> None:
    assert len({one.name for one in urlpatterns}) == len(urlpatterns)
    found = resolve(reverse("worklist-promise", kwargs={"number": "A/7"}))
    assert (found.url_name, found.kwargs) == ("worklist-promise", {"number": "A/7"})
