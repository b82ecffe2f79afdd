"""Addresses of the screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quittance.web import (
    company,
    find,
    journal,
    keys,
    people,
    periods,
    rates,
    roles,
    site,
    today,
    trail,
    verify,
    views,
    you,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("find/", find.find, name="find"),
    path("you/", you.you, name="you"),
    path("settings/", company.settings, name="settings"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/new/", people.new, name="person-new"),
    path("settings/people/<int:id>/", people.person, name="person"),
    path("settings/people/<int:id>/roles/", people.change_roles, name="person-roles"),
    path("settings/people/<int:id>/deactivate/", people.deactivate, name="person-deactivate"),
    path("settings/people/<int:id>/reactivate/", people.reactivate, name="person-reactivate"),
    path("settings/people/<int:id>/password/", people.set_password, name="person-password"),
    path("settings/keys/new/", keys.new, name="key-new"),
    path("settings/keys/revoke/", keys.revoke, name="key-revoke"),
    path("settings/roles/", roles.roles, name="roles"),
    path("settings/roles/<str:name>/", roles.role, name="role"),
    path("settings/periods/", periods.periods, name="periods"),
    path("settings/periods/lock/", periods.lock, name="period-lock"),
    path("settings/periods/unlock/", periods.unlock, name="period-unlock"),
    path("settings/rates/", rates.rates, name="rates"),
    path("audit/", trail.trail, name="audit"),
    path("journal/", journal.journal, name="journal"),
    path("verify/", verify.verify, name="verify"),
    path("views/save/", views.save, name="view-save"),
    path("views/remove/", views.remove, name="view-remove"),
    path("look/", site.look, name="look"),
    path("manifest.webmanifest", site.manifest, name="manifest"),
    path("robots.txt", site.robots, name="robots"),
]
