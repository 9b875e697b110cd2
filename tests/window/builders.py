"""A made-up town's report with one result of each kind, built without the core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.errors import AppError
from app.model import (
    Basis,
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Facts,
    Level,
    NearMiss,
    Outcome,
    Problem,
    Report,
    Result,
    Section,
    Segment,
    SetName,
    Source,
    Span,
)

ROLES = {
    "study": "学习贯彻",
    "measures": "举措成效",
    "leader-duty": "第一责任人履职",
    "deficiencies": "不足与原因",
    "plan": "下年计划",
}
RULESET = SetName("fazhi-annual-report", "法治政府建设年度报告规则", "2025年版", ROLES)
TITLE = "清溪镇人民政府2024年度法治政府建设工作报告"
LINES = (
    TITLE,
    "2024年，清溪镇坚持以习近平法治思想为指导，深入推进法治政府建设，现将有关情况报告如下。",
    "一、工作开展情况",
    "（一）深入学习贯彻习近平法治思想",
    "镇党委理论学习中心组全年集中学法12次，开展会前学法40余次，法治专题讲座4场，机关干部法治意识明显增强。",
    "（二）推进依法行政",
    "严格落实行政执法公示制度，在镇政府网站和便民服务大厅公开执法人员名单、执法依据和办事流程，接受群众监督。"
    "全年办理行政处罚案件23件，未发生行政复议和行政诉讼败诉案件。开展“三约三制度”建设，修订村规民约15部。",
    "（三）化解矛盾纠纷",
    "全镇调解委员会受理矛盾纠纷186件，调处成功179件，成功率96.2%，为𠮷祥村等4个村配备了法律顾问。",
    "二、党政主要负责人履行第一责任人职责情况",
    "党委书记、镇长切实履行推进法治建设第一责任人职责，对重要工作亲自部署、重大问题亲自过问。"
    "调整充实法治政府建设工作领导小组，由党委书记任组长，明确专人负责日常工作。",
    "三、存在的不足和原因",
    "一是行政执法力量薄弱。由于持证执法人员仅有6名，综合执法任务重，日常巡查覆盖不够。",
    "二是普法形式较为单一，宣传针对性不强，群众参与度有待提高。",
    "四、2025年工作打算",
    "2025年，清溪镇将每季度开展一次法治讲座，新增持证执法人员4名，健全重大行政决策合法性审查机制。",
)
TEXT = "\n".join(LINES)
PATH = Path("清溪镇2024年法治政府建设报告.docx")
_HEADINGS = (  # line, label, heading, level, roles, parent
    (2, "一、", "工作开展情况", 1, ("measures",), None),
    (3, "（一）", "深入学习贯彻习近平法治思想", 2, ("study",), 0),
    (5, "（二）", "推进依法行政", 2, (), 0),
    (7, "（三）", "化解矛盾纠纷", 2, (), 0),
    (9, "二、", "党政主要负责人履行第一责任人职责情况", 1, ("leader-duty",), None),
    (11, "三、", "存在的不足和原因", 1, ("deficiencies",), None),
    (14, "四、", "2025年工作打算", 1, ("plan",), None),
)
_BASIS = (
    Basis(
        "法治政府建设与责任落实督察工作规定", "厅字〔2019〕28号", "第二十四条", "每年4月1日前公开"
    ),
)


def document(
    lines: tuple[str, ...] = LINES, path: Path = PATH, notes: tuple[str, ...] = ()
) -> Document:
    """Return the made-up report, or other lines without sections."""
    blocks = tuple(Block(line, BlockKind.PARAGRAPH, n) for n, line in enumerate(lines, 1))
    starts = _starts(lines)
    segments = tuple(
        Segment(start, start + len(line), n, 0)
        for n, (start, line) in enumerate(zip(starts, lines, strict=True))
    )
    source = Source(path, blocks, notes, "0123456789abcdef" * 4)
    facts = Facts(DocumentKind.REPORT, TITLE, "清溪镇人民政府", "镇", 2024)
    sections = _sections() if lines is LINES else ()
    return Document(source, "\n".join(lines), segments, sections, facts, notes)


def span(text: str, within: str = TEXT) -> Span:
    """Return where ``text`` first stands in the report."""
    start = within.index(text)
    return Span(start, start + len(text), text)


def result(rule: str, title: str, outcome: Outcome, message: str, **more: object) -> Result:
    """Return a result of a required item."""
    base = Result(
        rule=rule,
        title=title,
        group="required",
        outcome=outcome,
        level=Level.ERROR,
        message=message,
        why="年度报告应当如实反映这方面的工作，便于上级和社会公众了解、监督。",
        advice=f"请在相应部分补充“{title}”的具体情况，写明时间、次数和做法。",
        basis=_BASIS,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def results() -> tuple[Result, ...]:
    """Return five results: two passed, two partial, one missing with a near miss."""
    near = span("三约三制度")
    single = span("普法形式较为单一")
    return (
        result(
            "leading-group",
            "领导小组",
            Outcome.PASS,
            "写明了法治政府建设工作领导小组及组长。",
            evidence=(span("调整充实法治政府建设工作领导小组，由党委书记任组长"),),
        ),
        result(
            "law-study-count",
            "学法次数",
            Outcome.PASS,
            "写明了学法次数：12次、40余次、4场。",
            evidence=(span("集中学法12次"), span("会前学法40余次"), span("法治专题讲座4场")),
        ),
        result(
            "three-systems",
            "三项制度",
            Outcome.PARTIAL,
            "只写了行政执法公示制度，未写执法全过程记录、重大执法决定法制审核。",
            evidence=(span("行政执法公示制度"),),
            near_misses=(
                NearMiss(near.start, near.end, near.text, "指村级民主管理，不是行政执法三项制度"),
            ),
        ),
        result(
            "deficiencies-and-causes",
            "不足与原因",
            Outcome.PARTIAL,
            "写了2个不足，其中1个没有写原因。",
            evidence=(span("行政执法力量薄弱"),),
            problems=(
                Problem(
                    single.start, single.end, single.text, "没有写这一不足的原因", "补写“由于……”"
                ),
            ),
        ),
        result(
            "next-year-plan",
            "下年计划",
            Outcome.MISSING,
            "没有写下一年度的工作计划。",
            level=Level.WARNING,
        ),
    )


def report(**changes: object) -> Report:
    """Return the made-up report with its results."""
    return replace(Report(document(), results(), RULESET, date(2025, 3, 1)), **changes)  # type: ignore[arg-type]


def report_on(path: Path, **facts: object) -> Report:
    """Return the made-up report as if it had been read from ``path``."""
    made = document(path=path)
    return report(document=replace(made, facts=replace(made.facts, **facts)))  # type: ignore[arg-type]


def long_report(characters: int) -> Report:
    """Return a report of at least ``characters`` characters with one piece of evidence at its end."""
    lines = (*(LINES[4] for _ in range(characters // len(LINES[4]))), "最后集中学法99次")
    made = document(lines)
    found = Span(len(made.text) - 7, len(made.text), made.text[-7:])
    one = result("law-study-count", "学法次数", Outcome.PASS, "有次数", evidence=(found,))
    return report(document=made, results=(one,))


class Checker:
    """Stands for the core: gives a report for each file, or fails as it is told."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.checked: list[Path] = []

    def load_rules(self) -> None:
        """Load nothing."""

    def run(self, path: Path, last_year: Path | None = None) -> Iterator[Report | None]:
        """Yield the made-up report after a step."""
        self.checked.append(path)
        yield None
        if self.failure is not None:
            raise self.failure
        yield replace(report_on(path), last_year=last_year)


def unreadable(path: Path) -> AppError:
    """Return the failure of a file that cannot be read."""
    return AppError("load-missing", "找不到这个文件。", "请重新选择。", path.name)


def _starts(lines: tuple[str, ...]) -> list[int]:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _sections() -> tuple[Section, ...]:
    starts = _starts(LINES)
    sections = []
    for at, (line, label, heading, level, roles, parent) in enumerate(_HEADINGS):
        later = [starts[other[0]] for other in _HEADINGS[at + 1 :] if other[3] <= level]
        end = later[0] if later else len(TEXT)
        body = starts[line] + len(LINES[line]) + 1
        sections.append(Section(label, heading, level, roles, starts[line], body, end, parent))
    return tuple(sections)
