"""The new words of a mail: what is quoted, forwarded or a signature is cut, and the rest parted into sentences."""

from __future__ import annotations

import re

from quittance.rules import mapping_values

MOST_CHARACTERS = 20_000
"""Of the new text that are read; people say what matters first."""

MOST_SENTENCES = 200
MOST_LINE = 2_000

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u2019": "'", "\u02bc": "'"})
_WROTE = re.compile(
    r"^\s*(?:(?:on|am|le|el|op)\b.{4,200}?(?:\bwrote|\bschrieb\b.{0,120}|\ba écrit|\bescribió|\bschreef\b.{0,120})"
    r"|.{1,200}<\S+@\S+>\s*(?:wrote|schrieb|a écrit|escribió|schreef))\s*:\s*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^\s*(?:[-_=]{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d'origine|"
    r"message original|mensaje original|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht|"
    r"message transféré|mensaje reenviado|doorgestuurd bericht).{0,20}|_{20,})\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^\s*\*?(?:from|von|de|van)\s?\*?\s?:\s?\*?\s*\S", re.IGNORECASE)
_HEAD_MORE = re.compile(
    r"^\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|fecha|verzonden|to|an|à|para|aan|subject|betreff|objet|"
    r"asunto|"
    r"onderwerp)\s?\*?\s?:",
    re.IGNORECASE,
)
_BYE = re.compile(
    r"^\s*(?:(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|best|cheers|yours (?:sincerely|"
    r"faithfully|truly)"
    r"|sincerely|many thanks|thanks|thank you|thanks and regards"
    r"|(?:mit )?(?:freundlichen?|besten?|vielen?|herzlichen?|schönen?|liebe) (?:grüßen?|gruß|grüssen?|gruss)|mfg|"
    r"gruß|grüße"
    r"|(?:bien )?cordialement|bien à vous|sincères salutations|salutations(?: distinguées)?|merci"
    r"|veuillez agréer.{0,120}|je vous prie d'agréer.{0,120}"
    r"|(?:un |reciba un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|gracias"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg|hoogachtend|bedankt)\b[^.:;]{0,40}$",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^\s*(?:sent from my|get outlook for|gesendet von|von meinem .{0,20} gesendet|envoyé (?:de|depuis) mon|"
    r"enviado desde mi|verzonden vanaf mijn|verstuurd vanaf mijn)\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?…])[\"'»)]*\s+(?=[\"'«(¿¡]?[^\Wa-zà-ÿ_])|(?<=[^\d\s.]{3}[.!?])\s+(?=\S)")
_SHORT = re.compile(
    r"(?:\b(?:nr|no|num|núm|inv|rg|rech|ref|mr|mrs|ms|dr|st|fa|bzw|ca|approx|incl|inkl|zzgl|abt|art|fact|fac|pos|"
    r"sr|sra"
    r"|dhr|mevr|m|mme|z\.\s?b|d\.\s?h|e\.\s?g|i\.\s?e|jan|feb|aug|sept?|okt|oct|nov|dec|dez|déc|dic))\.$",
    re.IGNORECASE,
)


def fresh(text: str) -> str:
    """What the sender has newly written: no quotes, no mail below it, no signature; "" when that is all there is."""
    lines = [line[:MOST_LINE].translate(_SPACES).rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = _unquoted(lines)
    return "\n".join(_unsigned(kept)).strip()[:MOST_CHARACTERS]


def sentences(text: str) -> tuple[str, ...]:
    """Sentences in their order; lines that only wrap are joined, and a point behind a figure ends nothing."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        found += _parted(_joined(paragraph))
    return tuple(found[:MOST_SENTENCES])


def _unquoted(lines: list[str]) -> list[str]:
    """Without quoted lines; everything from a mail that stands below unquoted on is left out."""
    kept: list[str] = []
    n = 0
    while n < len(lines):
        line = lines[n]
        if _ORIGINAL.match(line) or (_HEAD.match(line) and any(map(_HEAD_MORE.match, lines[n + 1 : n + 4]))):
            break
        said = _wrote(lines, n)
        if said and not any(_is_quoted(one) for one in lines[n + said : n + said + 3]):
            break
        if not said and not _is_quoted(line):
            kept.append(line)
        n += said or 1
    return kept


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _wrote(lines: list[str], n: int) -> int:
    """How many lines from here on say who wrote what follows; 0 for none."""
    if _WROTE.match(lines[n]):
        return 1
    both = " ".join(one.strip() for one in lines[n : n + 2])
    return 2 if lines[n].strip() and n + 1 < len(lines) and _WROTE.match(both) else 0


def _unsigned(lines: list[str]) -> list[str]:
    """Cut at the dashes of a signature, or at the last words of farewell that have something before them."""
    for n, line in enumerate(lines):
        if line in ("--", "-- ") or _SENT_FROM.match(line):
            return lines[:n]
        if _BYE.match(line) and any(one.strip() for one in lines[:n]) and not _goes_on(lines[n + 1 :]):
            return lines[:n]
    return lines


def _goes_on(rest: list[str]) -> bool:
    """Whether a thanks in the middle is followed by a paragraph of the mail rather than by a name."""
    after = [line for line in rest if line.strip()]
    return bool(after) and len(after[0].split()) > 5 and after[0].rstrip().endswith((".", "!", "?", ":"))


def _joined(paragraph: str) -> list[str]:
    """Lines of a paragraph, each joined with the next where it only wraps."""
    made: list[str] = []
    for line in (one.strip() for one in paragraph.split("\n")):
        if not line:
            continue
        if made and len(made[-1]) - made[-1].rfind("\n") > 45 and not re.match(r"[-*•·]\s|\d+[.)]\s", line):
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return made


def _goes_on_behind(before: str, after: str) -> bool:
    """Whether a point belongs to a short form, or to a day that its month follows: 15. Dezember."""
    word = re.match(r"[^\W\d_]{3,12}", after)
    ordinal = re.search(r"(?<![\d./-])\d{1,2}\.$", before)
    return bool(_SHORT.search(before) or (ordinal and word and mapping_values.month(word[0])))


def _parted(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        begun = 0
        for hit in _END.finditer(line):
            if not _goes_on_behind(line[max(0, hit.start() - 12) : hit.start()], line[hit.end() :]):
                found.append(line[begun : hit.start()].strip())
                begun = hit.end()
        found.append(line[begun:].strip())
    return [one for one in found if one]
