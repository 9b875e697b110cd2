"""The checklist as one page, for a browser and, through Qt's rich text, for paper.

Qt knows tables, widths in percent and simple styles, and no more; the template keeps to that.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from app.model import GAPS, UNDECIDED, DocumentKind, Outcome, Report
from app.paths import RESOURCES
from app.report.checklist import clean, facts, heading, lines, tally
from app.terms import GROUPS, KINDS

_TEMPLATE = "checklist.html"
_SHORT_SUM = 16
_NUMERALS = "零一二三四五六七八九十"


def render(report: Report, *, only_gaps: bool) -> str:
    """Return ``report`` as a page: every result, or what is left to do with ``only_gaps``."""
    document = report.document
    kind = "整改清单" if only_gaps else "检查清单"
    return _template().render(
        title=heading(report, kind),
        kind=kind,
        facts=facts(report),
        short_sum=document.source.sha256[:_SHORT_SUM],
        doubt=KINDS[DocumentKind.OTHER] if document.facts.kind is DocumentKind.OTHER else "",
        stressed=GAPS | UNDECIDED,
        total=len(report.results),
        tally=tally(report.results),
        lines=lines(document, report.gaps if only_gaps else report.results),
        nothing_to_do=_nothing_to_do(report),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(RESOURCES / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE)


def _nothing_to_do(report: Report) -> str:
    required = [result for result in report.results if result.group == "required"]
    if not required or any(result.outcome is not Outcome.PASS for result in required):
        return "未发现需要整改的问题。"
    count = len(required)
    number = _NUMERALS[count] if count < len(_NUMERALS) else str(count)
    return f"{number}项{GROUPS['required']}均符合，未发现需要整改的问题。"
