"""What identifies persons is hidden wherever a report is quoted, and nothing else changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.mask import hidden, masked
from app.model import Outcome, Span, Value
from app.report import html
from app.report import json as form
from tests.unit.report.builders import document, near_miss, problem, report, result, span

CARD, MOBILE = "421102197603120035", "13900001234"
ON = document(
    "一、工作情况", f"党委书记何建平（身份证号{CARD}）任组长。", f"电话{MOBILE}，村民张大山家。"
)


def found(*texts: str, **changes):
    """Return the result of a rule on personal data that found ``texts``."""
    return result(
        Outcome.PROBLEM if texts else Outcome.PASS,
        group="wording",
        personal=tuple(span(ON, text) for text in texts),
        problems=tuple(problem(ON, text, f"这是{text}", f"删去{text}") for text in texts),
        message=f"有{len(texts)}处个人信息，例如“{texts[0]}”。" if texts else "没有发现。",
        **changes,
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("123456789012345678", "1234**********5678"),
        ("42110219760312003X", "4211**********003X"),
        ("6222021234567890128", "6222***********0128"),
        ("13900001234", "139****1234"),
        ("139-0000-1234", "139-****-1234"),
        ("7171101", "71***01"),
        ("张大山", "张**"),
        ("李明", "李*"),
    ],
)
def test_a_number_keeps_its_ends_and_a_name_its_surname(text, shown):
    assert hidden(text) == shown


def test_no_output_shows_what_is_hidden():
    told = masked(report(found(CARD, MOBILE, "张大山"), on=ON))
    entry = json.dumps(form.report_entry("报告.docx", told, with_text=True), ensure_ascii=False)
    for shown in (entry, html.render(told, only_gaps=False)):
        assert [text for text in (CARD, MOBILE, "张大山") if text in shown] == []
        assert "4211**********0035" in shown
        assert "139****1234" in shown
        assert "张**" in shown
        assert "何建平" in entry


def test_offsets_stay_right():
    told = masked(report(found(CARD), on=ON))
    assert len(told.document.text) == len(ON.text)
    (one,) = told.results[0].problems
    assert told.document.text[one.start : one.end] == one.text


def test_a_quotation_that_begins_within_a_number_is_hidden_too():
    other = result(evidence=(span(ON, "0312003"),), near_misses=(near_miss(ON, "197603", "不算"),))
    told = masked(report(found(CARD), other, on=ON))
    assert told.results[1].evidence[0].text == "****003"
    assert told.results[1].near_misses[0].text == "******"


def test_details_and_values_are_hidden():
    at = span(ON, MOBILE)
    other = result(
        values=(Value(MOBILE, 1.0, "次", at.start, at.end),),
        details={"items": [{"text": f"电话{MOBILE}", "start": at.start - 2, "end": at.end}]},
    )
    told = masked(report(found(MOBILE), other, on=ON)).results[1]
    assert told.values[0].text == "139****1234"
    assert told.details == {
        "items": [{"text": "电话139****1234", "start": at.start - 2, "end": at.end}]
    }


def test_the_same_number_elsewhere_is_hidden_too():
    on = document("一、学法", "张大山（村民）。", "调解村民张大山家的纠纷。")
    place = on.text.rindex("张大山")
    one = result(Outcome.PROBLEM, personal=(Span(place, place + 3, "张大山"),))
    assert "张大山" not in masked(report(one, on=on)).document.text


def test_blocks_of_the_source_are_hidden_where_a_number_is_broken_over_two_lines():
    on = document("一、工作情况", "电话1390000", "1234。")
    text = on.text.replace("1390000\n1234", "13900001234")
    first, second = on.segments[1:]
    cut = replace(
        on,
        text=text,
        segments=(
            on.segments[0],
            first,
            replace(second, start=second.start - 1, end=second.end - 1),
        ),
    )
    start = text.index("1390")
    told = masked(
        report(result(Outcome.PROBLEM, personal=(Span(start, start + 11, "13900001234"),)), on=cut)
    )
    assert [block.text for block in told.document.source.blocks[1:]] == ["电话139****", "1234。"]


@pytest.mark.parametrize(
    ("results", "note"),
    [
        ([found(CARD, MOBILE)], "已遮盖个人信息2处。"),
        ([found()], "没有发现需要遮盖的个人信息。"),
        ([result()], "个人信息没有检查完，遮盖可能不全，请人工核对。"),
        (
            [replace(found(), outcome=Outcome.UNCHECKED)],
            "个人信息没有检查完，遮盖可能不全，请人工核对。",
        ),
    ],
    ids=["two", "none", "no rule", "unchecked"],
)
def test_a_note_tells_what_was_hidden(results, note):
    assert masked(report(*results, on=ON)).document.notes[-1] == note


def test_what_rules_say_of_themselves_stays():
    one = found(CARD, why=f"例如{CARD}", advice=f"删去{CARD}")
    told = masked(report(one, on=ON)).results[0]
    assert (told.why, told.advice, told.basis) == (one.why, one.advice, one.basis)
