# SPDX-License-Identifier: MPL-2.0
"""What the neighbours say of a word: which of two right-looking words can stand here.

Only words that a lost letter makes alike are listed. The cues are Danish grammar, not counts: after "at" and after modal verbs
stands an infinitive, after "min" a noun, and so on.
"""

import re
from typing import Final

from udmoent.documents.repair.tokens import Token

_STRONG: Final = 3.0
_WEAK: Final = 1.6
_SETTLED: Final = 5.0
_FOLLOWED: Final = 2.5

_MODAL: Final = frozenset("at kan kunne skal skulle vil ville må måtte bør burde".split())
_SUBJECT: Final = frozenset(
    "jeg du han hun vi i de den det der man som hvem nogen alle kommunen udvalget borgerne".split()
)
_OWNER: Final = frozenset("min din sin hans hendes vores jeres deres dens dets mit dit sit mine dine sine".split())
_ARTICLE: Final = frozenset(
    "en et den det de denne dette disse hver hvert ingen intet nogle flere mange alle samme".split()
)
_PLURAL: Final = frozenset(
    "de disse nogle flere mange alle vore vores deres sine mine dine små enkelte andre få begge #".split()
)
_PREPOSITION: Final = frozenset("af på til i med om for fra ved over under efter mod uden gennem".split())

_INFINITIVES: Final = frozenset(
    "være vare høre føre købe løse lære læse løbe råde hæve måle bære gøre få gå stå nå slå sætte tælle vælge hjælpe møde søge "
    "spørge prøve øge åbne ændre dø tåle hænge lægge træde træffe række tøve øve drøfte støtte følge styrke sænke nævne "
    "begrænse sørge forstå opnå bestå indgå foregå fremgå undgå medføre udføre gennemføre opføre overføre tilføre "
    "forhøje fordele klæde fænge krænke dække tørre røre køre føle rødme løfte sløjfe tørre så vågne kåre håbe råbe".split()
)
_FINITE: Final = frozenset(
    "får går står når må så lå lød bør gør kørte førte døde bærer hører kører lærer søger løser køber råder måler hæver "
    "føler følger glæder føder sælger tæller vælger møder mødes spørger sætter lægger løber drøfter støtter bør rører".split()
)

_SETTLING: Final[dict[str, frozenset[str]]] = {
    "ført": frozenset(["følgende"]),
    "før": frozenset(
        "år dage uger måneder timer kort lige dagen aldrig nogensinde umiddelbart året ugen måneden aftenen".split()
    ),
}
"""Words after which only this one of a pair makes sense, however common the other is."""

_AFTER: Final[dict[str, frozenset[str]]] = {
    "far": _OWNER | frozenset("en og eller til enlig var er blev".split()),
    "sønnen": frozenset("at og med".split()),
    "møde": frozenset("et sit dette næste første sidste holde holder på".split()),
    "måde": frozenset("på en sådan samme denne anden ingen nogen hvilken hensigtsmæssig bedste god".split()),
    "måden": frozenset("på den samme denne i".split()),
    "år": frozenset(
        "# hvert et næste sidste forrige første kommende mange flere nogle seneste alle hele to tre fire fem ti".split()
    ),
    "ført": frozenset("følgende har blev blive bliver er været blevet".split()),
    "barn": frozenset("et hvert sit mit dit ethvert intet".split()),
    "børn": _PLURAL | frozenset("og for".split()),
    "børns": _PLURAL,
    "sager": _PLURAL | frozenset("enkelte vedkommende konkrete politiske aktuelle åbne lukkede relevante".split()),
    "søger": _SUBJECT | frozenset("kommune forvaltningen".split()),
    "længe": frozenset("så hvor for ikke meget".split()),
    "både": frozenset("for er som og på af i har".split()),
    "bøde": frozenset("en klækkelig stor".split()),
    "æren": frozenset("end om for have af".split()),
    "fået": frozenset("har havde have".split()),
    "mørk": frozenset("er var en totalt helt meget".split()),
    "stærk": frozenset("er var en så meget".split()),
    "træt": frozenset("er var være blevet så".split()),
    "lægerne": frozenset("siger mener af".split()),
    "hørt": frozenset("har havde blev bliver er været blevet".split()),
    "fører": _SUBJECT,
    "hår": frozenset("mit dit sit hendes hans".split()),
    "køb": frozenset("ved og til et".split()),
    "lån": frozenset("et og optage nye".split()),
    "øst": frozenset("mod fra".split()),
    "råd": frozenset("gode et har gøre".split()),
    "rør": frozenset("nye og".split()),
    "bør": frozenset("der det kommunen man ikke her derfor så hvor udvalget forvaltningen".split()),
}

_BEFORE: Final[dict[str, frozenset[str]]] = {
    "måden": frozenset("hvorpå som at man vi de der".split()),
    "måde": frozenset("som at der og".split()),
    "maden": frozenset("er smager skal serveres og".split()),
    "møde": frozenset("den i med om".split()),
    "før": frozenset("den jul end sommerferien udgangen årets #".split()),
    "år": frozenset("siden gammel gamle og frem tilbage".split()),
    "får": frozenset("en et den det de mulighed ikke brug flere lov tilbudt adgang hjælp".split()),
    "bor": frozenset("i på hos sammen alene ved her".split()),
    "bør": frozenset("være have ske ikke blive kunne indgå derfor overvejes følges".split()),
    "vare": frozenset("mindst højst cirka ca omkring længere kortere indtil".split()),
    "både": frozenset("den de i på børn og for".split()),
    "børn": frozenset("og i under med fra mellem".split()),
    "søger": frozenset("at om en et".split()),
    "mødes": frozenset("med i den kl".split()),
    "kørte": frozenset("i på med fra til".split()),
    "føder": frozenset("børn et".split()),
    "indrømme": frozenset("at".split()),
}

_COUNTED: Final = frozenset(
    "kr kroner mio mia million milliard tkr pct procent m2 km m meter stk time minut døgn dag uge måned kvartal halvår gang "
    "årsværk stilling plads person medarbejder borger barn elev ud til".split()
)
_COUNTING: Final = frozenset(
    "ca cirka mindst højst kun nr nummer side pkt punkt stk kapitel bilag fase etape trin hver kl § til".split()
)
_DURATION_BEFORE: Final = frozenset(
    "efter om hver mindst højst ca på end maks max op inden over under gennem seneste sidste".split()
)
_WORDLIKE = re.compile(r"[^\W\d_][^\s]*|(?:19|20)\d\d\b.*")


def fits(before: str, word: str, after: str) -> float:
    """How much the words beside it speak for this word: 0.0 nothing said, more the better it fits. All small-lettered."""
    fit = 0.0
    if before in _MODAL and word in _INFINITIVES:
        fit = _STRONG
    elif (before in _SUBJECT - _ARTICLE and word in _FINITE) or (before in _MODAL - {"at"} and word in _FINITE):
        fit = _WEAK
    if before and before in _SETTLING.get(word, ()):
        fit = _SETTLED
    if before and before in _AFTER.get(word, ()):
        fit = max(fit, _STRONG)
    if after and after in _BEFORE.get(word, ()):
        fit += _FOLLOWED
    return fit + _after_an_owner(before, word)


def _after_an_owner(before: str, word: str) -> float:
    """After "kommunens" stands a noun: "Kommunalbestyrelsens møde"."""
    is_genitive = before.endswith("s") and len(before) > 6
    return _STRONG if is_genitive and word in {"møde", "møder", "mål", "måde", "råd", "børn", "område"} else 0.0


def numeral_is_i(token: Token, before: str, follows: str, after: str) -> bool:
    """Whether a lonely 1, l or | is the word "i", by what comes before and follows; in "1 måned" and "nr. 1" it is a number.

    `before` and `after` are the neighbouring words, small-lettered and mended; `follows` is what comes next as it is written.
    """
    if token.is_part or not token.stands_free:
        return False
    word = follows.lower().strip(".,:;()\"'”’")
    if not _WORDLIKE.match(word) or (token.starts_line and token.opens and follows[:1].isupper()):
        return False
    if token.text != "1":
        return not (follows[:2].isupper() and len(follows.strip(",;")) > 1)
    if after == "år":
        return before not in _DURATION_BEFORE
    return after not in _COUNTED and word not in _COUNTED and before not in _COUNTING
