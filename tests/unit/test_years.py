"""Which year a report is about, by everything that it says of itself."""

from __future__ import annotations

import datetime
import gc
import weakref

import pytest

from app.reading import Reading
from app.years import Part, Years, years_of
from tests.unit.builders import document


def years(text: str, year: int | None = None) -> Years:
    return Years(Reading(document(text, year=year)), ("plan",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("东山镇2024年法治政府建设年度报告", 2024),
        ("东山镇法治政府建设年度报告\n2024年，东山镇推进法治建设。", 2024),
        ("东山镇二〇二四年法治政府建设年度报告", 2024),
        (
            "东山镇2023年法治政府建设年度报告\n2024年，我镇学法。\n东山镇人民政府\n2025年1月3日",
            2024,
        ),
        ("东山镇2024年法治政府建设年度报告\n2023年，我镇学法。", 2024),
        ("东山镇2024年法治政府建设年度报告\n自2021年以来，落实《纲要（2021—2025年）》。", 2024),
        ("关于印发东山镇2024年工作要点的通知", None),
    ],
)
def test_the_report_year_is_what_the_weightiest_places_say(text, expected):
    assert years(text).report == expected


def test_a_year_given_by_hand_stands_against_everything_else():
    text = "东山镇2024年法治政府建设年度报告\n2024年，我镇学法。\n一、2024年主要工作\n学法4次。"

    assert years(text, year=2022).report == 2022


def test_every_place_that_names_the_year_is_a_claim():
    text = (
        "东山镇2024年法治政府建设年度报告\n2024年，东山镇认真推进各项工作。\n"
        "本报告数据期间为2024年1月1日至12月31日。\n"
        "一、2024年主要工作\n学法4次。\n二、2025年工作安排\n学法6次。"
    )

    claims = [(claim.part, claim.year) for claim in years(text).claims]

    parts = [Part.TITLE, Part.OPENING, Part.PERIOD, Part.HEADING, Part.PLAN]
    assert claims == [(part, 2024) for part in parts]


@pytest.mark.parametrize(
    ("text", "quoted", "bounded"),
    [
        ("2024年学法", False, False),
        ("《2024年要点》", True, False),
        ("《甲》2024年", False, False),
        ("2021—2024年", False, True),
        ("2023年至2024年", False, True),
        ("2022年、2023年、2024年", False, True),
    ],
)
def test_a_year_in_a_title_or_a_span_is_known_as_such(text, quoted, bounded):
    mention = years(text).mentions[-1]

    assert (mention.year, mention.is_quoted, mention.is_bounded) == (2024, quoted, bounded)


@pytest.mark.parametrize("text", ["12024年", "2000件", "第2024号", "1824年"])
def test_other_numbers_are_no_years(text):
    assert years(text).mentions == ()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025年1月3日", datetime.date(2025, 1, 3)),
        ("二〇二五年一月三日", datetime.date(2025, 1, 3)),
        ("2025年2月30日", None),
    ],
)
def test_the_date_of_signing(date, expected):
    text = f"东山镇2024年法治政府建设年度报告\n一、工作\n学法4次。\n东山镇人民政府\n{date}"

    assert years(text).signed == expected


def test_rules_share_what_they_know_of_a_reading():
    reading = Reading(document("东山镇2024年法治政府建设年度报告"))

    assert years_of(reading, ("plan",)) is years_of(reading, ("plan",))
    assert years_of(reading, ()) is not years_of(reading, ("plan",))


def test_what_is_known_goes_with_the_reading():
    reading = Reading(document("东山镇2024年法治政府建设年度报告"))
    assert years_of(reading, ("plan",)).report == 2024
    left = weakref.ref(reading)

    del reading

    gc.collect()
    assert left() is None
