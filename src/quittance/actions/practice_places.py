"""Invented addresses for the practice company: streets, postcodes and cities in the form of each country."""

from __future__ import annotations

import random
from dataclasses import dataclass

from quittance.actions.entities import EditEntity

_CITIES = {
    "NL": (("Amsterdam", "10## @@"), ("Utrecht", "35## @@"), ("Eindhoven", "56## @@"), ("Zwolle", "80## @@")),
    "DE": (("Hamburg", "20###"), ("Leipzig", "04###"), ("Köln", "50###"), ("München", "80###")),
    "BE": (("Gent", "90##"), ("Antwerpen", "20##"), ("Namur", "50##")),
    "FR": (("Lyon", "690##"), ("Nantes", "440##"), ("Strasbourg", "670##")),
    "AT": (("Graz", "80##"), ("Linz", "40##"), ("Wien", "10##")),
    "IE": (("Cork", "T12 @##@"), ("Galway", "H91 @##@")),
    "IT": (("Torino", "101##"), ("Bologna", "401##")),
    "US": (("Portland", "972##"), ("Columbus", "432##"), ("Providence", "029##")),
}
"""City and the form of its postcodes: # is a digit, @ a letter."""

_REGIONS = {"Portland": "OR", "Columbus": "OH", "Providence": "RI"}
_STREETS = {
    "NL": ("Papierkade", "Lange Wal", "Industrieweg", "Molenstraat", "Havendijk"),
    "DE": ("Mühlenweg", "Am Speicher", "Lindenallee", "Werkstraße", "Hafenstraße"),
    "BE": ("Kaaistraat", "Molenweg", "Rue du Canal", "Nijverheidslaan"),
    "FR": ("rue des Ateliers", "quai du Port", "avenue des Tilleuls", "rue du Moulin"),
    "AT": ("Mühlgasse", "Werkstraße", "Am Platz", "Lindengasse"),
    "IE": ("Quay Street", "Mill Road", "Harbour View"),
    "IT": ("Via del Mulino", "Via dei Mestieri", "Corso del Porto"),
    "US": ("Mill Street", "Harbor Avenue", "Warehouse Road", "Foundry Lane"),
}
_LANGUAGES = {"NL": "nl", "DE": "de", "BE": "nl", "FR": "fr", "AT": "de"}
_BEFORE = frozenset({"FR", "IE", "US"})
"""Countries that write the number before the street."""

_LETTERS = "ABDEHKLNPRSTVXZ"

LETTERHEAD = EditEntity(
    legal_name="Alder & Reed Packaging B.V.",
    street="Papierkade 18",
    postcode="1021 AB",
    city="Amsterdam",
    vat_id="NL851234501B01",
    registration="KvK 51234501, Amsterdam",
    bank_name="Practice Bank",
    iban="NL47PRAC0851234501",
    bic="PRACNL2A",
    phone="+31 20 555 01 00",
    email="billing@practice.example",
    website="www.practice.example",
    footer="Goods stay ours until they are paid.\n"
    "[de] Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum.\n"
    "[fr] La marchandise reste notre propriété jusqu’à son paiement complet.\n"
    "[nl] De goederen blijven ons eigendom tot zij geheel zijn betaald.\n"
    "[es] La mercancía es de nuestra propiedad hasta su pago completo.",
)

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="6" fill="#1b212d"/>
<path d="M9 23 16 8l7 15M11.500 18.200h9" fill="none" stroke="#fff" stroke-width="2.400" stroke-linejoin="round"/></svg>
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a customer is, and the language that its papers are written in."""

    street: str
    postcode: str
    city: str
    region: str
    language: str


def address(name: str, country: str) -> Address:
    """The address of a customer; the same for the same name, so that nothing else of the story moves."""
    rng = random.Random(name)
    city, form = rng.choice(_CITIES[country])
    street, number = rng.choice(_STREETS[country]), str(rng.randrange(1, 190))
    signs = {"#": lambda: str(rng.randrange(10)), "@": lambda: rng.choice(_LETTERS)}
    postcode = "".join(signs[sign]() if sign in signs else sign for sign in form)
    line = f"{number} {street}" if country in _BEFORE else f"{street} {number}"
    return Address(line, postcode, city, _REGIONS.get(city, ""), _LANGUAGES.get(country, "en"))
