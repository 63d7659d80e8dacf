"""The values that a column may take, where they are a fixed list."""

from __future__ import annotations

ROLES = ("actual", "target", "forecast")
MEASURES = ("level", "share", "growth", "rank", "ratio", "count")
PERIOD_KINDS = ("point", "annual", "cumulative", "average")
COMPARATORS = ("=", "≥", ">", "≤", "<", "≈")
BINDING = ("binding", "expected")
SOURCE_KINDS = ("table", "box", "text")
PERIOD_SOURCES = ("cell", "sentence", "heading")
TABLE_KINDS = ("indicator", "comparison", "project")
PROJECT_KINDS = (
    "facility",
    "transport",
    "park",
    "zone",
    "institution",
    "event",
    "action",
    "policy",
    "technology",
    "role",
    "other",
)
LISTED_IN = ("box", "section", "text")
NAME_ORIGINS = ("printed", "list", "prefixed", "corrected")
DEEDS = ("action", "policy")
"""The kinds of projects that are no things; a sentence says what each is about."""
WITHOUT_ENTITY = (*DEEDS, "role")
"""The kinds that have no entity: deeds, and what a thing is to become."""
STAGES = ("study", "plan", "start", "build", "upgrade", "complete", "operate", "support")
PLAN_LEVELS = ("city", "district")
PLACE_LEVELS = ("country", "region", "province", "city", "district", "town", "functional_zone")
STATUSES = ("final", "draft")
SOURCES = ("plan", "statistics")
"""What a document does: a plan wants something, statistics say what came of it."""
DIRECTIONS = ("up", "down", "none")
COMPARISONS = ("restated", "sum", "share", "growth", "rank", "unit", "count", "scope")
VERDICTS = ("agree", "rounding", "definition", "conflict")
TARGET_COMPARISONS = ("growth", "multiple", "difference", "none")
OUTCOMES = ("reached", "missed")
LANGUAGES = ("en", "zh")
