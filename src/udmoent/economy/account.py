# SPDX-License-Identifier: MPL-2.0
"""Account strings: the sixteen digits of the public chart of accounts, read apart. Pure.

The form is that of "Budget- og regnskabssystem for kommuner", chapter 2: that these nine parts in this order are digits 1 to 16 is
told in 2.0 (budregn.im.dk/budget-og-regnskabssystem-for-kommuner/2-kontoplanens-opbygning-og-generelle-regler-for-kontering). The
values of dranst from 1 to 7 and the three digits of gruppering are also those of Statistics Denmark's tables of the towns' accounts
(REGK11, REGK31), which call 5 Finansforskydninger; 8 and 9 are the balance's, which those tables leave out.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from udmoent.economy.models import Expenditure, Flow
from udmoent.lib.refusal import Refused

PARTS: Final = (
    ("hovedkonto", 1),
    ("hovedfunktion", 2),
    ("funktion", 2),
    ("dranst", 1),
    ("ejerforhold", 1),
    ("omkostningssted", 4),
    ("gruppering", 3),
    ("hovedart", 1),
    ("art", 1),
)
"""Each part with how many digits it has. They are called in Danish in every language, as the chart is."""
LENGTH: Final = sum(digits for _name, digits in PARTS)

HOVEDKONTI: Final = {
    "0": "Byudvikling, bolig- og miljøforanstaltninger",
    "1": "Forsyningsvirksomheder m.v.",
    "2": "Transport og infrastruktur",
    "3": "Undervisning og kultur",
    "4": "Sundhedsområdet",
    "5": "Sociale opgaver og beskæftigelse m.v.",
    "6": "Fællesudgifter og administration m.v.",
    "7": "Renter, tilskud, udligning og skatter m.v.",
    "8": "Balanceforskydninger",
    "9": "Balance",
}
DRANST: Final = {
    "1": "Driftsposter",
    "2": "Statsrefusion",
    "3": "Anlægsposter",
    "4": "Renter",
    "5": "Balanceforskydninger",
    "6": "Afdrag på lån",
    "7": "Finansiering",
    "8": "Aktiver",
    "9": "Passiver",
}
HOVEDARTER: Final = {
    "0": "Beregnede omkostninger",
    "1": "Lønninger",
    "2": "Varekøb",
    "4": "Tjenesteydelser m.v.",
    "5": "Tilskud og overførsler",
    "6": "Finansudgifter",
    "7": "Indtægter",
    "8": "Finansindtægter",
    "9": "Interne udgifter og indtægter",
}
CAPITAL_DRANST: Final = "3"
_INCOMES: Final = frozenset("78")
_SUPPLY: Final = "1"
# Førtidspensioner, kontante ydelser, and revalidering and fleksjob.
_INCOME_TRANSFERS: Final = frozenset({("5", "48"), ("5", "57"), ("5", "58")})
_SEPARATORS: Final = re.compile(r"[\s.\-/]+")


@dataclass(frozen=True, slots=True)
class Account:
    """One account, part by part, as digits."""

    hovedkonto: str
    hovedfunktion: str
    funktion: str
    dranst: str
    ejerforhold: str
    omkostningssted: str
    gruppering: str
    hovedart: str
    art: str

    @property
    def digits(self) -> str:
        return "".join(getattr(self, name) for name, _digits in PARTS)

    def __str__(self) -> str:
        """In groups, as "5.25.10 1 4 0123 001 1 0"."""
        place = f"{self.hovedkonto}.{self.hovedfunktion}.{self.funktion}"
        return " ".join((place, *(getattr(self, name) for name, _digits in PARTS[3:])))

    @property
    def flow(self) -> Flow:
        return Flow.INCOME if self.hovedart in _INCOMES else Flow.EXPENSE

    @property
    def expenditure(self) -> Expenditure:
        """What kind of expenditure the account is for, as far as its digits tell: a person may know better."""
        if self.dranst == CAPITAL_DRANST:
            return Expenditure.CAPITAL
        if self.dranst not in "12":
            return Expenditure.FINANCING
        if self.hovedkonto == _SUPPLY:
            return Expenditure.SUPPLY
        is_transfer = (self.hovedkonto, self.hovedfunktion) in _INCOME_TRANSFERS
        return Expenditure.INCOME_TRANSFER if is_transfer else Expenditure.SERVICE


def digits_of(text: str) -> str:
    """The text without the points, blanks and dashes that stand between an account's parts."""
    return _SEPARATORS.sub("", text)


def read_account(text: str) -> Account:
    """The account that was written, with or without points, blanks and dashes between its parts. Refused where it is none."""
    digits = digits_of(text)
    if not digits.isascii() or not digits.isdecimal():
        raise Refused(_("“{text}” is not an account: it is written with digits only.").format(text=text.strip()))
    if len(digits) != LENGTH:
        told = ", ".join(f"{name} {many}" for name, many in PARTS)
        sentence = _("An account has {length} digits ({parts}), and “{text}” has {found}.")
        raise Refused(sentence.format(length=LENGTH, parts=told, text=text.strip(), found=len(digits)))
    account = Account(*_apart(digits))
    for name, known in (("dranst", DRANST), ("hovedart", HOVEDARTER)):
        said = getattr(account, name)
        if said not in known:
            sentence = _("The chart of accounts has no {part} {digit}: it has {known}. Correct “{text}”.")
            raise Refused(sentence.format(part=name, digit=said, known=", ".join(known), text=text.strip()))
    return account


def _apart(digits: str) -> list[str]:
    parts = []
    for _name, many in PARTS:
        parts.append(digits[:many])
        digits = digits[many:]
    return parts
