# SPDX-License-Identifier: MPL-2.0
"""How the town's cases are arranged: the sections of each arrangement in their order, and what is composed into them."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from udmoent.cases.sentences import matters_of
from udmoent.cases.wording import remove_arrangement
from udmoent.cases.words import MATTERS
from udmoent.desk.access import GET_OR_POST, needs
from udmoent.desk.fields import LinesField, TextField
from udmoent.desk.sent import is_done
from udmoent.desk.setup.shared import WhyForm, by_of, said, show, show_form, town_of
from udmoent.desk.where import Crumb
from udmoent.organisation import arranging, rules
from udmoent.organisation.arranging import Step
from udmoent.organisation.case_template import STANDARD, Section
from udmoent.organisation.configuration import TownConfiguration

OF_STANDARD: Final = "-"
"""What an address calls the usual one; no arrangement that is added has such a code."""
USUAL: Final = gettext_lazy("The usual one")
LONGEST_HEADING: Final = 200


class NameForm(WhyForm):
    prefix_of_ids = "arrangement"
    name = TextField(label=gettext_lazy("Name"), max_length=80)


class NewForm(NameForm):
    like = forms.ChoiceField(label=gettext_lazy("Begins as"), required=False)

    def __init__(self, told: object = None, *, town: TownConfiguration, **options: Any) -> None:
        super().__init__(told, **options)
        self.offer("like", [(code, name) for code, name, _sections in arrangements_of(town)])


class SectionForm(WhyForm):
    """A section's heading, and what is composed into it."""

    prefix_of_ids = "section"
    heading = TextField(label=pgettext_lazy("of a section of a case", "Heading"), max_length=LONGEST_HEADING)
    holds = forms.MultipleChoiceField(
        label=gettext_lazy("What is composed into it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "None ticked: Udmønt goes by the heading, and a section whose heading it does not know is written by a person"
        ),
    )
    aliases = LinesField(
        label=gettext_lazy("Other names in files"), required=False, help_text=gettext_lazy("One on each line")
    )

    def __init__(self, told: object = None, *, was: Section | None = None) -> None:
        initial = {"heading": was.heading, "holds": was.holds, "aliases": was.aliases} if was else None
        super().__init__(told, initial=initial)
        self.offer("holds", MATTERS.items())
        self.was = was

    @property
    def section(self) -> Section:
        """What it held already stays in its order, and what has come to it stands last."""
        ticked, before = self.cleaned_data["holds"], self.was.holds if self.was else ()
        holds = (*(one for one in before if one in ticked), *(one for one in ticked if one not in before))
        return Section(heading=self.cleaned_data["heading"], holds=holds, aliases=tuple(self.cleaned_data["aliases"]))


def arrangements_of(town: TownConfiguration) -> list[tuple[str, str | Promise, Sequence[Section]]]:
    """Each with its code, its name and its sections, the usual one first."""
    others = ((code, one.name, one.sections) for code, one in town.case.arrangements.items())
    return [(STANDARD, USUAL, town.case.sections), *others]


def arrangements_crumb() -> Crumb:
    return Crumb(_("The arrangement of cases"), reverse("setup_arrangements"))


@needs(rules.SET_UP)
@GET_OR_POST
def arrangements(request: HttpRequest) -> HttpResponse:
    """Every arrangement; sent, there is one more, which begins as another is."""
    town = town_of(request)
    form = NewForm(request.POST or None, town=town.configuration)
    made: list[str] = []

    def act() -> None:
        told = form.cleaned_data
        made.append(arranging.add_arrangement(town, told["name"], like=told["like"], by=by_of(request, told["why"])))

    if is_done(form, act):
        told = _("It is added, and can be chosen for cases. Arrange its sections here.")
        return said(request, told, "setup_arrangement", made[0])
    rows = [(code, name, address(code), sections) for code, name, sections in arrangements_of(town.configuration)]
    status = 422 if form.is_bound else 200
    return show(request, "arrangements", _("The arrangement of cases"), rows=rows, form=form, status=status)


def code_in(address: str) -> str:
    return STANDARD if address == OF_STANDARD else address


def address(code: str, name: str = "setup_arrangement") -> str:
    return reverse(name, args=[code or OF_STANDARD])


def named_arrangement(request: HttpRequest, code: str) -> tuple[str | Promise, Sequence[Section]]:
    found = [(name, sections) for one, name, sections in arrangements_of(town_of(request).configuration) if one == code]
    if not found:
        raise Http404(_("There is no such arrangement."))
    return found[0]


BUTTONS: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    "up": (arranging.move_section, gettext_lazy("“{name}” is moved.")),
    "down": (arranging.move_section, gettext_lazy("“{name}” is moved.")),
    "remove": (arranging.remove_section, gettext_lazy("“{name}” is removed.")),
}
STEPS: Final = {"up": (Step.UP,), "down": (Step.DOWN,)}


@needs(rules.SET_UP)
@GET_OR_POST
def arrangement(request: HttpRequest, code: str) -> HttpResponse:
    """An arrangement's sections; sent, there is one more, or one is moved or removed, as the button says."""
    code = code_in(code)
    name, _sections = named_arrangement(request, code)
    town, by = town_of(request), by_of(request, request.POST.get("why", ""))
    for button, (act, told) in BUTTONS.items():
        if heading := request.POST.get(button, ""):
            act(town, code, heading, *STEPS.get(button, ()), by=by)
            return said(request, str(told).format(name=heading), "setup_arrangement", code or OF_STANDARD)
    form = SectionForm(request.POST or None)
    if is_done(form, lambda: arranging.add_section(town, code, form.section, by=by)):
        return said(request, _("The section is added."), "setup_arrangement", code or OF_STANDARD)
    return _shown(request, code, name, form)


def _shown(request: HttpRequest, code: str, name: str | Promise, form: SectionForm) -> HttpResponse:
    _name, sections = named_arrangement(request, code)
    held = [matters_of(section) for section in sections]
    return show(
        request,
        "arrangement",
        str(name),
        way=[arrangements_crumb()],
        status=422 if form.is_bound else 200,
        form=form,
        code=code,
        here_href=address(code),
        recommend_href=address(code, "setup_recommending"),
        rows=[
            (section, [MATTERS[one] for one in matters], f"{address(code, 'setup_case_section')}?afsnit={place}")
            for place, (section, matters) in enumerate(zip(sections, held, strict=True), start=1)
        ],
        lacking=[word for matter, word in MATTERS.items() if matter not in {one for each in held for one in each}],
    )


@needs(rules.SET_UP)
@GET_OR_POST
def case_section(request: HttpRequest, code: str) -> HttpResponse:
    """Tell of one section otherwise."""
    code = code_in(code)
    name, sections = named_arrangement(request, code)
    was = next((one for one in sections if one.heading == request.POST.get("was")), None) or _at(request, sections)
    form = SectionForm(request.POST or None, was=was)

    def act() -> None:
        by = by_of(request, form.cleaned_data["why"])
        arranging.tell_section(town_of(request), code, request.POST.get("was", was.heading), form.section, by=by)

    if is_done(form, act):
        return said(request, _("It is saved."), "setup_arrangement", code or OF_STANDARD)
    way = [arrangements_crumb(), Crumb(str(name), address(code))]
    lead = _(
        "Cases that are begun are arranged so when they are composed anew. What people wrote goes with its section."
    )
    shared = {"lead": lead, "template": "case_section", "was": request.POST.get("was", was.heading)}
    return show_form(request, form, was.heading, way=way, button=_("Save"), **shared)


def _at(request: HttpRequest, sections: Sequence[Section]) -> Section:
    """The section whose place in the order the address tells."""
    place = request.GET.get("afsnit", "")
    if not place.isdecimal() or not 1 <= int(place) <= len(sections):
        raise Http404(_("There is no such section."))
    return sections[int(place) - 1]


@needs(rules.SET_UP)
@GET_OR_POST
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Call an arrangement something else, or take it away where no draft has it."""
    name, _sections = named_arrangement(request, code)
    town = town_of(request)
    if "take_out" in request.POST:
        remove_arrangement(town, code, by=by_of(request, request.POST.get("why", "")))
        return said(request, _("“{name}” is taken out.").format(name=name), "setup_arrangements")
    form = NameForm(request.POST or None, initial={"name": name})

    def act() -> None:
        by = by_of(request, form.cleaned_data["why"])
        arranging.rename_arrangement(town, code, form.cleaned_data["name"], by=by)

    if is_done(form, act):
        return said(request, _("It is saved."), "setup_arrangement", code)
    way = [arrangements_crumb(), Crumb(str(name), address(code))]
    return show_form(request, form, _("Rename"), way=way, button=_("Save"), template="arrangement_name")
