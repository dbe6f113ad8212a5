# SPDX-License-Identifier: MPL-2.0
from datetime import date

from udmoent.editions.content import to_json
from udmoent.editions.gather import gather
from udmoent.plan.notes import note_on, write_note

DAY, LATER = date(2025, 3, 1), date(2025, 6, 1)


def test_a_note_holds_until_the_next(item, act):
    write_note(item, "Følges tæt.", act=act(DAY))
    write_note(item, "Ser bedre ud.", act=act(LATER))
    assert note_on(item, DAY).text == "Følges tæt." and note_on(item, LATER).text == "Ser bedre ud."
    assert note_on(item, date(2025, 1, 1)) is None


def test_an_empty_note_takes_it_away_and_keeps_what_was_said(item, act):
    write_note(item, "Følges tæt.", act=act(DAY))
    write_note(item, "", act=act(LATER))
    assert note_on(item, LATER) is None and note_on(item, DAY).text == "Følges tæt."


def test_the_same_note_is_written_once(item, act):
    assert write_note(item, "Følges tæt.", act=act(DAY))
    assert write_note(item, "Følges tæt.", act=act(LATER)) is None and item.notes.count() == 1


def test_no_plan_content_carries_it(plan, item, act):
    write_note(item, "Følges tæt.", act=act(DAY))
    assert "Følges" not in to_json(gather(plan, LATER)).decode()
