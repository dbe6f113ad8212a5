# SPDX-License-Identifier: MPL-2.0
"""A town's plan of some eighty items, made without a database: what the writers are tried on."""

from dataclasses import replace
from datetime import UTC, date, datetime

from udmoent.editions.content import Amount, BodyContent, ItemContent, PlanContent, fingerprint
from udmoent.editions.totals import totals_of_plan
from udmoent.lib.time import IndicativeTime
from udmoent.organisation.configuration import TOWNS, TownConfiguration, read_configuration
from udmoent.plan.facts import (
    Assessment,
    ClosingReason,
    Commitment,
    Involvement,
    Kind,
    Stage,
    Treatment,
    Visibility,
)

NORDDJURS: TownConfiguration = read_configuration((TOWNS / "norddjurs.toml").read_text(encoding="utf-8"))
BODIES = tuple(
    BodyContent(abbreviation=body.abbreviation, name=body.name, digit=body.digit, valid_from=body.valid_from)
    for body in NORDDJURS.bodies
)
HEADINGS = tuple(heading.name for heading in NORDDJURS.headings)
DIGITS = {"ØK": 1, "BUU": 3, "KFU": 4, "MTU": 5}
LETTERS = {Kind.OPERATING: "D", Kind.RAADERUM: "R", Kind.CAPITAL: "A", Kind.INTENT: "H"}
TOPICS = {
    "ØK": (
        *("Kloge m2", "Central flådestyringsenhed", "Generativ kunstig intelligens i administrationen"),
        *("Enklere arbejdsgange ved aktindsigt", "Effektiviseringsbidrag fordelt på udvalg"),
        "Helhedsorienteret indsats mod sygefravær",
    ),
    "BUU": (
        *("Styrket normering i dagtilbud", "Afledt drift af ny daginstitution", "Ny daginstitution i Auning"),
        *("Juniormesterlære i udskolingen", "Tidlig indsats i overgangen fra dagtilbud til skole"),
        "Sociale investeringer: model og pulje",
    ),
    "KFU": (
        "Frivillighedspulje til kulturforeninger",
        "Renovering af svømmehallens omklædning",
        "Lokalarkivernes formidling",
    ),
    "MTU": (
        *("Ressourcer til natur- og miljøområdet", "Asfalt og broer (rammebevilling)", "Cykelsti langs Aarhusvej"),
        "Klimatilpasning ved Kolindsund og kystbeskyttelse",
    ),
}
COURSE = (
    "Kursen for 2025 er, at modellen er beskrevet og afprøvet i to områder inden sommerferien. Erfaringerne samles i et "
    "notat, som forelægges udvalget sammen med et forslag til udbredelse i resten af kommunen.",
    "Anlægsprogram og tidsplan fremlægges. Udbud gennemføres som totalentreprise, og der søges om anlægsbevilling og "
    "frigivelse i samme sag.\nDen afledte drift indarbejdes i budget 2027.",
    "Der nedsættes en arbejdsgruppe.",
    "Arbejdet med at samle kommunens kvadratmeter på færre matrikler fortsætter. I første halvår kortlægges bygningernes "
    "tilstand, energiforbrug og udnyttelsesgrad, og der udarbejdes lokale scenarier sammen med brugerne. I andet halvår "
    "forelægges en prioriteret plan, hvor også salg, udlejning og sambrug med foreninger indgår, og hvor de økonomiske "
    "konsekvenser for både drift og anlæg er beskrevet år for år. Medarbejdere og bestyrelser inddrages undervejs.",
)
STATUS = (
    "",
    "Arbejdsgruppen har holdt tre møder, og udkastet er sendt i høring i MED-organisationen.",
    "Forsinket på grund of en klage over udbuddet; ny tidsplan forelægges i august.".replace(" of ", " af "),
    "Følger planen.",
)
RESPONSIBLE = ("dagtilbudschef", "ejendomschef", "natur- og miljøchef", "digitaliseringschef", "kultur- og fritidschef")
TIMES = ("1.3.2025", "marts 2025", "2. kvartal 2025", "1. halvår 2026", "ultimo maj 2025", "løbende", "afventer")
STAGES = (Stage.UNDER_WAY, Stage.PLANNED, Stage.UNDER_WAY, Stage.AWAITING_DECISION, Stage.CLOSED, Stage.NOT_STARTED)
ASSESSMENTS = (Assessment.GREEN, Assessment.GREEN, Assessment.YELLOW, Assessment.NOT_ASSESSED, Assessment.RED)


def item(place: int, kind: Kind, body: str, title: str, number: str) -> ItemContent:
    """A believable item; `place` chooses among what is told."""
    stage = STAGES[place % len(STAGES)]
    assessment = ASSESSMENTS[place % len(ASSESSMENTS)]
    closed = stage == Stage.CLOSED
    poor = assessment in (Assessment.YELLOW, Assessment.RED)
    nature = "capital" if kind == Kind.CAPITAL else "operating"
    kroner = (-500_000, 2_000_000, 450_250, 8_000_000)[place % 4]
    amounts = (
        ()
        if kind == Kind.INTENT
        else tuple(
            Amount(
                year=year, phase="adopted", nature=nature, price_level="2025", kroner=kroner + (year - 2025) * 150_000
            )
            for year in range(2025, 2029)
        )
    )
    return ItemContent(
        id=place + 1,
        number=number,
        kind=kind,
        title=title,
        body=body,
        other_bodies=("MTU",) if body == "BUU" and place % 7 == 0 else (),
        is_cross_cutting=body == "ØK" and place % 3 != 1,
        heading=HEADINGS[place % len(HEADINGS)] if kind == Kind.INTENT else "",
        agreed_text="Parterne er enige om at arbejde for emnet i aftaleperioden.",
        agreed_reference=f"side {place + 3}",
        course=COURSE[place % len(COURSE)],
        coordination=("Dagtilbud", "Skole og SFO", "Ejendomme")[: place % 4],
        commitments=(
            Commitment(
                party="Velfærdsforvaltningen", promise="leverer model for afprøvning", confirmed_on=date(2025, 5, 31)
            ),
            Commitment(party="Økonomi", promise="beregner gevinsten år for år"),
        )[: 1 + place % 2],
        time=IndicativeTime.read(TIMES[place % len(TIMES)], 2025),
        stage=stage,
        assessment=assessment,
        reason="Klage over udbuddet." if poor else "",
        mitigation="Ny tidsplan forelægges i august." if poor else "",
        status_text=STATUS[place % len(STATUS)],
        responsible=RESPONSIBLE[place % len(RESPONSIBLE)],
        unit="Velfærdsforvaltningen",
        closed_on=date(2025, 5, 1 + place % 28) if closed else None,
        closed_by="plankoordinator" if closed else "",
        closing_reason=ClosingReason.IMPLEMENTED if closed else None,
        strategies=("Plan- og Udviklingsstrategi",) if place % 5 == 0 else (),
        treatments=(Treatment(body=body, form="beslutning", time="marts 2025"),) if place % 3 == 0 else (),
        involvements=(Involvement(party="Hoved-MED", form="høring", time="maj 2025"),) if place % 6 == 0 else (),
        visibility=Visibility.PUBLIC if place % 2 == 0 else Visibility.INTERNAL,
        extra={"Bemærkning fra økonomi": "=SUM(A1:A2)"} if place % 9 == 0 else {},
        amounts=amounts,
    )


def items(per_group: int = 6) -> tuple[ItemContent, ...]:
    made: list[ItemContent] = []
    for kind in Kind:
        told = []
        for body, topics in TOPICS.items():
            for serial in range(per_group if body != "KFU" else max(1, per_group - 3)):
                title = topics[serial % len(topics)] + (
                    f" – etape {serial // len(topics) + 1}" if serial >= len(topics) else ""
                )
                number = f"{LETTERS[kind]}{DIGITS[body]}{serial + 1:02}"
                told.append(item(len(made) + len(told), kind, body, title, number))
        if kind == Kind.INTENT:
            told.sort(key=lambda one: HEADINGS.index(one.heading))
        made += told
    return tuple(made)


def plan(per_group: int = 6, *, sample: bool = True, edition: str | None = "ultimo maj 2025") -> PlanContent:
    """Some eighty items with `per_group` 6; sealed where it has an edition."""
    made = items(per_group)
    content = PlanContent(
        municipality=NORDDJURS.name,
        plan="Udmøntningsplan 2025-2028",
        budget_year=2025,
        as_of=date(2025, 5, 31),
        known_at=datetime(2025, 6, 2, 8, 30, tzinfo=UTC),
        edition=edition,
        is_sample=sample,
        bodies=BODIES,
        headings=HEADINGS,
        items=made,
        totals=totals_of_plan(made),
    )
    return replace(content, sha256=fingerprint(content)) if edition else content


def earlier(content: PlanContent) -> PlanContent:
    """The same plan half a year before: other words, other times, one item less, and less of it over."""

    def before(place: int, one: ItemContent) -> ItemContent:
        if one.stage == Stage.CLOSED and place % 2:
            one = replace(one, stage=Stage.UNDER_WAY, closed_on=None, closed_by="", closing_reason=None)
        if place % 8 == 0:
            one = replace(one, time=IndicativeTime.read("februar 2025", 2025))
        if place % 11 == 0:
            one = replace(
                one,
                course=one.course.replace("afprøvet i to områder", "beskrevet i ét område").replace(
                    "nedsættes", "drøftes"
                ),
            )
        return replace(one, status_text="") if place % 5 == 0 else one

    told = tuple(before(place, one) for place, one in enumerate(content.items) if place % 20 != 3)
    was = replace(content, as_of=date(2024, 12, 11), edition="original", items=told, totals=totals_of_plan(told))
    return replace(was, sha256=fingerprint(was))
