"""What a one-word answer to a text message means: stop, or start again, in the languages that reminders are in."""

from __future__ import annotations

STOP, START, OTHER = "stop", "start", "other"

_STOPS = frozenset(
    "stop stopall unsubscribe cancel end quit optout revoke stopp abmelden abbestellen ende arret arrêt désabonner "
    "desabonner baja alto parar cancelar afmelden einde stoppen".split()
)
"""The English ones are those of 47 CFR 64.1200 (a) (10), and what providers take beside them."""

_STARTS = frozenset("start unstop anmelden alta reprendre aanmelden".split())
_SIGNS = " \t\r\n.,!?;:\"'«»“”„()-"


def meaning(said: str) -> str:
    """STOP or START when the answer is that word alone ("stop all" and "opt out" too), else OTHER."""
    word = said.casefold().replace("-", "").translate({ord(sign): None for sign in _SIGNS})
    if word in _STOPS:
        return STOP
    return START if word in _STARTS else OTHER
