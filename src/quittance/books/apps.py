"""The Django application that holds every table of the product."""

from __future__ import annotations

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """Tables of the books, under plain names without a prefix."""

    name = "quittance.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"
