"""The charts of the dashboards, each declared once: on a page, on its own address, in a workbook, on paper."""

from reports.charts.changes import MOVEMENT
from reports.charts.chart import Asked, Chart, ChartKind, draw_all
from reports.charts.structure import BY_KIND, BY_PLACE, BY_RATING, BY_SECTOR, BY_SIZE
from reports.charts.trends import COUNTS, TRENDS

CHARTS: tuple[ChartKind, ...] = (
    MOVEMENT,
    BY_KIND,
    BY_SECTOR,
    BY_PLACE,
    BY_SIZE,
    BY_RATING,
    *(trend.kind for trend in TRENDS),
)
"""In the order of the dashboard."""

__all__ = ["CHARTS", "COUNTS", "Asked", "Chart", "ChartKind", "draw_all"]
