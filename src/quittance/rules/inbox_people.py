"""The words by which mails say that somebody is away until a day, or is the wrong person, and who is the right one."""

from __future__ import annotations

import datetime
import re

from quittance.rules import inbox_days
from quittance.rules.calendar import DAY

_AWAY_SUBJECT = re.compile(
    r"\b(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|on (?:vacation|holiday|"
    r"leave)|"
    r"abwesenheit\w*|abwesend|automatische antwort|autoreply|réponse automatique|absence|absent du bureau|absente?|"
    r"respuesta automática|fuera de (?:la )?oficina|ausencia|automatisch antwoord|afwezig\w*|niet aanwezig)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|on (?:annual |parental |sick )?(?:leave|vacation|holidays?)|away (?:from|until)|"
    r"i am (?:currently )?away|(?:bin|sind) (?:\w+ ){0,6}?(?:nicht (?:im (?:büro|haus)|erreichbar)|abwesend|im "
    r"urlaub|außer haus)|"
    r"abwesend|(?:suis|serai) (?:\w+ ){0,3}?(?:absente?|en congés?)|absente? du bureau|(?:estoy|estaré|me "
    r"encuentro) (?:\w+ ){0,3}?"
    r"(?:fuera|ausente|de vacaciones)|fuera de la oficina|(?:ben|zal) (?:\w+ ){0,6}?(?:afwezig|niet (?:aanwezig|op "
    r"kantoor)|met (?:vakantie|verlof))|"
    r"afwezig)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:back|return\w*|again (?:on|from)|(?:wieder|zurück)|retour|reviens|reprend\w+|joignable à partir|"
    r"vuelv\w+|regres\w+|vuelta|"
    r"incorpor\w+|terug|weer)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:\b(?:until|till|through|to|bis(?: einschließlich| zum)?|jusqu'au|jusqu'à|au|hasta(?: el)?|al|tot(?: en "
    r"met)?|t/m)|-|–)\s*"
    r"(?:and including )?(?:\w+,? )?$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:(?:has|have) left (?:the |our )?(?:company|firm|organi[sz]ation|business)|no longer (?:works?|working|"
    r"employed|with (?:the |our )?company|with us|responsible|in charge)|(?:wrong|not the right|not the correct) "
    r"(?:person|contact|department|e-?mail address)|not responsible for (?:\w+ ){0,2}(?:invoices?|payments?|"
    r"accounts?|payables?|finance)|"
    r"(?:do not|don't) (?:deal with|handle|look after) .{0,40}?(?:any ?more|any longer)|"
    r"(?:have |has |'ve )?moved to (?:another|a different|a new) (?:department|team|role|position|job)|"
    r"not (?:in charge|the contact)|nicht mehr "
    r"(?:\w+ ){0,3}?(?:tätig|beschäftigt|bei uns|im unternehmen|zuständig)|(?:nicht|der falsche|die falsche) "
    r"(?:\w+ )?(?:zuständig|ansprechpartner\w*)|unternehmen verlassen|(?:ne |n')?(?:travaille|fait|occupe|gère) plus|"
    r"plus "
    r"(?:en charge|responsable|salariée?)|trompée?s? d'interlocuteur|mauvaise? (?:interlocuteur|personne|contact|"
    r"service)|a quitté (?:la société|l'entreprise|notre)|pas (?:le bon|la bonne) "
    r"(?:interlocut\w+|personne|contact|service)|pas (?:en charge|responsable)|ya no (?:trabaja|forma parte|está en|"
    r"me ocupo|me encargo|llevo|"
    r"soy)|no soy (?:la persona|el responsable|la responsable)|ha dejado la empresa|persona equivocada|werkt (?:hier "
    r"|bij ons )?niet "
    r"(?:meer|langer)|ga(?:at)? (?:hier |daar )?niet (?:meer|langer) over|niet (?:meer|langer) (?:werkzaam|"
    r"verantwoordelijk|in dienst)|uit dienst|niet de juiste "
    r"(?:persoon|contactpersoon|afdeling)|verkeerde (?:persoon|contactpersoon|afdeling)|niet verantwoordelijk)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?:send|address|direct|forward|email) .{0,60}?\b(?:invoices?|reminders?|statements?|correspondence|"
    r"requests?) .{0,40}?\bto\b|(?:rechnungen|mahnungen|anfragen) .{0,40}?\ban\b|(?:adresser|envoyer) .{0,50}?"
    r"\bfactures? .{0,30}?\bà|(?:envíe|enviar|dirija|remita)\w* .{0,50}?\bfacturas? .{0,30}?\ba\b|"
    r"(?:facturen|herinneringen) .{0,40}?\b(?:naar|aan)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_NAME = re.compile(
    r"((?:[A-ZÀ-Þ][\w'à-ÿ-]{1,30} ){1,3}(?:(?:van|von|de|der|den|del|la|le) "
    r")*[A-ZÀ-Þ][\w'à-ÿ-]{1,30})\W{0,4}(?:\bat\b|\bunter\b|\bvia\b)?\W{0,3}$"
)
_COURTESY = re.compile(
    r"^(?:(?:Please|Kindly|Contact|Frau|Herrn?|Mrs?|Ms|Madame|Monsieur|Mme|Señora?|Sra?|Mevrouw|Meneer|Bitte|"
    r"Veuillez|An|To|My|Our|Collega)\.? )+"
)


SIGNS = 2
"""Of subject, words and that it was sent by itself, so many make an absence."""


def is_away(subject: str, text: str, *, automatic: bool) -> bool:
    """Whether a mail says that its sender is away: by itself, or by its subject, and with words for it."""
    told, says = bool(_AWAY_SUBJECT.search(subject)), bool(_AWAY.search(text))
    return sum((told, says, automatic)) >= SIGNS


def back_on(
    sentences: tuple[str, ...], came_on: datetime.date, *, month_first: bool
) -> tuple[datetime.date | None, str]:
    """The day from which somebody is there again, and the sentence that says so; None where none does."""
    for sentence in sentences:
        days = [one for one in inbox_days.days(sentence, came_on, month_first=month_first) if one.on >= came_on]
        last = days[-1] if days else None
        if last is None:
            continue
        if _UNTIL.search(sentence[: last.start]):
            return last.on + DAY, sentence
        if _BACK.search(sentence):
            return last.on, sentence
    return None, ""


def gone(sentence: str) -> bool:
    """Whether a sentence says that its sender, or whom it was sent to, is the wrong person."""
    return bool(_GONE.search(sentence))


def moved(sentence: str) -> bool:
    """Whether a sentence says where mail is to go from now on."""
    return bool(_MOVED.search(sentence))


def named(text: str, known: frozenset[str]) -> tuple[str, str]:
    """The first address that nobody has yet, and the name before it; "" for none."""
    for hit in _ADDRESS.finditer(text):
        if hit[0].casefold() in known:
            continue
        before = _NAME.search(text[max(0, hit.start() - 90) : hit.start()])
        return hit[0], _COURTESY.sub("", before[1]).strip() if before else ""
    return "", ""
