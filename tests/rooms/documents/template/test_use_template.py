# SPDX-License-Identifier: MPL-2.0
"""Templates are brought in, taken in use and left; what was before is kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.rooms.conftest import coordinator, town  # noqa: F401 - the rooms' own cast
from tests.rooms.documents.template.letterhead import letterhead
from udmoent.audit.models import Event
from udmoent.documents.actions import bring_template, leave_template, template_for, template_in_use, use_template
from udmoent.documents.files import place
from udmoent.documents.models import Template, TemplateUse
from udmoent.documents.rules import COMPARISON, PLAN
from udmoent.lib.refusal import Refused
from udmoent.organisation.setting_up import By

LETTER, OTHER = letterhead(), letterhead(header="Nyt logo")
WORD = Path("plan.docx")


@pytest.fixture
def by(coordinator) -> By:  # noqa: F811
    return By(person=coordinator, now=datetime(2025, 6, 1, 9, tzinfo=UTC), why="Nyt design")


@pytest.fixture
def bring(town, by, settings):  # noqa: F811
    def bring(content: bytes = LETTER, name: str = "brev.docx") -> Template:
        return bring_template(town, content, name, files=settings.UDMOENT_FILES, by=by)

    return bring


def test_what_is_brought_in_is_kept_but_not_in_use(bring, town, settings):  # noqa: F811
    template = bring()
    assert place(settings.UDMOENT_FILES, template.sha256).read_bytes() == LETTER
    assert template_for(WORD, town, PLAN, files=settings.UDMOENT_FILES) is None


def test_a_refused_file_is_not_kept(bring, settings):
    with pytest.raises(Refused):
        bring(b"hej")
    assert (
        not Template.objects.exists()
        and not settings.UDMOENT_FILES.exists()
        and not Event.objects.filter(act="bring_template")
    )


def test_the_same_file_is_the_same_template(bring):
    assert bring() == bring(name="kopi.docx") and Template.objects.count() == 1


def test_only_the_chosen_documents_are_written_in_it_and_only_in_word(bring, town, by, settings):  # noqa: F811
    use_template(bring(), [PLAN], by=by)
    files = settings.UDMOENT_FILES
    assert template_for(WORD, town, PLAN, files=files) == LETTER
    assert template_for(WORD, town, COMPARISON, files=files) is None
    assert template_for(Path("plan.pdf"), town, PLAN, files=files) is None


def test_an_earlier_one_is_taken_in_use_again_and_everything_is_kept(bring, town, by):  # noqa: F811
    first, second = bring(), bring(OTHER, "nyt.docx")
    for template in (first, second, first):
        use_template(template, [PLAN, COMPARISON], by=by)
    leave_template(town, PLAN, by=by)
    assert template_in_use(town, PLAN) is None and template_in_use(town, COMPARISON) == first
    used = [use.template for use in TemplateUse.objects.filter(document=PLAN)]
    assert used == [first, second, first, None]
    assert {use.why for use in TemplateUse.objects.all()} == {"Nyt design"}


def test_what_is_in_use_already_is_not_written_again(bring, by):
    template = bring()
    use_template(template, [PLAN], by=by)
    with pytest.raises(Refused, match="allerede"):
        use_template(template, [PLAN], by=by)
    assert [use.document for use in use_template(template, [PLAN, COMPARISON], by=by)] == [COMPARISON]


def test_a_choice_of_nothing_is_refused(bring, by):
    with pytest.raises(Refused, match="Vælg"):
        use_template(bring(), [], by=by)


def test_what_is_not_in_use_cannot_be_left(town, by):  # noqa: F811
    with pytest.raises(Refused, match="Der er intet at gå tilbage fra"):
        leave_template(town, PLAN, by=by)


def test_a_file_that_is_gone_is_told_rather_than_passed_over(bring, town, by, settings):  # noqa: F811
    template = bring()
    use_template(template, [PLAN], by=by)
    place(settings.UDMOENT_FILES, template.sha256).unlink()
    with pytest.raises(Refused, match="sikkerhedskopien"):
        template_for(WORD, town, PLAN, files=settings.UDMOENT_FILES)


def test_the_log_tells_each_act(bring, town, by):  # noqa: F811
    use_template(bring(), [PLAN, COMPARISON], by=by)
    leave_template(town, COMPARISON, by=by)
    told = {event.act: event.told for event in Event.objects.filter(thing="documents.template")}
    assert told["bring_template"]["sha256"] == Template.objects.get().sha256
    assert told["use_template"]["documents"] == [PLAN, COMPARISON]
    assert told["leave_template"] == {"documents": [COMPARISON], "why": "Nyt design"}
