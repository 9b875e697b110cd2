"""How much of a file is read at most. The manual states the same figures (a test compares them)."""

FILE_BYTES = 64 * 1024 * 1024
"""The largest file."""
PART_BYTES = 64 * 1024 * 1024
"""The largest unpacked part of a Word file, of those that are read: pictures don't count."""
PART_TAGS = 4_000_000
"""How many tags a part may have: each takes some 100 bytes of memory when it is parsed."""
ENTRIES = 5_000
"""How many parts a Word file may have."""
TEXT_CHARS = 1_000_000
"""How many characters of a text are shown; a longer one is no report and is not checked."""
TEXT_PARAGRAPHS = 100_000
"""How many paragraphs or lines of a text are shown; one with more is no report and is not checked."""
PDF_PAGES = 500
"""How many pages a PDF may have."""
PDF_CHARS = 500_000
"""How many characters of a PDF are read."""
PAGE_TAGS = 100_000
"""How many tags a web page may have."""
CONVERSION_SECONDS = 60
"""How long LibreOffice may take to convert a file of an old format."""
