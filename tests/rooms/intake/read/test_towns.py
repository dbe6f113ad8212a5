# SPDX-License-Identifier: MPL-2.0
"""Whole plans as different towns keep them, with everything at once."""

from datetime import date

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from udmoent.plan.facts import Assessment, Commitment, Kind, Stage, Treatment

NORDDJURS = [
    "Emne",
    "Kursen for 2025",
    "Koordinering og\nCommitment",
    "Vejledende tidspunkt",
    "Udvalgs-behandling",
    "Ansvarlig",
    "Status pr. ultimo maj 2025",
    "X",
]


def in_bold(document, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


@pytest.fixture
def norddjurs(word, table):
    """A Word plan: parts as headings, committees in bold, intent by heading rows, a row parted by a page."""

    def write(document) -> None:
        document.add_heading("Udmøntningsplan 2025-2028", 0)
        document.add_paragraph(
            "Planen er et dynamisk dokument. De anførte tidspunkter er vejledende, og kan blive justeret i løbet af året, "
            "som det fremgår af sagen til Økonomiudvalget."
        )
        cover = document.add_table(2, 2)
        cover.cell(0, 0).text, cover.cell(0, 1).text = "Godkendt", "Kommunalbestyrelsen 17.12.2024"
        cover.cell(1, 0).text, cover.cell(1, 1).text = "Version", "ultimo maj 2025"
        document.add_heading("1. Driftsændringer", 1)
        in_bold(document, "Børne- og Ungdomsudvalget")
        table(
            document,
            [
                NORDDJURS,
                [
                    "D301 Styrket normering i dagtilbud",
                    "Normeringen løftes.",
                    "Koordinering: Dagtilbud; HR\nDagtilbud: ansætter inden 1.3.",
                    "1.1.2025",
                    "BUU marts 2025",
                    "dagtilbudschef",
                    "Gennemført",
                    "X",
                ],
                [
                    "D302 Afledt drift af ny daginstitution (A301)",
                    "Følger byggeriet",
                    "HR\nØkonomi",
                    "afventer",
                    None,
                    "dagtilbudschef",
                    "Afventer anlægsprojektet",
                    None,
                ],
                [None, "og indarbejdes i budget 2027", None, None, None, None, None, None],
            ],
        )
        in_bold(document, "Økonomiudvalget")
        split = table(
            document,
            [
                NORDDJURS,
                ["D101 Effektiviseringsbidrag", None, None, "løbende", None, "økonomichef", None, None],
                NORDDJURS,
                ["D102 Indkøb", None, None, "ultimo juni 2025", None, "økonomichef", None, "Afsluttet juni 2025"],
            ],
        )
        split.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        document.add_heading("4. Hensigtserklæringer", 1)
        intent = table(
            document,
            [
                NORDDJURS,
                ["Sociale investeringer"] + [None] * 7,
                [
                    "Sociale investeringer: model og pulje",
                    "Model beskrives",
                    None,
                    "2. kvartal 2025",
                    "Temadrøftelse i BUU, april 2025",
                    "velfærdsdirektør",
                    "Følger planen",
                    None,
                ],
                ["Et hovedpunkt, ingen kender"] + [None] * 7,
                ["De nationale reformer", None, None, "løbende", "alle udvalg", "kommunaldirektør", None, None],
            ],
        )
        for row in (1, 3):
            intent.cell(row, 0).merge(intent.cell(row, 7))
        for paragraph in document.paragraphs:
            paragraph.paragraph_format.space_after = Pt(3)

    return word(write)


def test_norddjurs_word_plan_is_read_whole(norddjurs):
    assert norddjurs.faults == ()
    assert [(item.number, item.title, item.kind, item.told.get("body")) for item in norddjurs.items] == [
        ("D301", "Styrket normering i dagtilbud", "operating", "BUU"),
        ("D302", "Afledt drift af ny daginstitution (A301)", "operating", "BUU"),
        ("D101", "Effektiviseringsbidrag", "operating", "ØK"),
        ("D102", "Indkøb", "operating", "ØK"),
        ("", "Sociale investeringer: model og pulje", "intent", None),
        ("", "De nationale reformer", "intent", None),
    ]


def test_norddjurs_cells_are_understood(norddjurs):
    first, second, _third, fourth, fifth, sixth = (item.told for item in norddjurs.items)
    assert first["coordination"] == ("Dagtilbud", "HR")
    assert first["commitments"] == (Commitment(party="Dagtilbud", promise="ansætter inden 1.3."),)
    assert first["treatments"] == (Treatment(body="BUU", form="", time="marts 2025"),)
    assert first["is_closed"] is True and second["is_closed"] is False
    assert second["course"] == "Følger byggeriet\nog indarbejdes i budget 2027"
    assert second["coordination"] == ("HR", "Økonomi")
    assert (fourth["is_closed"], fourth["closed_on"]) == (True, date(2025, 6, 30))
    assert fifth["heading"] == "Sociale investeringer, Fremtidens velfærd, Skoler og dagtilbud"
    assert fifth["treatments"] == (Treatment(body="BUU", form="temadrøftelse", time="april 2025"),)
    assert sixth["heading"] == "Et hovedpunkt, ingen kender"
    assert norddjurs.headings == (fifth["heading"], sixth["heading"])


def test_what_was_passed_over_in_the_word_plan_is_told(norddjurs):
    told = [(caution.place, caution.row) for caution in norddjurs.warnings]
    assert told == [("tabel 2", 4), ("tabel 1", 1)]


def test_fredensborg_has_traffic_lights_and_a_list_of_finished_ones(sheets):
    header = [
        "Budgetinitiativ",
        "Beskrivelse",
        "Trafiklys",
        "Status",
        "Plan",
        "Kommende politisk behandling",
        "Strategisk markør",
    ]
    draft = sheets(
        {
            "Drift": [
                ["Opfølgning på budgetaftalen 2025"],
                ["Drift"],
                header,
                [None, "Flere lærlinge", "Grøn", "Går godt", "Rekruttering", "Økonomiudvalget juni 2025", "Uddannelse"],
            ],
            "Anlæg": [header, [None, "Ny hal", "🔴", "Forsinket", "Nyt udbud", None, None]],
            "Afsluttede": [["Nr.", "Beskrivelse", "Type", "Afsluttet"], [7, "Cykelsti", "Anlæg", "oktober 2025"]],
        }
    )
    assert draft.faults == ()
    assert [(item.title, item.kind, item.told.get("assessment")) for item in draft.items] == [
        ("Flere lærlinge", Kind.OPERATING, Assessment.GREEN),
        ("Ny hal", Kind.CAPITAL, Assessment.RED),
        ("Cykelsti", Kind.CAPITAL, None),
    ]
    assert draft.items[0].told["treatments"] == (Treatment(body="ØK", form="", time="juni 2025"),)
    assert draft.items[0].told["course"] == "Rekruttering"
    assert draft.items[2].told["closed_on"] == date(2025, 10, 31)
    assert draft.extra_columns == ("Budgetinitiativ",)


def test_skanderborg_has_capital_projects_with_amounts_and_a_running_date(sheet):
    draft = sheet(
        [
            ["Anlægsoversigt pr. 31. marts 2025"],
            ["Beløb i hele 1.000 kr. – 2025-priser"],
            [],
            [
                "Nr.",
                "Projekt",
                "Udvalg",
                "Budget 2025",
                "Forbrug 2025",
                "Forventet 2025",
                "Ansvarlig",
                "Projektleder",
                "Start",
                "Slut",
                "Bemærkninger",
            ],
            [
                "0.01",
                "Vejbelysning",
                "Miljø- og Teknikudvalget",
                2500,
                312.5,
                "2.400",
                "vejchef",
                "Bo",
                date(2025, 1, 1),
                "løbende",
                "-",
            ],
            [
                "0.02",
                "Ny skole",
                "Børne- og Ungdomsudvalget",
                -1250,
                "–",
                None,
                "anlægschef",
                "Else",
                None,
                date(2026, 8, 1),
                None,
            ],
            [None, "I alt", None, 1250, 312.5, None, None, None, None, None, None],
        ]
    )
    assert draft.faults == ()
    lights, school = draft.items
    assert (lights.number, lights.kind, lights.told["body"], lights.told["time"].text) == (
        "0.01",
        "capital",
        "MTU",
        "løbende",
    )
    assert {(key.year, key.phase, key.nature, key.price_level): kroner for key, kroner in lights.amounts.items()} == {
        (2025, "adopted", "capital", "2025"): 2_500_000,
        (2025, "spent", "capital", "2025"): 312_500,
        (2025, "expected", "capital", "2025"): 2_400_000,
    }
    assert school.told["time"].first == date(2026, 8, 1)
    assert school.told["extra"] == {"Projektleder": "Else", "Start": ""}
    assert draft.extra_columns == ("Projektleder", "Start")


def test_kolding_tells_who_is_ordered_to_do_what(tmp_path, read):
    text = "Løbenr;Udvalg;Opgave;Frist;Status;Ansvarlig;Afsluttet måned\n"
    text += "1;ØK;Analyse af indkøb;1/3 2025;Igangsat;økonomichef;\n2;MTU;Tilsyn;2. halvår;Udført;vejchef;juni 2025\n"
    (tmp_path / "noter.csv").write_bytes(text.encode("cp1252"))
    draft = read(tmp_path / "noter.csv", plan_items={"1": Kind.OPERATING, "2": Kind.OPERATING})
    assert draft.faults == ()
    first, second = (item.told for item in draft.items)
    assert (first["time"].first, first["stage"], first["closed_on"]) == (date(2025, 3, 1), Stage.UNDER_WAY, None)
    assert (second["is_closed"], second["closed_on"], second["status_text"]) == (True, date(2025, 6, 30), "Udført")


def test_a_plan_may_lie_in_many_sheets_with_subtotals_and_footers(sheets):
    def of(body: str, letter: str) -> list[list[object]]:
        return [
            [f"Udmøntningsplan – {body}"],
            ["Mio. kr."],
            [None, "Løbenr.", "Indsats", "B2025", "BO26", "Tovholder"],
            [None, "Driftsændringer"],
            [None, f"D{letter}01", "Første", "1,5", -0.25, "A"],
            [None, f"D{letter}02", "Anden", "(0,4)", None, "B"],
            [None, "Driftsændringer i alt", None, 1.1, -0.25],
            [None, "Anlæg"],
            [None, f"A{letter}01", "Tredje", "2", "3", "C"],
            [None, "Anlæg i alt", None, 2, 3],
            [None, "Total", None, 3.1, 2.75],
            [],
            ["Udskrevet 31-05-2025 side 1"],
        ]

    draft = sheets({"3 BUU": of("BUU", "3"), "5 MTU": of("MTU", "5")})
    assert draft.faults == ()
    assert [(item.number, item.kind, item.told["body"], list(item.amounts.values())) for item in draft.items] == [
        ("D301", "operating", "BUU", [1_500_000, -250_000]),
        ("D302", "operating", "BUU", [-400_000, None]),
        ("A301", "capital", "BUU", [2_000_000, 3_000_000]),
        ("D501", "operating", "MTU", [1_500_000, -250_000]),
        ("D502", "operating", "MTU", [-400_000, None]),
        ("A501", "capital", "MTU", [2_000_000, 3_000_000]),
    ]
    assert len(draft.warnings) == 8


def test_an_ods_plan_is_read_like_the_others(tmp_path, read):
    import odfdo

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Råderumsforslag")
    for at, row in enumerate([["Nr.", "Emne", "Udvalg", "Afsl."], ["R101", "Kloge m2", "ØK, tværgående", "☒"]]):
        for column, text in enumerate(row):
            table.set_value((column, at), text)
    document.body.append(table)
    document.save(tmp_path / "plan.ods")
    (item,) = read(tmp_path / "plan.ods").items
    assert (item.kind, item.told["body"], item.told["is_cross_cutting"], item.told["is_closed"]) == (
        "raaderum",
        "ØK",
        True,
        True,
    )


def test_an_old_xls_plan_is_read_like_the_others(tmp_path, read):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("BUU")
    for at, row in enumerate([["Nr.", "Emne", "2025 (kr.)"], ["D301", "Styrket normering", 1500.0]]):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    book.save(str(tmp_path / "plan.xls"))
    (item,) = read(tmp_path / "plan.xls").items
    assert (item.number, list(item.amounts.values())) == ("D301", [1500])


def test_four_thousand_rows_are_read_whole(tmp_path, read):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("BUU")
    sheet.append(
        ["Nr.", "Emne", "Kursen", "Koordinering", "Tidspunkt", "Trafiklys", "Status", "X", "2025 (kr.)", "2026 (kr.)"]
    )
    for at in range(4000):
        sheet.append(
            [f"D{1000 + at}", f"Emne {at}", "Kurs " * 20, "HR\nIT", "marts 2025", "Gul", f"Status {at}", None, at, -at]
        )
    book.save(tmp_path / "stor.xlsx")
    draft = read(tmp_path / "stor.xlsx")
    assert len(draft.items) == 4000 and draft.faults == ()
