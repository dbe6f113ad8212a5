# SPDX-License-Identifier: MPL-2.0
"""Every PDF passes PDF/UA-1 and PDF/A-2a."""

from dataclasses import replace

import pytest

from tests.pdf_gate import validate
from tests.rooms.documents.write import cast
from tests.rooms.documents.write.test_pictures import over_time
from udmoent.documents.write import write_comparison, write_plan
from udmoent.editions.compare import compare
from udmoent.editions.excerpt import excerpt
from udmoent.editions.public import Audience


@pytest.mark.slow
def test_every_pdf_can_be_read_by_everyone_and_for_ever(tmp_path):
    plan, how = cast.plan(), {"town": cast.NORDDJURS}
    since = compare(cast.earlier(plan), plan)
    odd = replace(plan.items[0], title="🟢 中文 ½ ≥ ↵ ● ▲ ■", course="\n".join(["En linje"] * 200), number="")
    odd_plan = replace(plan, items=(odd, replace(plan.items[1], title="")), is_sample=False)
    empty = replace(plan, items=(), totals=type(plan.totals)())
    write_plan(plan, tmp_path / "whole.pdf", whole=plan, since=since, over_time=over_time, **how)
    write_plan(plan, tmp_path / "public.pdf", whole=plan, audience=Audience.PUBLIC, language="en", **how)
    inside = compare(cast.earlier(plan), plan, "BUU")
    write_plan(excerpt(plan, "BUU"), tmp_path / "buu.pdf", whole=plan, layout="norddjurs", since=inside, **how)
    write_plan(odd_plan, tmp_path / "odd.pdf", whole=odd_plan, **how)
    write_plan(empty, tmp_path / "empty.pdf", whole=empty, **how)
    write_comparison(since, tmp_path / "changes.pdf", since="original", until="ultimo maj 2025", **how)
    write_comparison(compare(plan, plan), tmp_path / "same.pdf", since="nu", until="nu", **how)
    assert validate(*sorted(tmp_path.glob("*.pdf"))) == []
