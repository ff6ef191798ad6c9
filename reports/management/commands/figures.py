import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from cooperatives.boundaries import Boundaries
from cooperatives.models import Place
from printing import numbers
from reports.by_place import LEVELS, untold_warnings
from reports.figures import Reading, Warned, figures, warnings
from reports.scope import NoSuchUnits, Scope
from reports.sources import DIMENSIONS
from returns.models import Period, PeriodRefused

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "In mọi chỉ tiêu của một kỳ, cạnh số của kỳ so sánh."

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="KỲ", help="2023, 2023-6T, 2023-9T, 2023-Q1, 2023-4T, 2013..2017")
        parser.add_argument("--by", action="append", default=[], choices=DIMENSIONS, help="phân tổ theo")
        parser.add_argument(
            "--place", metavar="MÃ", help="chỉ các tổ chức ở địa bàn có mã này; MÃ@NGÀY khi mã dùng lại"
        )
        parser.add_argument(
            "--boundaries", default=Boundaries.THEN, choices=Boundaries.values, help="địa giới cuối kỳ hoặc hiện nay"
        )
        parser.add_argument("--level", default="xa", choices=LEVELS, help="cấp của địa bàn khi phân tổ theo place")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, period, by, place, boundaries, level, json: bool, **options):
        period = self._period(period)
        boundaries = Boundaries(boundaries)
        place = self._place(place, boundaries.day(period.end))
        scope = Scope(by=tuple(by), place=place, boundaries=boundaries, level=LEVELS[level])
        try:
            found = figures(period, by=by, place=place, boundaries=boundaries, level=scope.level)
        except NoSuchUnits as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        warned = [*warnings(found, period), *untold_warnings(period, scope)]
        self.stdout.write(self._as_json(period, found, warned) if json else self._as_text(period, found, warned))

    def _period(self, code: str) -> Period:
        try:
            return Period.objects.named(code)
        except PeriodRefused as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused

    def _place(self, code: str | None, day: date) -> Place | None:
        if code is None:
            return None
        place = Place.objects.named(code, on=day)
        if place is None:
            raise CommandError(f"Không có địa bàn mang mã “{code}”.", returncode=WRONG_USAGE)
        return place

    def _as_json(self, period: Period, found: list[Reading], warned: list[Warned]) -> str:
        document = {
            "period": period.code,
            "as_of": period.end.isoformat(),
            "figures": [_record(figure) for figure in found],
            "warnings": [{"code": each.code, "message": each.message} for each in warned],
        }
        return json.dumps(document, ensure_ascii=False, indent=1)

    def _as_text(self, period: Period, found: list[Reading], warned: list[Warned]) -> str:
        lines = [f"Số liệu {period.label}, tính đến {period.end:%d/%m/%Y}"]
        lines += [f"{each.label}: {each.printed_with_unit} {each.printed_change}".rstrip() for each in found]
        lines += [f"Lưu ý: {each.message}" for each in warned]
        return "\n".join(lines)


def _record(figure: Reading) -> dict:
    """The figure as the fixed interface has it: numbers as plain decimal strings, what is unknown null."""
    return {
        "code": figure.code,
        "label": figure.label,
        "unit": figure.unit,
        "value": _plain(figure.value),
        "printed": figure.printed,
        "previous": _plain(figure.previous),
        "change": _plain(figure.change),
        "target": None,
        "achieved_percent": None,
        "published": None,
        "by": {
            dimension: {key: _plain(value) for key, value in slices.items()} for dimension, slices in figure.by.items()
        },
    }


def _plain(value) -> str | None:
    """Quotients to six decimals, half-even; everything else exactly."""
    return None if value is None else numbers.plain(numbers.rounded(value, 6))
