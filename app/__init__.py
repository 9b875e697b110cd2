"""The core of 报告体检: reads a report, checks it against a rule set, writes what was found. Knows no Qt."""

NAME = "报告体检"
__version__ = "0.1.0"
