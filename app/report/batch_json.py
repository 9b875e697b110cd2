"""What came out of a batch as the JSON document that other programs read: less of each report than ``check`` gives."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from app.batch import Alike, Batch, Failure
from app.model import Outcome
from app.report import json as form
from app.report.summary import Summary, Verdict


def document(batch: Batch) -> dict[str, Any]:
    """Return the whole JSON document on ``batch``."""
    entries = [
        form.error_entry(str(each.path), each.error)
        if isinstance(each, Failure)
        else _entry(each, batch.checked)
        for each in batch.entries
    ]
    return form.document(entries, batch.ruleset) | {
        "skipped": [
            form.plain({"file": str(each.path), "why": each.why}) for each in batch.skipped
        ],
        "repeated": [
            form.plain({"file": str(path), "same_as": str(earlier)})
            for path, earlier in batch.repeated.items()
        ],
        "alike": [_pair(each) for each in batch.pairs],
    }


def _entry(each: Summary, checked: datetime.date) -> Any:  # noqa: ANN401  (as plain returns it)
    return form.plain(
        {
            "file": str(each.path),
            "sha256": each.sha256,
            "checked": checked.isoformat(),
            "document": asdict(each.facts) | {"chars": each.characters, "notes": each.notes},
            "results": [_result(verdict) for verdict in each.verdicts],
            "summary": {
                "pass": each.count(Outcome.PASS),
                "partial": each.count(Outcome.PARTIAL),
                "missing": each.count(Outcome.MISSING),
                "problems": each.count(Outcome.PROBLEM),
            },
        }
    )


def _result(verdict: Verdict) -> dict[str, Any]:
    item = verdict.item
    return {
        "rule": item.rule,
        "title": item.title,
        "group": item.group,
        "outcome": verdict.outcome,
        "level": item.level,
        "message": verdict.message,
        "problems": [
            {
                "place": trouble.where,
                "text": trouble.quote,
                "message": trouble.message,
                "suggestion": trouble.suggestion,
            }
            for trouble in verdict.troubles
        ],
    }


def _pair(pair: Alike) -> Any:  # noqa: ANN401  (as plain returns it)
    return form.plain(
        {
            "one": str(pair.one.path),
            "other": str(pair.other.path),
            "share": round(pair.share, 3),
            "other_share": round(pair.other_share, 3),
            "passages": pair.passages,
        }
    )
