"""The conference reports of the demo: that of 2022 is sealed, that of 2023 waits for approval."""

from collections.abc import Mapping

from news.demo.people import Cast
from reports import drafting, report_workflow
from reports.models import Report
from returns.models import Period


def prepare_reports(periods: Mapping[int, Period], cast: Cast) -> None:
    """Let the staff write both and the leader approve and seal the older one."""
    older = report_workflow.approve(_submitted(periods[2022], cast), by=cast.leader)
    report_workflow.seal(older, by=cast.leader)
    _submitted(periods[2023], cast)


def _submitted(period: Period, cast: Cast) -> Report:
    kind, issuer = Report.Kind.YEAR_END, Report.Issuer.OFFICE
    report = drafting.begin(kind=kind, period=period, issuer=issuer, by=cast.staff)
    return report_workflow.submit(report, by=cast.staff)
