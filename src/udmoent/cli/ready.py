# SPDX-License-Identifier: MPL-2.0
"""Whether the database is there, and the town in it."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from udmoent.lib.names import named
from udmoent.lib.refusal import Refusal, Refused
from udmoent.organisation.models import Municipality


def why_not_use_database() -> Refusal | None:
    """Not made, of an earlier version, or not answering."""
    not_set_up = Refusal(_("The database is not set up. Run: udmoent setup"))
    if _lacks_its_file():
        return not_set_up
    try:
        executor = MigrationExecutor(connection)
        lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        return Refusal(_("The database does not answer: {fault}").format(fault=str(fault).strip()))
    if lacking and not executor.loader.applied_migrations:
        return not_set_up
    return Refusal(_("The database is of an earlier version. Run: udmoent setup")) if lacking else None


def _lacks_its_file() -> bool:
    """Looked at first, since SQLite would make an empty database where there is none."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return False
    return not Path(str(connection.settings_dict["NAME"])).exists()


def the_municipality() -> Municipality:
    """The only town there is, or the one that UDMOENT_MUNICIPALITY names."""
    towns = list(Municipality.objects.order_by("slug"))
    if settings.UDMOENT_MUNICIPALITY:
        return named(
            towns,
            settings.UDMOENT_MUNICIPALITY,
            _("There is no municipality “{name}”. Known: {known}."),
            lambda town: town.slug,
        )
    if len(towns) == 1:
        return towns[0]
    if towns:
        raise Refused(_("There are several municipalities. Name one in UDMOENT_MUNICIPALITY."))
    raise Refused(_("No municipality is set up. Run: udmoent setup --municipality norddjurs"))
