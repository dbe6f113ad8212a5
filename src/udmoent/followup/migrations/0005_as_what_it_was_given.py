# SPDX-License-Identifier: MPL-2.0
from datetime import date

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q
from django.utils.timezone import localdate

from udmoent.audit.append_only import append_only, changeable


def tell_as_what(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of the answers that are there already, from the plan and the posts of the day on which each was given."""
    report, state = apps.get_model("followup", "StatusReport"), apps.get_model("plan", "ItemState")
    for one in report.objects.order_by("pk").iterator():
        then = state.objects.filter(
            item=one.item_id, applies_on__lte=one.applies_on, recorded_at__lte=one.recorded_at
        ).order_by("applies_on", "pk")
        found = then.last()
        held = posts_held(apps, one.recorded_by_id, localdate(one.recorded_at))
        named = [found.responsible, *found.contributors] if found else []
        posts = [post for post in dict.fromkeys(named) if post.casefold() in held]
        report.objects.filter(pk=one.pk).update(posts=posts, capacity=capacity(one, named[:1], posts))


def posts_held(apps: StateApps, person: int, on: date) -> set[str]:
    holdings = apps.get_model("organisation", "Holding").objects.filter(person=person, valid_from__lte=on)
    held = holdings.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return {title.casefold() for title in held.values_list("position__title", flat=True)}


def capacity(one, responsible: list[str], posts: list[str]) -> str:
    if one.on_behalf_of:
        return "on_behalf"
    return "contributor" if posts and posts[0] not in responsible else "responsible"


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0004_decisions_of_items"),
        ("organisation", "0002_the_desk"),
        ("plan", "0005_next_steps"),
    ]

    operations = [
        changeable("followup_statusreport"),
        migrations.AddField(
            model_name="statusreport",
            name="capacity",
            field=models.CharField(default="responsible", max_length=20),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="posts",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(tell_as_what, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__in", ["responsible", "contributor", "on_behalf"])),
                name="report_capacity_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_behalf_of", ""), ("capacity", "on_behalf"), _connector="OR"),
                name="report_for_another_post_says_so",
            ),
        ),
        append_only("followup_statusreport"),
    ]
