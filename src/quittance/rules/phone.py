"""Phone numbers as E.164, checked against the numbering plans that the library brings: no network, no guess."""

from __future__ import annotations

from quittance.rules import text
from quittance.rules.refusals import Invalid

MOST_CHARACTERS = 40
EXAMPLE = "+31 6 12345678"


def e164(given: str, country: str, field: str) -> str:
    """The number as E.164, such as +31612345678, "" for none; raises `Invalid` for one that nobody can have.

    A number without a plus is read as one of the country (ISO 3166-1 alpha-2).
    """
    written = text.clean(given, field, MOST_CHARACTERS)
    if not written:
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(written, country or None)
    except phonenumbers.NumberParseException:
        raise Invalid(f"{written!r} is no phone number. Write it as {EXAMPLE}.", field=field) from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise Invalid(f"{written!r} is no number of its country. Write it as {EXAMPLE}.", field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mobile(given: str, country: str, field: str) -> str:
    """The same for a number that takes text messages; raises `Invalid` for a landline and the like.

    Where a plan does not tell mobile from fixed lines, as in the United States, the number is let through.
    """
    made = e164(given, country, field)
    if made and not _takes_texts(made):
        raise Invalid(f"{given.strip()!r} takes no text messages. Enter a mobile number.", field=field)
    return made


def _takes_texts(number: str) -> bool:
    import phonenumbers
    from phonenumbers import PhoneNumberType

    kinds = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER)
    return phonenumbers.number_type(phonenumbers.parse(number)) in kinds
