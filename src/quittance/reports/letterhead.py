"""The letterhead: what every paper of the company says of it, and its logo."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound

_IDENTITY = ("legal_name", "street", "postcode", "city", "region", "vat_id", "tax_number", "registration")

FIELDS = (
    *_IDENTITY,
    "bank_name",
    "iban",
    "bic",
    "phone",
    "email",
    "website",
    "footer",
    "payment_text",
)
"""Settings of the letterhead, as `entities.edit` takes them."""

ISSUER = ("name", "country", *_IDENTITY)
"""Who has issued a paper: it goes on saying this when the company moves. Where to pay and to write is today's."""

NOW = 2**63 - 1
"""A moment behind every other, in microseconds."""

TYPES = {"png": "image/png", "svg": "image/svg+xml"}
"""Kind of a logo -> its media type."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The company on paper; `street`, `footer` and `payment_text` may have several lines.

    `logo_kind` is png, svg or "" for none. Where no legal name was given, the company's name stands for it.
    """

    name: str
    country: str
    legal_name: str
    street: str
    postcode: str
    city: str
    region: str
    vat_id: str
    tax_number: str
    registration: str
    bank_name: str
    iban: str
    bic: str
    phone: str
    email: str
    website: str
    footer: str
    payment_text: str
    logo_kind: str

    @property
    def issuer(self) -> str:
        """The name that signs: the legal one where there is one."""
        return self.legal_name or self.name


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture: its kind (png or svg) and its bytes."""

    kind: str
    content: bytes


_SAID = ", ".join(f"COALESCE(f.{name}, e.{name})" if name in ISSUER else f"e.{name}" for name in FIELDS)
# Index former_letterhead_entity.
_OF = f"""
    SELECT COALESCE(f.name, e.name), COALESCE(f.country, e.country), {_SAID}, e.logo_kind
    FROM entity e LEFT JOIN former_letterhead f ON f.tenant_id = e.tenant_id AND f.id =
        (SELECT n.id FROM former_letterhead n WHERE n.tenant_id = e.tenant_id AND n.entity_id = e.id AND n.until > %s
         ORDER BY n.until, n.id LIMIT 1)
    WHERE e.tenant_id = %s AND e.id = %s
"""


def of(books: Books, recorded_at: int = NOW) -> Letterhead:
    """The company as a paper recorded at that moment (microseconds UTC) says it; raises `NotFound`."""
    found = sql.row(_OF, [recorded_at, books.tenant_id, books.entity_id])
    if found is None:
        raise NotFound("There is no such company.")
    return Letterhead(*found)


def logo(books: Books) -> Logo | None:
    """The company's logo, or None."""
    found = sql.row(
        "SELECT logo_kind, logo FROM entity WHERE tenant_id = %s AND id = %s", [books.tenant_id, books.entity_id]
    )
    return Logo(found[0], bytes(found[1])) if found is not None and found[0] else None
