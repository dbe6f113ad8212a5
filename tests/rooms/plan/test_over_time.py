# SPDX-License-Identifier: MPL-2.0
from dataclasses import replace
from datetime import date

from udmoent.lib.time import IndicativeTime
from udmoent.plan.facts import Assessment, Facts, Stage
from udmoent.plan.over_time import Said, moves, statuses

BARE = Facts(title="Kaj", body="ØK")
TIMES = [IndicativeTime.read(text, 2025) for text in ("marts 2025", "juni 2025", "løbende")]
DAYS = [date(2025, month, 1) for month in (1, 2, 3, 4)]


def test_each_move_is_told_with_why():
    said = [Said(DAYS[0], replace(BARE, time=TIMES[0])), Said(DAYS[1], replace(BARE, time=TIMES[1]), "Udbud")]
    (move,) = moves([*said, Said(DAYS[2], replace(BARE, time=TIMES[1], course="Nyt"))])
    assert (move.on, move.before, move.after, move.why) == (DAYS[1], TIMES[0], TIMES[1], "Udbud")


def test_the_first_time_is_no_move():
    assert not moves([Said(DAYS[0], BARE), Said(DAYS[1], replace(BARE, time=TIMES[0]))])


def test_statuses_are_told_where_they_changed_and_the_last_of_a_day():
    under_way = replace(BARE, stage=Stage.UNDER_WAY)
    yellow = replace(under_way, assessment=Assessment.YELLOW)
    said = [Said(DAYS[0], BARE), Said(DAYS[1], under_way), Said(DAYS[1], yellow), Said(DAYS[2], yellow)]
    assert [(one.on, one.stage, one.assessment) for one in statuses(said)] == [
        (DAYS[0], Stage.NOT_STARTED, Assessment.NOT_ASSESSED),
        (DAYS[1], Stage.UNDER_WAY, Assessment.YELLOW),
    ]
