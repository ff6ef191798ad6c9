import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from cooperatives.boundaries import Boundaries
from cooperatives.models import Place
from printing import numbers
from reports.by_place import LEVELS, untold_warnings
from reports.figures import Reading, figures
from reports.ledger import before_any_data, is_anything_known, read_ledger
from reports.ledger_checks import ledger_warnings
from reports.scope import NoSuchUnits, Scope
from reports.sources import DIMENSIONS
from reports.warnings import Warned, warnings
from returns.models import Period, PeriodRefused

REFUSED, WRONG_USAGE = 1, 2


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
            computed = figures(period, by=by, place=place, boundaries=boundaries, level=scope.level)
        except NoSuchUnits as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        ledger = read_ledger(period, place=place, every_indicator=True)
        found = ledger.beside(computed, by=by)
        if not is_anything_known(found, period):
            raise CommandError(before_any_data(period), returncode=REFUSED)
        warned = [*warnings(computed, period), *ledger_warnings(ledger, found), *untold_warnings(period, scope)]
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
        lines += [_line(each) for each in found]
        lines += [f"Lưu ý: {each.message}" for each in warned]
        return "\n".join(lines)


def _line(figure: Reading) -> str:
    """ "HTX thành lập mới: 97 HTX +12; kế hoạch 80 HTX, đạt 121,2% kế hoạch năm; công bố 98 HTX"."""
    told = [f"{figure.label}: {figure.printed_with_unit} {figure.printed_change}".rstrip()]
    if figure.plan:
        told.append(", ".join(filter(None, (f"kế hoạch {figure.in_words(figure.plan)}", figure.printed_achieved))))
    if figure.differs:
        told.append(f"công bố {figure.in_words(figure.published)}")
    return "; ".join(told)


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
        "target": _plain(figure.plan and figure.plan.value),
        "achieved_percent": None if figure.achieved is None else numbers.plain(numbers.rounded(figure.achieved, 1)),
        "published": _plain(figure.published and figure.published.value),
        "by": {
            dimension: {key: _plain(value) for key, value in slices.items()} for dimension, slices in figure.by.items()
        },
    }


def _plain(value) -> str | None:
    """Quotients to six decimals, half-even; everything else exactly."""
    return None if value is None else numbers.plain(numbers.rounded(value, 6))
