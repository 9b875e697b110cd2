import pytest

from app.similarity import likeness
from tests.unit.builders import document, report

SAME = "镇党委定期听取法治工作汇报，研究解决基层执法中的突出问题。"


def test_a_report_is_wholly_like_itself() -> None:
    assert likeness(report(SAME), report(SAME)).share == 1.0


def test_texts_without_a_common_passage_share_nothing() -> None:
    found = likeness(document("全年化解矛盾纠纷十二件。"), document("开展普法宣传活动若干场次。"))

    assert found.share == 0.0
    assert found.copies == ()


def test_copied_sentences_are_told_with_their_places_in_both() -> None:
    this, last = report(f"全年化解纠纷12件。{SAME}"), report(f"{SAME}开展宣传20场。")

    (copy,) = likeness(this, last).copies

    assert this.text[copy.here.start : copy.here.end] == SAME.rstrip("。")
    assert last.text[copy.there.start : copy.there.end] == SAME.rstrip("。")
    assert not copy.has_figures


def test_a_sentence_with_only_its_year_changed_is_a_copy() -> None:
    this = report("2024年共受理各类矛盾纠纷126件，调解成功121件。")
    last = report("2023年共受理各类矛盾纠纷126件，调解成功121件。")

    (copy,) = likeness(this, last).copies

    assert copy.has_figures


def test_a_sentence_with_other_figures_is_no_copy_but_counts_for_the_share() -> None:
    this = report("全年共受理各类矛盾纠纷126件，调解成功121件，成功率百分之九十六。")
    last = report("全年共受理各类矛盾纠纷98件，调解成功95件，成功率百分之九十六。")

    found = likeness(this, last)

    assert found.copies == ()
    assert found.share > 0.5


@pytest.mark.parametrize("text", ["短句。", "没有句号的一行很长很长很长很长的文字"])
def test_short_sentences_and_lines_without_an_end_are_no_copies(text: str) -> None:
    assert likeness(report(text), report(text)).copies == ()
