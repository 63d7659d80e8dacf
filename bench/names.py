"""The real vocabularies' names and units, and figures that fit them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random

from forms import PHRASES, WIDE, Figure, Form

from compendium.printed.units import Unit, convert
from compendium.record.vocabulary import Vocabularies, allowed_units


class Names:
    """The real vocabularies, with what fits together in them."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies
        self.indicators = vocabularies.indicators.rows
        self.places = list(vocabularies.places.rows.values())
        self.things = list(vocabularies.entities.rows.values())
        endings = tuple(each.ending for each in vocabularies.endings)
        self.types = sorted(
            name for name in vocabularies.types_of_thing if not name.endswith(endings)
        )
        self.units: dict[str, list[Unit]] = defaultdict(list)
        self.phrases: dict[str, list[Figure]] = defaultdict(list)
        self.indicators_of: dict[Figure, list[str]] = defaultdict(list)
        for indicator_id, row in self.indicators.items():
            if row["period_kind"] == "cumulative":
                # The columns of the tables are single years.
                continue
            allowed = allowed_units(row)
            for unit in vocabularies.units.values():
                if unit.unit in allowed and self._ends(indicator_id, unit):
                    self.units[indicator_id].append(unit)
            for phrase in PHRASES:
                unit = vocabularies.units[phrase.unit]
                low, high = (convert(Decimal(number), unit) for number in (phrase.low, phrase.high))
                least, most = vocabularies.magnitudes.get(indicator_id, (low, high))
                if unit.unit in allowed and least <= low and high <= most:
                    self.phrases[indicator_id].append(phrase)
                    self.indicators_of[phrase].append(indicator_id)

    def _ends(self, indicator_id: str, unit: Unit) -> tuple[int, int] | None:
        """Give the least and most number that reads naturally in a unit, None if none does."""
        least, most = self.vocabularies.magnitudes.get(indicator_id, (1, 10**12))
        usual = {"percent": 90, "rank": 30}.get(unit.unit, 99_999)
        low = max(1, int(Fraction(least) / unit.factor) + 1)
        high = min(usual, int(Fraction(most) / unit.factor))
        return (low, high) if low * 3 <= high else None

    def print_figure(
        self, random: Random, indicator_id: str, unit: Unit, form: Form, *, shown: str
    ) -> Figure:
        """Print a number within the indicator's magnitudes; ``shown`` is the unit beside it."""
        least, most = self._ends(indicator_id, unit) or (1, 3)
        low = Decimal(int(least * (most / 2 / least) ** random.random()))
        high = low + random.randint(1, max(1, int(low) // 2))
        if unit.factor > 1:
            tenths = Decimal(random.randint(0, 9)) / 10
            low, high = low + tenths, high + tenths
        high = high if "{high" in form.printed else low
        printed = form.print(low=low, high=high, unit=shown)
        return Figure(printed, form.comparator, str(low), str(high), unit.unit_zh)

    def print_name(self, random: Random, indicator_id: str) -> str:
        """Print an indicator's name in one of the forms that mean the same."""
        name = random.choice(printed_forms(self.indicators[indicator_id]))
        return random.choice(
            (name, f"{name[:4]}\n{name[4:]}", f"{name}①", name.translate(WIDE), f"{name} ")
        )


def printed_forms(row: Mapping[str, str]) -> list[str]:
    return [row["name_zh"], *filter(None, row["aliases_zh"].split("|"))]
