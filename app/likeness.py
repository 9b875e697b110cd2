"""How much two passages have in common, by the pairs of neighbouring characters that both hold."""

from collections.abc import Sequence

ENOUGH = 0.6
"""The part of a passage's pairs that another one repeats when it speaks of the same thing."""

_LEAST = 3


def share(topic: str, text: str) -> float:
    """Return which part of ``topic`` is found in ``text``, 0 for a topic too short to tell."""
    pairs = _pairs(topic)
    return len(pairs & _pairs(text)) / len(pairs) if len(pairs) > 1 else 0.0


def best_named(text: str, topics: Sequence[str]) -> int | None:
    """Return the index of the topic of which most is found in ``text``, None when of none enough is."""
    shares = [share(topic, text) for topic in topics]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= ENOUGH else None


def most_alike(text: str, others: Sequence[str]) -> int | None:
    """Return the index of the passage that shares most with ``text``, None when none shares much."""
    pairs = _pairs(text)
    shared = [len(pairs & _pairs(other)) for other in others]
    best = max(range(len(shared)), key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] >= _LEAST else None


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()}
