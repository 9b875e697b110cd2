"""Where bundled files and the user's own files lie, the same from source and frozen."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"
RESOURCES = ROOT / "resources"
SAMPLES = RESOURCES / "samples"
DEFAULT_SET = RULES / "fazhi-annual-report"
