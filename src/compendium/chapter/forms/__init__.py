"""The forms of chart: each takes rows and a width, and gives an Altair chart of that width."""

from compendium.chapter.forms.bars import draw_bars
from compendium.chapter.forms.bullets import draw_bullets
from compendium.chapter.forms.dumbbells import draw_dumbbells
from compendium.chapter.forms.fork import draw_fork
from compendium.chapter.forms.ladder import draw_ladder
from compendium.chapter.forms.matrix import draw_matrix
from compendium.chapter.forms.parts import draw_parts
from compendium.chapter.forms.ranges import draw_range
from compendium.chapter.forms.scatter import draw_scatter
from compendium.chapter.forms.slope import draw_slope
from compendium.chapter.forms.stages import draw_stages
from compendium.chapter.forms.tiles import draw_tiles
from compendium.chapter.forms.timeline import draw_timeline
from compendium.chapter.forms.units import draw_units
from compendium.chapter.forms.whole import draw_whole

__all__ = [
    "draw_bars",
    "draw_bullets",
    "draw_dumbbells",
    "draw_fork",
    "draw_ladder",
    "draw_matrix",
    "draw_parts",
    "draw_range",
    "draw_scatter",
    "draw_slope",
    "draw_stages",
    "draw_tiles",
    "draw_timeline",
    "draw_units",
    "draw_whole",
]
