"""Credit support of a year in tables: by source, and each project with what is still owed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from cooperatives.models import Loan, LoanSource, Repayment
from printing.table import Column, Table

_BORROWERS = Column("borrowers", "Tổ chức được vay", kind="integer")
_COUNTED = (
    Column("dossiers", "Hồ sơ nhận", kind="integer"),
    Column("projects", "Dự án đề nghị", kind="integer"),
    Column("asked", "Số tiền đề nghị", "đồng", kind="money"),
    Column("agreed", "Dự án được duyệt", kind="integer"),
    Column("granted", "Số tiền duyệt", "đồng", kind="money"),
    Column("refused", "Dự án không cho vay", kind="integer"),
    Column("lent", "Dự án giải ngân", kind="integer"),
    _BORROWERS,
    Column("paid_out", "Số tiền giải ngân", "đồng", kind="money"),
)
_OWED = (
    Column("repaid", "Đã trả trong năm", "đồng", kind="money"),
    Column("owed", "Dư nợ", "đồng", kind="money"),
    Column("overdue", "Trong đó quá hạn", "đồng", kind="money"),
)
_LISTED = (
    Column("organisation", "Tổ chức", kind="name"),
    Column("dossier", "Số hồ sơ"),
    Column("project", "Dự án, mục đích vay"),
    Column("source", "Nguồn vốn"),
    Column("applied_on", "Nhận hồ sơ", kind="day"),
    Column("requested", "Đề nghị", "đồng", kind="money"),
    Column("state", "Tình trạng"),
    Column("disbursed_on", "Giải ngân", kind="day"),
    Column("disbursed", "Số tiền giải ngân", "đồng", kind="money"),
    Column("due_on", "Hạn trả", kind="day"),
    Column("paid_back", "Đã trả", "đồng", kind="money"),
    Column("balance", "Còn nợ", "đồng", kind="money"),
)


@dataclass(frozen=True)
class LoanYear:
    """A calendar year of the loans one may see; what is owed is told of its end, of this year of today."""

    year: int
    loans: QuerySet

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return min(date(self.year, 12, 31), timezone.localdate())

    @property
    def _days(self) -> tuple[date, date]:
        return self.start, self.end

    def by_source(self) -> Table:
        """One line a source, those without anything to tell left out; an organisation of two sources counts once."""
        found = self._of_sources()
        names = LoanSource.objects.values_list("pk", "name")
        lines = [(name, *self._values(found[key])) for key, name in names if key in found]
        return Table(
            title=f"Hỗ trợ vay vốn năm {self.year} theo nguồn vốn",
            columns=(Column("source", "Nguồn vốn", kind="name"), *_COUNTED, *_OWED),
            rows=tuple(lines),
            total=self._total(lines) if lines else None,
            source="Sổ hỗ trợ vay vốn",
            as_of=self.end,
        )

    def projects(self) -> Table:
        """Every project of which something happened in the year, or that is still owed at its end."""
        loans = self.loans.of_days(*self._days).with_paid_back(self.end).select_related("organisation", "source")
        return Table(
            title=f"Dự án vay vốn năm {self.year}",
            columns=_LISTED,
            rows=tuple(self._line(loan) for loan in loans.order_by("source__position", "applied_on", "pk")),
            source="Sổ hỗ trợ vay vốn",
            as_of=self.end,
        )

    def _line(self, loan: Loan) -> tuple:
        return (
            str(loan.organisation),
            loan.dossier,
            loan.project,
            str(loan.source),
            loan.applied_on,
            loan.requested,
            loan.standing(self.end, loan.paid_back),
            *self._lent(loan),
        )

    def _lent(self, loan: Loan) -> tuple:
        """The money of a project, as far as it had been lent by the day of the table."""
        if loan.disbursed_on is None or loan.disbursed_on > self.end:
            return (None,) * 5
        return (loan.disbursed_on, loan.disbursed, loan.due_on, loan.paid_back, loan.disbursed - loan.paid_back)

    def _of_sources(self) -> dict[int, dict]:
        """What there is to tell of each source, by its key: three queries."""
        paid = Repayment.objects.filter(loan__in=self.loans.values("pk"), paid_on__range=self._days).order_by()
        owing = self.loans.balances(self.end).filter(balance__gt=0).order_by().values("source")
        found: dict[int, dict] = defaultdict(dict)
        for rows in (
            self._happened(),
            paid.values(source=F("loan__source")).annotate(repaid=Sum("amount")),
            owing.annotate(owed=Sum("balance"), overdue=Sum("balance", filter=Q(due_on__lt=self.end))),
        ):
            for row in rows:
                found[row.pop("source")] |= row
        return {source: told for source, told in found.items() if any(told.values())}

    def _happened(self) -> QuerySet:
        """What was asked, decided and lent within the year, by source."""
        applied, decided, lent = (
            Q(**{f"{name}_on__range": self._days}) for name in ("applied", "decided", "disbursed")
        )
        agreed = decided & Q(approved__isnull=False)
        rows = self.loans.order_by().values("source")
        return rows.annotate(
            dossiers=Count("dossier", filter=applied, distinct=True),
            projects=Count("pk", filter=applied),
            asked=Sum("requested", filter=applied),
            agreed=Count("pk", filter=agreed),
            granted=Sum("approved", filter=agreed),
            refused=Count("pk", filter=decided & ~Q(refusal="")),
            lent=Count("pk", filter=lent),
            borrowers=Count("organisation", filter=lent, distinct=True),
            paid_out=Sum("disbursed", filter=lent),
        )

    def _values(self, told: dict) -> tuple[int, ...]:
        return tuple(told.get(column.key) or 0 for column in (*_COUNTED, *_OWED))

    def _total(self, lines: list[tuple]) -> tuple:
        """Everything adds up over the sources but organisations, which may borrow from several."""
        sums = ["Tổng số", *(sum(numbers) for numbers in list(zip(*lines, strict=True))[1:])]
        sums[1 + _COUNTED.index(_BORROWERS)] = (
            self.loans.filter(disbursed_on__range=self._days).values("organisation").distinct().count()
        )
        return tuple(sums)
