# SPDX-License-Identifier: MPL-2.0
"""Commands that read plans, seal them and hand them out."""

from argparse import Namespace
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from udmoent import clock
from udmoent.cases.check import violations as violations_of_cases
from udmoent.cases.seen import changed_since_last_version
from udmoent.catalogue.check import violations_of_catalogues
from udmoent.cli.command import Answer, WrongUsage
from udmoent.cli.named import the_body, the_content, the_edition, the_plan
from udmoent.cli.ready import the_municipality
from udmoent.documents.actions import template_for
from udmoent.documents.rules import COMPARISON, PLAN
from udmoent.documents.write import comparison_text, write_comparison, write_plan
from udmoent.editions import actions as editions
from udmoent.editions.check import violations
from udmoent.editions.communicating import communications
from udmoent.editions.compare import Comparison, compare, to_builtins
from udmoent.editions.content import PlanContent
from udmoent.editions.excerpt import excerpt
from udmoent.editions.gather import gather
from udmoent.editions.models import Edition
from udmoent.editions.public import Audience
from udmoent.editions.trends import trends_of
from udmoent.organisation.actions import whoever
from udmoent.organisation.models import Municipality
from udmoent.plan.models import Plan


def list_plans(arguments: Namespace) -> Answer:
    plans = Plan.objects.select_related("agreement").prefetch_related("editions")
    if settings.UDMOENT_MUNICIPALITY:
        plans = plans.filter(municipality=the_municipality())
    told = [
        {
            "id": plan.pk,
            "name": plan.name,
            "budget_year": plan.agreement.budget_year,
            "editions": [_edition(edition) for edition in plan.editions.all()],
        }
        for plan in plans
    ]
    lines = [line for plan in told for line in _plan_lines(plan)]
    return Answer(
        told, "\n".join(lines) or _("There are no plans yet. Bring one in: udmoent import-plan FILE --plan NAME --new")
    )


def _edition(edition: Edition) -> dict[str, str]:
    return {
        "name": edition.name,
        "as_of": edition.as_of.isoformat(),
        "sealed_at": edition.sealed_at.isoformat(),
        "sha256": edition.sha256,
    }


def _plan_lines(plan: dict) -> list[str]:
    editions = [
        _("  version “{name}” as of {as_of}, {sha}").format(
            name=edition["name"], as_of=edition["as_of"], sha=edition["sha256"][:12]
        )
        for edition in plan["editions"]
    ]
    return [f"{plan['name']} ({plan['budget_year']})", *editions]


def export_plan(arguments: Namespace) -> Answer:
    if arguments.as_of and arguments.edition:
        raise WrongUsage(_("Write either --as-of or --edition, not both."))
    municipality = the_municipality()
    plan = the_plan(municipality, arguments.plan)
    whole = _whole(plan, arguments)
    shown = excerpt(whole, the_body(municipality, arguments.body).abbreviation) if arguments.body else whole
    written = write_plan(
        shown,
        Path(arguments.to),
        whole=whole,
        town=municipality.configuration,
        audience=Audience(arguments.audience),
        layout=arguments.layout,
        since=changed_since_last_version(plan, whole, shown.excerpt_of) if shown.excerpt_of else None,
        language=get_language() or "da",
        template=template_for(Path(arguments.to), municipality, PLAN, files=settings.UDMOENT_FILES),
        over_time=lambda: trends_of(plan, shown),
        communicated=lambda: communications(plan, shown.as_of, shown.known_at if shown.edition else None),
    )
    told = {"file": str(written.file), "items": written.items, "sha256": written.sha256}
    text = _("{items} items written to {file}.").format(items=written.items, file=written.file)
    if not written.items and arguments.audience == Audience.PUBLIC:
        text += " " + _("No item is public: set the visibility of those that may be read by everyone.")
    return Answer(told, text)


def _whole(plan: Plan, arguments: Namespace) -> PlanContent:
    if arguments.edition:
        return editions.read_back(the_edition(plan, arguments.edition))
    return gather(plan, arguments.as_of or clock.today())


def seal(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    plan = the_plan(municipality, arguments.plan)
    now = clock.now()
    edition = editions.seal(
        plan,
        arguments.edition.strip(),
        arguments.as_of,
        body=the_body(municipality, arguments.body) if arguments.body else None,
        meeting_on=arguments.meeting_on,
        replaces=the_edition(plan, arguments.replaces) if arguments.replaces else None,
        why=arguments.why,
        by=whoever(municipality, arguments.by, on=clock.today()),
        now=now,
    )
    told = {
        "plan": plan.name,
        "edition": edition.name,
        "as_of": edition.as_of.isoformat(),
        "sha256": edition.sha256,
    }
    return Answer(
        told, _("“{name}” is sealed. Fingerprint (sha256): {sha}").format(name=edition.name, sha=edition.sha256)
    )


def compare_plan(arguments: Namespace) -> Answer:
    municipality = the_municipality()
    plan = the_plan(municipality, arguments.plan)
    body = the_body(municipality, arguments.body).abbreviation if arguments.body else None
    found = compare(the_content(plan, arguments.since), the_content(plan, arguments.until), body)
    if arguments.to:
        _write(found, municipality, arguments)
    told = to_builtins(found, arguments.since, arguments.until)
    text = comparison_text(
        found,
        town=municipality.configuration,
        since=arguments.since,
        until=arguments.until,
        language=get_language() or "da",
    )
    return Answer(told, _("Written to {file}.").format(file=arguments.to) if arguments.to else text)


def _write(found: Comparison, municipality: Municipality, arguments: Namespace) -> None:
    file = Path(arguments.to)
    write_comparison(
        found,
        file,
        town=municipality.configuration,
        since=arguments.since,
        until=arguments.until,
        language=get_language() or "da",
        template=template_for(file, municipality, COMPARISON, files=settings.UDMOENT_FILES),
    )


def check_data(arguments: Namespace) -> Answer:
    found = msgspec.to_builtins([*violations(), *violations_of_catalogues(), *violations_of_cases()])
    lines = [f"{one['table']} {one['id']}: {one['message']} ({one['rule']})" for one in found]
    text = "\n".join(lines) or _("All rules hold.")
    return Answer({"violations": found}, text, is_refused=bool(found))
