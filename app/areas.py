"""The text of the parts of a report, without the headings above it."""

from __future__ import annotations

from app.reading import Reading, Stretch


def bodies(reading: Reading, *roles: str) -> list[Stretch]:
    """Return where the parts stand, each without the heading it begins with; none that are empty."""
    found = [_body(reading, area) for role in roles for area in reading.area(role)]
    return [area for area in found if reading.text[slice(*area)].strip()]


def length(areas: list[Stretch]) -> int:
    """Return how many characters ``areas`` hold together."""
    return sum(end - start for start, end in areas)


def _body(reading: Reading, area: Stretch) -> Stretch:
    for section, (start, _) in reading.sections_from(*area):
        if start == area[0]:
            return reading.shadowed(section.body, section.body)[0], area[1]
        break
    return area
