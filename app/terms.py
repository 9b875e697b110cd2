"""The words that every window, sheet and page uses for the values of ``app.model``."""

from __future__ import annotations

from app.model import DocumentKind, Level, Outcome, Result

GAP_LIST, FULL_LIST = "整改清单", "检查清单"
"""What the list of what is left to do is called, and the list of everything."""

REQUIRED_GROUPS = ("required", "statutory")
"""Groups whose rules ask whether something is there; the others ask whether something is wrong."""

GROUPS = {
    "required": "必备事项",
    "statutory": "法定内容",
    "consistency": "前后一致",
    "wording": "用语规范",
    "format": "格式规范",
}

LEVELS = {Level.ERROR: "必须整改", Level.WARNING: "建议整改", Level.INFO: "提示"}

LEVEL_MARKS = {Level.ERROR: "■", Level.WARNING: "◆", Level.INFO: "◇"}
"""A mark for each level that tells it apart without colour."""

KINDS = {
    DocumentKind.REPORT: "法治政府建设年度报告",
    DocumentKind.OTHER: "不像是法治政府建设年度报告",
}

_OUTCOMES = {
    Outcome.PASS: "符合",
    Outcome.PARTIAL: "部分符合",
    Outcome.MISSING: "缺失",
    Outcome.PROBLEM: "有问题",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.REVIEW: "待人工",
    Outcome.UNCHECKED: "未检查",
}

MARKS = {
    Outcome.PASS: "√",
    Outcome.PARTIAL: "△",
    Outcome.MISSING: "×",
    Outcome.PROBLEM: "×",
    Outcome.NOT_APPLICABLE: "－",
    Outcome.REVIEW: "？",
    Outcome.UNCHECKED: "○",
}
"""A mark for each outcome that tells it apart without colour."""


def outcome_word(result: Result) -> str:
    """Return the Chinese word for a result's outcome."""
    return outcome_name(result.outcome, result.group)


def outcome_name(outcome: Outcome, group: str) -> str:
    """Return the Chinese word for an outcome of a rule of ``group``."""
    if outcome is Outcome.PASS and group not in REQUIRED_GROUPS:
        return "未见问题"
    return _OUTCOMES[outcome]
