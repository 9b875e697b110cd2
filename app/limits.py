"""How much of a file is read at most. The manual states the same figures (a test compares them)."""

FILE_BYTES = 64 * 1024 * 1024
"""The largest file."""
UNPACKED_BYTES = 64 * 1024 * 1024
"""How much of a Word file is unpacked: of the parts that are read; pictures don't count."""
NODES = 1_600_000
"""How many elements, attributes and stretches of text these parts may have when they are parsed."""
NODE_BYTES = 130
"""How much memory one of them takes; text counts by its length too, so that all remain below 300 MB."""
MARKS = 400_000
"""How many paragraphs a Word file may have, with breaks, fields and the like in them."""
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
PDF_SECONDS = 5.0
"""How long reading a PDF may take; looked at after every page."""
PAGE_TAGS = 100_000
"""How many tags a web page may have."""
CONVERSION_SECONDS = 60
"""How long LibreOffice may take to convert a file of an old format."""
