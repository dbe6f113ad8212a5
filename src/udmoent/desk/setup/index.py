# SPDX-License-Identifier: MPL-2.0
"""The set-up's first page: every section with what is in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import needs
from udmoent.desk.setup.sections import APART, OF_MAILS, OF_PEOPLE, SECTIONS, Section
from udmoent.desk.setup.shared import town_of
from udmoent.desk.where import Crumb
from udmoent.organisation import rules
from udmoent.organisation.models import Municipality, Role
from udmoent.plan.parties import Parties


@dataclass(frozen=True)
class Door:
    """A way on, with what it is about and how much is there."""

    name: str
    href: str
    about: str
    count: str = ""


@needs(rules.SET_UP)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    town, may = town_of(request), request.visitor.may  # type: ignore[attr-defined]
    groups = [(_("The organisation"), list(_organisation(town)))]
    if may[rules.APPOINT]:
        groups.append((_("People"), list(_people(town))))
    groups.append((_("The plan and its words"), [*(_plans(town) if may[rules.KEEP_AGREEMENT] else ()), *_words(town)]))
    groups.append((_("Cases"), list(_cases(town))))
    groups.append((_("Mails"), list(_mails(may))))
    groups.append((_("The town's file"), list(_file(town))))
    told = {"here": "setup", "crumbs": [Crumb(_("Set-up"))], "groups": groups}
    return render(request, "desk/setup/index.html", told)


def _organisation(town: Municipality) -> Iterator[Door]:
    today = clock.today()
    bodies = town.bodies.in_force(today).count()
    coming = town.bodies.filter(valid_from__gt=today).count()
    told = ngettext("{n} in force", "{n} in force", bodies).format(n=bodies)
    told += _(", {n} coming").format(n=coming) if coming else ""
    yield Door(_("Committees and bodies"), reverse("setup_bodies"), _("Names and periods; renamed at elections."), told)
    units = town.units.in_force(today).count()
    about = _("The administration's areas and departments.")
    yield Door(
        _("Units"), reverse("setup_units"), about, ngettext("{n} in force", "{n} in force", units).format(n=units)
    )


def _people(town: Municipality) -> Iterator[Door]:
    posts = town.positions.count()
    told = ngettext("{n} post", "{n} posts", posts).format(n=posts)
    yield Door(_("People and posts"), reverse("setup_people"), _("Who is in which post, and who stands in."), told)
    about = _("All that a person or a post answers for, in one act.")
    yield Door(_("Hand over"), reverse("setup_handover"), about)
    roles = Role.objects.in_force(clock.today()).filter(municipality=town).count()
    told = ngettext("{n} in force", "{n} in force", roles).format(n=roles)
    yield Door(_("Roles"), reverse("setup_roles"), _("Who may come in, and as what."), told)
    yield Door(_("Who may do what"), reverse("setup_rights"), _("Each role with what it may do."))
    yield from map(_door, OF_PEOPLE)


def _plans(town: Municipality) -> Iterator[Door]:
    for plan in town.plans.annotate(headings=Count("agreement__headings")):
        told = ngettext("{n} heading", "{n} headings", plan.headings).format(n=plan.headings)
        yield Door(plan.name, reverse("setup_plan", args=[plan.pk]), _("Its name and the agreement's headings."), told)


def _words(town: Municipality) -> Iterator[Door]:
    told = ngettext("{n} strategy", "{n} strategies", n := len(town.configuration.strategies)).format(n=n)
    about = _("Strategies, policies, plans and values that items serve, with what cases say of them.")
    yield Door(_("Strategies and goals"), reverse("setup_strategies"), about, told)
    about = _("MED bodies, councils and boards that items are taken to, and when they are.")
    parties = len(Parties.of_town(town.configuration, clock.today()).known)
    told = ngettext("{n} party", "{n} parties", parties).format(n=parties)
    yield Door(_("Parties that are involved"), reverse("setup_parties"), about, told)
    yield from (_door(section) for section in SECTIONS.values() if section not in APART)
    yield Door(_("Tables on paper"), reverse("setup_layouts"), _("The columns of Word and PDF."))
    count = town.templates.count()
    told = ngettext("{n} template", "{n} templates", count).format(n=count) if count else ""
    about = _("Word documents in the town's own letterhead.")
    yield Door(_("Templates"), reverse("setup_templates"), about, told)


def _cases(town: Municipality) -> Iterator[Door]:
    case = town.configuration.case
    told = ngettext("{n} arrangement", "{n} arrangements", n := 1 + len(case.arrangements)).format(n=n)
    about = _("The sections of cases in their order, and who recommends what.")
    yield Door(_("The arrangement of cases"), reverse("setup_arrangements"), about, told)
    told = ngettext("{n} of the municipality's own", "{n} of the municipality's own", n := len(case.sentences)).format(
        n=n
    )
    yield Door(_("What cases say"), reverse("setup_sentences"), _("Every sentence, with a look at it."), told)


def _mails(may: Mapping[str, bool]) -> Iterator[Door]:
    yield Door(_("The mails' words"), reverse("setup_mails"), _("What each mail says, with a look at it."))
    yield from map(_door, OF_MAILS)
    if may[rules.KEEP_ROUNDS]:
        yield Door(_("Mails sent"), reverse("setup_sent"), _("Who was written to, and what did not arrive."))


def _door(section: Section) -> Door:
    return Door(str(section.name), reverse("setup_section", args=[section.slug]), str(section.about))


def _file(town: Municipality) -> Iterator[Door]:
    versions = town.configuration_versions.count()
    told = ngettext("{n} version", "{n} versions", versions).format(n=versions)
    about = _("Everything above that is words and bodies stands in one file. See what was changed, by whom and why.")
    yield Door(_("The file and its versions"), reverse("setup_file"), about, told)
