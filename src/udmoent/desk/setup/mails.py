# SPDX-License-Identifier: MPL-2.0
"""What the mails say, each with a look at it while it is written, and the list of those sent."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LongTextField, TextField
from udmoent.desk.letters.links import link_to
from udmoent.desk.setup.sections import Entry, Section
from udmoent.desk.setup.shared import by_of, said, show, town_of
from udmoent.desk.setup.words import SectionForm, saved
from udmoent.desk.where import Crumb
from udmoent.followup.digest import AskedItem, AskingRound, Due, Followed, Letter, Part, Recipient, Tier
from udmoent.followup.letters import LANGUAGE, NAMES, default_text, set_out, text_of, write
from udmoent.followup.models import Reminder
from udmoent.followup.rules import MONTH, YEAR, Timing, days_of, ends_of_months, named
from udmoent.organisation import rules
from udmoent.organisation.configuration import (
    LETTER_FIELDS,
    LetterText,
    Mails,
    TownConfiguration,
    said_of_unknown_field,
    unknown_fields,
)
from udmoent.organisation.town_text import Place
from udmoent.plan.setting_up import set_values

SLUGS: Final = {
    "ugens-overblik": Letter.DIGEST,
    "foer-frist": Letter.BEFORE,
    "efter-frist": Letter.AFTER,
    "til-chefen": Letter.HANDED,
    "hvem-mangler": Letter.MISSING,
    "ingen-faar-mail": Letter.UNREACHED,
    "kvittering": Letter.RECEIPT,
    "direktionen-foelger-op": Letter.FOLLOW_UP,
}
LATEST: Final = 300
"""So many of the mails sent are listed."""

FRAMED: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A mail carries its styles in itself, for mail programs read no others. It is shown in a frame that allows nothing else."""


def mails_crumb() -> Crumb:
    return Crumb(_("The mails' words"), reverse("setup_mails"))


@needs(rules.SET_UP)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail with its subject, and whether the town has words of its own for it."""
    told = town_of(request).configuration.mails
    rows = [
        (slug, NAMES[letter], text_of(letter, told).subject, _is_own(told, letter)) for slug, letter in SLUGS.items()
    ]
    return show(request, "mails", _("The mails' words"), rows=rows, days=told.days_before)


def _is_own(told: Mails, letter: Letter) -> bool:
    return text_of(letter, told) != default_text(letter)


# One mail


@dataclass(frozen=True)
class WordsOfLetter(Entry):
    """A part of a mail's words: its own, or those that come with Udmønt."""

    def said(self, town: TownConfiguration) -> str:
        letter, part = self.place[-2:]
        return str(getattr(text_of(Letter(letter), town.mails), part))


def section_of(slug: str) -> Section:
    if slug not in SLUGS:
        raise Http404(_("There is no such mail."))
    letter = SLUGS[slug]

    def entries(town: TownConfiguration) -> list[Entry]:
        labels = {"subject": _("Subject"), "greeting": _("Greeting"), "body": _("Text")}
        hint = _("{punkter} and {link} on lines of their own become the list and the button")
        return [
            WordsOfLetter(
                ("mails", "letters", letter.value, part),
                label,
                LongTextField if part == "body" else TextField,
                hint if part == "body" else "",
            )
            for part, label in labels.items()
        ]

    return Section(slug, NAMES[letter], "", entries)


class LetterForm(SectionForm):
    """The words of one mail."""

    def clean(self) -> dict[str, Any]:
        for entry in self.entries:
            for field in unknown_fields(self.cleaned_data.get(entry.name, ""))[:1]:
                self.add_error(
                    entry.name, _("The mail cannot say that: {fault}.").format(fault=said_of_unknown_field(field))
                )
        return self.cleaned_data

    def words(self) -> LetterText:
        return LetterText(**{entry.place[-1]: self.cleaned_data[entry.name] for entry in self.entries})

    def values(self, *, are_default: bool = False) -> dict[Place, object]:
        """What is to be written in the file: nothing where the words are those that come with Udmønt."""
        letter = Letter(self.entries[0].place[-2])
        default, own = default_text(letter), self.town.configuration.mails.letters.get(letter.value, LetterText())
        told: dict[Place, object] = {}
        for entry in self.entries:
            part = entry.place[-1]
            written = "" if are_default else self.cleaned_data[entry.name]
            value = "" if written == getattr(default, part) else written
            if value != getattr(own, part):
                told[entry.place] = value
        return told


@needs(rules.SET_UP)
@GET_OR_POST
def letter_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a mail says, or bring back the words that come with Udmønt."""
    chosen, town = section_of(slug), town_of(request)
    form = LetterForm(request.POST or None, section=chosen, town=town)
    if "default" in request.POST and form.is_bound:
        values = LetterForm(section=chosen, town=town).values(are_default=True)
        set_values(town, values, by=by_of(request, request.POST.get("why", "")))
        return said(request, _("The mail says again what comes with Udmønt."), "setup_letter", slug)
    return saved(request, form, partial(_shown, request, chosen), lambda by: set_values(town, form.values(), by=by))


def _shown(request: HttpRequest, chosen: Section, form: LetterForm, *, status: int, **told: Any) -> HttpResponse:
    fields = [f"{{{field}}}" for field in LETTER_FIELDS]
    told |= {"section": chosen, "form": form, "fields": fields, "status": status}
    return show(request, "letter", str(chosen.name), way=[mails_crumb()], **told)


@needs(rules.SET_UP)
@GET_OR_POST
@xframe_options_sameorigin
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The mail with sample data, as HTML and as text: as it is sent now, or as it stands in the form."""
    chosen, town = section_of(slug), town_of(request)
    form = LetterForm(request.POST or None, section=chosen, town=town)
    if form.is_bound and not form.is_valid():
        return _framed(render(request, "desk/setup/letter_preview.html", {"form": form}, status=422))
    words = form.words() if form.is_bound else text_of(SLUGS[slug], town.configuration.mails)
    one = sample_of(SLUGS[slug])
    told = set_out(one, words, link_to=link_to, site=settings.UDMOENT_SITE)
    told["text"] = write(one, words, link_to=link_to, site=settings.UDMOENT_SITE).text
    with override(LANGUAGE):
        return _framed(render(request, "desk/setup/letter_preview.html", told))


def _framed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = FRAMED
    return response


def sample_of(letter: Letter) -> Due:
    """A mail about a round that is not there: the one as of the end of the month."""
    today = clock.today()
    days = days_of(ends_of_months(12, today.year)[today.month - 1], Timing())
    items = (
        AskedItem(number="D301", title="Styrket normering i dagtilbud", responsible="dagtilbudschef"),
        AskedItem(number="R101", title="Kloge m2", responsible="ejendomschef"),
    )
    asking = AskingRound(
        id=0,
        name=named(f"Status ultimo {MONTH} {YEAR}", days.as_of),
        plan_id=0,
        plan="Udmøntningsplan 2025-2028",
        responsible_by=days.responsible_by,
        chief_by=days.chief_by,
        coordinator_by=days.coordinator_by,
        opened_at=clock.now(),
        awaited=items,
    )
    tiers = {Letter.HANDED: Tier.CHIEF, Letter.MISSING: Tier.COORDINATOR, Letter.UNREACHED: Tier.COORDINATOR}
    person = Recipient(person_id=0, name="Anne Eksempel", address="anne@example.dk")
    if letter == Letter.FOLLOW_UP:
        asked = "Find en dag til at mødes med lederne"
        followed = Followed(number="D301", text=asked, who="", plan_id=asking.plan_id, plan=asking.plan)
        return Due(person, letter, "", (), (followed,))
    return Due(person, letter, "", (Part(asking, tiers.get(letter, Tier.RESPONSIBLE), items),))


# Those sent


@needs(rules.KEEP_ROUNDS)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The latest mails, and before them those of which it is not known that they arrived."""
    kept = Reminder.objects.filter(municipality=town_of(request)).select_related("person").order_by("-begun_at", "-pk")
    told: dict[str, Any] = {"doubtful": kept.filter(sent_at=None), "sent": kept.filter(sent_at__isnull=False)[:LATEST]}
    return show(request, "mails_sent", _("Mails sent"), limit=LATEST, **told)
