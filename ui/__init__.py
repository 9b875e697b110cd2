"""The window of 报告体检: shows in Qt what the core in ``app`` finds."""
