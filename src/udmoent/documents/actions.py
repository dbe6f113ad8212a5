# SPDX-License-Identifier: MPL-2.0
from collections.abc import Collection, Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from udmoent.documents.files import keep, place, sha256_of
from udmoent.documents.models import Template, TemplateUse
from udmoent.documents.rules import why_not_leave, why_not_use
from udmoent.documents.template.check import read_template
from udmoent.lib.refusal import Refused
from udmoent.organisation.models import Municipality
from udmoent.organisation.setting_up import By, in_turn


@transaction.atomic
def bring_template(municipality: Municipality, content: bytes, file_name: str, *, files: Path, by: By) -> Template:
    """Keep a Word file below `files` as a template of the town's; one that is here already is given back as it is."""
    read_template(content, file_name)
    municipality = in_turn(municipality)
    known = municipality.templates.filter(sha256=sha256_of(content)).first()
    if known:
        return known
    template = Template.objects.create(
        municipality=municipality,
        file_name=file_name,
        sha256=keep(content, files),
        brought_at=by.now,
        brought_by=by.person,
    )
    by.record("bring_template", template, sha256=template.sha256)
    return template


@transaction.atomic
def use_template(template: Template, documents: Collection[str], *, by: By) -> list[TemplateUse]:
    """Let these kinds of documents be written in the template from now on."""
    municipality = in_turn(template.municipality)
    already = [one for one in documents if template_in_use(municipality, one) == template]
    Refused.if_any([why_not_use(documents, in_use_for=already)])
    chosen = [one for one in documents if one not in already]
    by.record("use_template", template, documents=chosen)
    return [_use(municipality, one, template, by) for one in chosen]


@transaction.atomic
def leave_template(municipality: Municipality, document: str, *, by: By) -> TemplateUse:
    """Let documents of that kind be written in Udmønt's own look again."""
    municipality = in_turn(municipality)
    left = template_in_use(municipality, document)
    Refused.if_any([why_not_leave(has_template=left is not None)])
    by.record("leave_template", left, documents=[document])
    return _use(municipality, document, None, by)


def _use(municipality: Municipality, document: str, template: Template | None, by: By) -> TemplateUse:
    return TemplateUse.objects.create(
        municipality=municipality,
        document=document,
        template=template,
        used_from=by.now,
        used_by=by.person,
        why=by.why,
    )


def template_in_use(municipality: Municipality, document: str) -> Template | None:
    """What documents of that kind are written in now; None is Udmønt's own look."""
    last = municipality.template_uses.latest_of(document).first()
    return last.template if last else None


def templates_for(municipality: Municipality, documents: Iterable[str], *, files: Path) -> dict[str, bytes | None]:
    """By the kind of document what Word files are to be written in."""
    found = {document: template_in_use(municipality, document) for document in documents}
    return {name: template_content(one, files=files) if one else None for name, one in found.items()}


def template_for(file: Path, municipality: Municipality, document: str, *, files: Path) -> bytes | None:
    """What a file of that name is to be written in: the town's template where it is a Word document and there is one."""
    template = template_in_use(municipality, document) if file.suffix.lower() == ".docx" else None
    return template_content(template, files=files) if template else None


def template_content(template: Template, *, files: Path) -> bytes:
    """The Word file as it came in."""
    try:
        return place(files, template.sha256).read_bytes()
    except OSError as fault:
        sentence = _(
            "The file of the template “{name}” is not kept here any more. Bring it back from the backup, "
            "or go back to Udmønt's own look under Set-up, Templates."
        )
        raise Refused(sentence.format(name=template.file_name)) from fault
