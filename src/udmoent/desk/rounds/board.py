# SPDX-License-Identifier: MPL-2.0
"""How a round stands: who has answered, who is missing, what is silent, and what has turned since it opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from udmoent.desk.editions.checked import Found, found_in
from udmoent.desk.rounds.opening import come_since
from udmoent.desk.rounds.posts import Post, UnitAsked, by_unit_and_post, holders_on
from udmoent.desk.where import AsOf, to_items
from udmoent.editions.content import ItemContent
from udmoent.editions.counts import count
from udmoent.editions.gather import gather
from udmoent.editions.heard_before import heard_before
from udmoent.editions.quality import check
from udmoent.editions.rounds import Standing, asked_in, said_the_same, standing_of
from udmoent.editions.silence import last_said
from udmoent.followup.facts import Asks, RoundStage
from udmoent.followup.models import Round
from udmoent.plan.parties import Parties


@dataclass(frozen=True)
class Number:
    """A count with where exactly those items are; nowhere for none."""

    n: int
    word: str
    href: str


@dataclass(frozen=True)
class Listed:
    """Items of one kind on the board."""

    code: str
    name: str
    items: tuple[ItemContent, ...]


@dataclass
class Board:
    """A sealed round is told as of its own day, which is its version's; any other as of today."""

    round: Round
    today: date

    @cached_property
    def moment(self) -> AsOf:
        is_sealed = self.round.stage == RoundStage.SEALED
        day = self.round.as_of if is_sealed else self.today
        return AsOf(day, day == self.today)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.round, self.moment.day)

    @property
    def numbers(self) -> Iterator[Number]:
        standing = self.standing
        asked = self._in_list(spurgt=self.round.pk)
        yield Number(len(standing.asked), _("asked about"), asked)
        yield Number(len(standing.answered), _("answered"), self._in_list(besvaret=self.round.pk))
        yield self._here(len(standing.missing), _("missing"), "missing")
        if self.round.asks == Asks.CONTRIBUTORS:
            yield self._here(len(standing.silent), _("missing contributors"), "contributors")
        for days, n in self.silent.items():
            word = _("silent for more than {days} days").format(days=days)
            yield Number(n, word, self._in_list(spurgt=self.round.pk, stille=days, stadie="open"))
        for one in self.turned:
            yield self._here(len(one.items), one.name.lower(), one.code)

    def _here(self, n: int, word: str, code: str) -> Number:
        return Number(n, word, f"#{code}")

    def _in_list(self, **asked: object) -> str:
        day = {"pr": self.moment.asked} if self.moment.asked else {}
        return f"{reverse('plan', args=[self.round.plan_id])}?{urlencode(asked | day)}"

    @property
    def missing_in_list(self) -> str:
        return self._in_list(mangler=self.round.pk)

    @cached_property
    def silent(self) -> dict[int, int]:
        said = last_said(self.round.plan, self.moment.day)
        return dict(count(self.standing.asked, self.moment.day, said).silent)

    @property
    def turned(self) -> list[Listed]:
        """What is otherwise than when the round opened."""
        standing = self.standing
        return [
            Listed("turned-red", _("Turned red"), standing.turned_red),
            Listed("moved", _("Time moved"), standing.moved),
            Listed("closed", _("Closed since it opened"), standing.closed),
        ]

    @property
    def missing(self) -> list[UnitAsked]:
        return by_unit_and_post(self.standing.missing, holders_on(self.round.municipality, self.today))

    @property
    def contributors(self) -> list[tuple[ItemContent, list[Post]]]:
        """The items with the contributing posts that are asked and have not told anything."""
        holders = holders_on(self.round.municipality, self.today)
        return [
            (item, [Post(title, holders.get(title.casefold(), ()), ()) for title in posts])
            for item, posts in self.standing.silent
        ]

    @property
    def need_no_answer(self) -> int:
        """Items that were closed or withdrawn meanwhile, without an answer."""
        standing = self.standing
        return len(standing.asked) - len(standing.answered) - len(standing.missing)

    @property
    def hints(self) -> list[Found]:
        """What the check finds of the items that the round asks about."""
        plan, day = self.round.plan, self.moment.day
        content = replace(gather(plan, day), items=self.standing.asked)
        found = check(
            content,
            last_said(plan, day),
            repeated=said_the_same(plan, day),
            parties=Parties.of_town(plan.municipality.configuration, day),
            before=heard_before(plan, day),
        )
        return [found_in(one, plan, self.moment) for one in (*found.faults, *found.hints)]

    @property
    def to_ask_also(self) -> int:
        if self.round.stage != RoundStage.OPEN:
            return 0
        return len(come_since(self.round, asked_in(self.round), self.today))

    def links(self) -> "Links":
        return Links(self.round, self.moment)


class Links:
    """Where an item is read, and where one answers for it."""

    def __init__(self, round: Round, moment: AsOf) -> None:
        self.plan = round.plan
        self.item = to_items(self.plan, moment)

    def rows(self, items: Iterable[ItemContent]) -> list[tuple[ItemContent, str, str]]:
        return [(item, self.item(item.number), self.answer(item)) for item in items]

    def answer(self, item: ItemContent) -> str:
        """In the place of whoever answers for the item."""
        return f"{reverse('answer', args=[self.plan.pk, item.number])}?{urlencode({'post': item.responsible})}"
