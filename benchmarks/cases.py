# SPDX-License-Identifier: MPL-2.0
"""The orientation of every committee of a plan of 300 items, each with its excerpt and what changed since the last version,
as .docx and .pdf, is written in under 10 s together: on the desk, where the page tells of each as it is done, and by the command.
"""

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from ground.desk import BEGINS, plan_of, signed_in, town
from ground.telling import tell

ITEMS, MOST = 300, 10.0
SEEN, UNTIL = date(2025, 5, 31), date(2025, 8, 31)
MORE = ("Social- og Sundhedsudvalget", "Arbejdsmarkedsudvalget", "Klimaudvalget", "Landdistriktsudvalget")
FILES = ("sag", "bilag-1-udsnit", "bilag-2-aendringer")


def main() -> None:
    with town() as folder:
        plan_id = plan_of(ITEMS)
        committees = with_more_committees(plan_id)
        last = with_two_versions(plan_id, committees)
        on_desk = written_on_desk(plan_id, last)
        by_command = written_by_command(folder / "sager.zip")
    rows = [("desk", *on_desk), ("command", *by_command)]
    assert all(told == len(committees) for _way, told, *_more in rows), (rows, committees)
    holds = max(seconds for _way, _told, _first, seconds, *_more in rows) < MOST
    claim = (
        f"{len(committees)} committees of {ITEMS} items, each case and its attachments as .docx and .pdf:"
        f" together under {MOST:.0f} s, told one by one"
    )
    tell(claim, ("", "committees", "s to the first", "s to the last", "kB", "pages of .pdf"), rows, holds=holds)


def with_more_committees(plan_id: int) -> list[str]:
    """A town with as many committees as most have; the abbreviations of all."""
    from udmoent.organisation.models import Body, Person
    from udmoent.organisation.setting_up import By, add_body
    from udmoent.plan.models import Plan

    plan = Plan.objects.get(pk=plan_id)
    by = By(person=Person.objects.get(name="Karen Koordinator"), now=datetime(2024, 12, 11, 8, tzinfo=UTC))
    for number, name in enumerate(MORE, start=6):
        told = {"abbreviation": name[:3].upper(), "name": name, "kind": "committee", "valid_from": BEGINS}
        add_body(plan.municipality, told | {"digit": str(number)}, by=by)
    found = plan.municipality.bodies.in_force(BEGINS).filter(kind=Body.Kind.COMMITTEE)
    return [body.abbreviation for body in found]


def with_two_versions(plan_id: int, committees: list[str]) -> int:
    """Items shared out between the committees and released to the public; every third is another in the second version."""
    from udmoent.editions.actions import seal
    from udmoent.organisation.models import Person
    from udmoent.plan.actions import Act, change_all
    from udmoent.plan.models import Plan

    plan, by = Plan.objects.get(pk=plan_id), Person.objects.get(name="Karen Koordinator")
    items = list(plan.items.order_by("pk"))
    act = Act(by=by, now=datetime(2025, 1, 6, 8, tzinfo=UTC), applies_on=date(2025, 1, 6))
    shared = {
        item: {"body": committees[place % len(committees)], "visibility": "public"} for place, item in enumerate(items)
    }
    change_all(plan, shared, act=act)
    seal(plan, "ultimo maj", SEEN, by=by, now=datetime(2025, 6, 2, 8, tzinfo=UTC))
    act = Act(by=by, now=datetime(2025, 8, 4, 8, tzinfo=UTC), applies_on=date(2025, 8, 4))
    anew = {
        item: {"course": f"Der er nu en aftale for {item.number}, som gennemføres i to trin. " * 3}
        for item in items[::3]
    }
    change_all(plan, anew, act=act)
    return seal(plan, "ultimo august", UNTIL, by=by, now=datetime(2025, 9, 1, 8, tzinfo=UTC)).pk


def written_on_desk(plan_id: int, edition_id: int) -> tuple[int, float, float, float, int]:
    """Through all of Django, begun cases and their texts included, to the folder as the browser has it."""
    from udmoent.organisation.models import Body

    client, bodies = signed_in(), Body.objects.filter(kind=Body.Kind.COMMITTEE)
    told = {"edition": edition_id, "bodies": [body.abbreviation for body in bodies]}
    begun = perf_counter()
    answer = client.post(f"/plan/{plan_id}/sager/alle/", told)
    assert answer.status_code == 200, answer
    page, lines = "", []
    for part in answer.streaming_content:
        page += part.decode()
        lines += [perf_counter() - begun] if part.startswith(b"<li>") else []
    address = re.search(r'href="(/hent/sager/[^"]+)"', page)[1]
    content = b"".join(client.get(address).streaming_content)
    seconds = perf_counter() - begun
    return len(lines), lines[0], seconds, *weighed(content)


def written_by_command(to: Path) -> tuple[int, float, float, float, int]:
    """The program as a person starts it."""
    words = ["write-case", "orientation", "--plan", f"Plan {ITEMS}", "--body", "all", "--edition", "ultimo august"]
    begun = perf_counter()
    command = [sys.executable, "-m", "udmoent", *words, "--to", str(to)]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    lines = [perf_counter() - begun for _line in program.stderr]
    assert program.wait() == 0, "the command was refused"
    return len(lines), lines[0], perf_counter() - begun, *weighed(to.read_bytes())


def weighed(content: bytes) -> tuple[float, int]:
    """Kilobytes and pages; of each committee every file is there."""
    from pypdfium2 import PdfDocument

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names, pages = archive.namelist(), 0
        for name in filter(lambda name: name.endswith(".pdf"), names):
            pages += len(PdfDocument(archive.read(name)))
    per_committee = Counter(Path(name).name for name in names)
    lacking = [
        f"{name}{ending}" for name in FILES for ending in (".docx", ".pdf") if not per_committee[f"{name}{ending}"]
    ]
    assert not lacking and len(set(per_committee.values())) == 1, (lacking, per_committee)
    return len(content) / 1000, pages


if __name__ == "__main__":
    main()
