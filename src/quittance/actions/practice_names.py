"""Invented names for the practice company: customers, people and what it sells, put together from word lists."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

COMPANY = "Alder & Reed Packaging"

_FIRST = [
    "Amber",
    "Anchor",
    "Aspen",
    "Barley",
    "Beacon",
    "Birch",
    "Bramble",
    "Bridge",
    "Brook",
    "Cedar",
    "Chalk",
    "Clover",
    "Copper",
    "Coral",
    "Crane",
    "Dune",
    "Ember",
    "Falcon",
    "Fern",
    "Field",
    "Flint",
    "Foxglove",
    "Garnet",
    "Glade",
    "Granite",
    "Harbour",
    "Hazel",
    "Heather",
    "Heron",
    "Hollow",
    "Indigo",
    "Iris",
    "Ivory",
    "Juniper",
    "Kestrel",
    "Lantern",
    "Larch",
    "Linden",
    "Maple",
    "Marble",
    "Marsh",
    "Meadow",
    "Millstone",
    "Moss",
    "Nettle",
    "North",
    "Oakley",
    "Opal",
    "Orchard",
    "Osprey",
    "Pebble",
    "Pine",
    "Quarry",
    "Quill",
    "Raven",
    "Ridge",
    "River",
    "Rowan",
    "Saffron",
    "Sage",
    "Salt",
    "Sandpiper",
    "Silver",
    "Slate",
    "Sorrel",
    "Spruce",
    "Sterling",
    "Stone",
    "Summit",
    "Swift",
    "Tallow",
    "Teal",
    "Thistle",
    "Tidal",
    "Timber",
    "Umber",
    "Vale",
    "Vine",
    "Walnut",
    "Water",
    "Willow",
    "Winter",
    "Yarrow",
]
_SECOND = [
    "Bakery",
    "Beverages",
    "Botanics",
    "Brewing",
    "Candles",
    "Ceramics",
    "Chocolate",
    "Cosmetics",
    "Dairy",
    "Design",
    "Distillers",
    "Electronics",
    "Farms",
    "Fisheries",
    "Flowers",
    "Foods",
    "Furniture",
    "Games",
    "Gardens",
    "Glassworks",
    "Hardware",
    "Home",
    "Instruments",
    "Kitchens",
    "Leather",
    "Lighting",
    "Logistics",
    "Market",
    "Mills",
    "Optics",
    "Organics",
    "Paper",
    "Pharma",
    "Preserves",
    "Press",
    "Roasters",
    "Seeds",
    "Soaps",
    "Sports",
    "Spices",
    "Supply",
    "Tea",
    "Textiles",
    "Tools",
    "Toys",
    "Trading",
    "Wholesale",
    "Wines",
    "Workshop",
]
_PEOPLE = [
    "Ada",
    "Bram",
    "Carla",
    "Daan",
    "Edith",
    "Femke",
    "Gijs",
    "Hanna",
    "Ilse",
    "Joris",
    "Katja",
    "Lars",
    "Mira",
    "Niels",
    "Olga",
    "Pieter",
    "Rosa",
    "Sven",
    "Tess",
    "Ugo",
    "Vera",
    "Wout",
    "Yara",
    "Zeno",
    "Anouk",
    "Bruno",
    "Clara",
    "Dirk",
    "Elin",
    "Floor",
]
_FAMILIES = [
    "Aldersen",
    "Bergwater",
    "Coldbrook",
    "Dijkman",
    "Eikhof",
    "Fennel",
    "Groenveld",
    "Heidema",
    "Ingelow",
    "Jansveld",
    "Kruithof",
    "Lindqvist",
    "Meerhout",
    "Noorland",
    "Oosterbeek",
    "Plantinga",
    "Rietveld",
    "Steenwijk",
    "Tolhuis",
    "Uitwaal",
    "Veldhuis",
    "Westerlo",
    "Zandberg",
]
_FORMS = {
    "NL": "B.V.",
    "DE": "GmbH",
    "BE": "NV",
    "FR": "SARL",
    "AT": "GmbH",
    "IE": "Ltd",
    "IT": "S.r.l.",
    "US": "Inc.",
}
_LANDS = ("NL",) * 9 + ("DE",) * 5 + ("BE",) * 3 + ("FR",) * 2 + ("AT", "IE", "IT")

GOODS = (
    ("Folding carton, printed one colour", 28, 95),
    ("Folding carton, printed four colours", 42, 160),
    ("Corrugated box 300 x 200 x 150", 35, 88),
    ("Corrugated box 600 x 400 x 400", 110, 240),
    ("Mailing box with tear strip", 55, 130),
    ("Bottle carrier, six", 60, 145),
    ("Gift box with magnet", 190, 520),
    ("Pallet of shipping boxes", 18_500, 42_000),
    ("Euro pallet, heat treated", 1_150, 1_900),
    ("Stretch film, roll", 780, 1_450),
    ("Paper tape, roll", 240, 480),
    ("Kraft paper, roll", 1_900, 4_200),
    ("Honeycomb paper, roll", 2_600, 5_400),
    ("Paper bag with handle", 14, 46),
    ("Moulded pulp tray", 22, 70),
    ("Label sheet, 100 labels", 450, 1_250),
    ("Tissue paper, 500 sheets", 1_100, 2_600),
    ("Corner protector", 9, 32),
    ("Dividers, set", 75, 210),
    ("Die for cutting", 18_000, 65_000),
    ("Design and proof", 9_500, 48_000),
    ("Delivery", 3_500, 14_500),
)
"""What it sells: description, lowest and highest unit price in cents."""


@dataclass(frozen=True, slots=True)
class Company:
    """An invented customer before it has a history."""

    name: str
    slug: str
    country: str
    currency: str


def companies(rng: random.Random, count: int) -> list[Company]:
    """Different companies, about one in six of them American and billed in dollars."""
    pairs = [(first, second) for first in _FIRST for second in _SECOND]
    made = []
    for first, second in rng.sample(pairs, count):
        country = "US" if rng.random() < 0.17 else rng.choice(_LANDS)
        name = f"{first} {second} {_FORMS[country]}"
        slug = re.sub(r"[^a-z]", "", f"{first}{second}".lower())
        made.append(Company(name, slug, country, "USD" if country == "US" else "EUR"))
    return made


def person(rng: random.Random) -> str:
    """First and family name."""
    return f"{rng.choice(_PEOPLE)} {rng.choice(_FAMILIES)}"


def iban(rng: random.Random, country: str) -> str:
    """An account number whose check digits fit (ISO 13616), for Dutch and German customers; else ""."""
    if country not in ("NL", "DE"):
        return ""
    account = f"PRAC{rng.randrange(10**10):010d}" if country == "NL" else f"{rng.randrange(10**18):018d}"
    digits = "".join(str(int(letter, 36)) for letter in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"
