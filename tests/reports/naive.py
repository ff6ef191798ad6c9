"""Every indicator computed again the slow, obvious way: one row at a time, in Python. The reader must agree."""

from datetime import date
from decimal import Decimal

from cooperatives.models import ActivityRecord, AllianceMembership, Loan, Organisation, Participant
from events.models import Activity, Award
from returns.models import AnnualReturn

HTX = ("cooperative", "credit_fund")


class Year:
    """What one calendar year holds, as lists."""

    def __init__(self, year: int, visible=lambda organisation: True):
        self.start, self.end, self.visible = date(year, 1, 1), date(year, 12, 31), visible
        self.year = year

    def existing(self, *kinds):
        return [
            o
            for o in Organisation.objects.all()
            if self.visible(o)
            and o.kind in kinds
            and o.founded_on <= self.end
            and not (o.ended_on and o.ended_on <= self.end)
        ]

    def lives(self, role, *events, kinds):
        return [
            p
            for p in Participant.objects.select_related("event", "organisation")
            if self.visible(p.organisation)
            and p.role == role
            and p.event.kind in events
            and p.organisation.kind in kinds
            and self.start <= p.event.date <= self.end
        ]

    def activity(self, state):
        existing = {o.pk for o in self.existing(*HTX)}
        return [
            r
            for r in ActivityRecord.objects.all()
            if r.organisation_id in existing
            and r.state == state
            and r.since <= self.end
            and (r.until is None or r.until > self.end)
        ]

    def members_of_alliance(self):
        kinds = (*HTX, "union", "group", "enterprise")
        existing = {o.pk for o in self.existing(*kinds)}
        return [
            m
            for m in AllianceMembership.objects.all()
            if m.organisation_id in existing
            and m.admitted_on <= self.end
            and (m.left_on is None or m.left_on > self.end)
        ]

    def admitted(self):
        return [
            m
            for m in AllianceMembership.objects.select_related("organisation")
            if self.visible(m.organisation) and self.start <= m.admitted_on <= self.end
        ]

    def returns(self, *kinds):
        """The prevailing return of every organisation: the official one where there is one."""
        best = {}
        for r in AnnualReturn.objects.select_related("organisation", "period").order_by("stage"):
            if r.period.code == str(self.year) and r.organisation.kind in kinds and self.visible(r.organisation):
                best[r.organisation_id] = r  # "official" sorts after "estimate"
        return list(best.values())

    def awards(self):
        return [
            a
            for a in Award.objects.all()
            if a.achievement_year == self.year
            and a.decided_on
            and not a.revoked_on
            and (self.visible(a.organisation) if a.organisation else self.visible(None))
        ]

    def total(self, field, *kinds):
        values = [getattr(r, field) for r in self.returns(*kinds) if getattr(r, field) is not None]
        return sum(values) if values else None

    def done(self, field, **what):
        rows = [
            a
            for a in Activity.objects.select_related("organisation")
            if self.start <= a.held_on <= self.end
            and all(getattr(a, name) == value for name, value in what.items())
            and self.visible(a.organisation)
        ]
        values = [getattr(a, field) for a in rows if getattr(a, field) is not None]
        return sum(values) if values else None

    def lent(self):
        return [
            loan
            for loan in Loan.objects.select_related("organisation")
            if self.visible(loan.organisation)
            and loan.disbursed_on is not None
            and self.start <= loan.disbursed_on <= self.end
        ]

    def mean(self, field, *kinds):
        values = [getattr(r, field) for r in self.returns(*kinds) if getattr(r, field) is not None]
        return Decimal(sum(values)) / len(values) if values else None

    def weighted(self, field, weight, *kinds):
        rows = [r for r in self.returns(*kinds) if None not in (getattr(r, field), getattr(r, weight))]
        over, under = sum(getattr(r, field) * getattr(r, weight) for r in rows), sum(getattr(r, weight) for r in rows)
        return Decimal(over) / under if under else None

    def good_share(self):
        rated = [r.rating for r in self.returns(*HTX) if r.rating in ("good", "fair", "average", "weak")]
        return Decimal(100 * sum(r in ("good", "fair") for r in rated)) / len(rated) if rated else None

    def bad_debt(self):
        rows = [r for r in self.returns("credit_fund") if None not in (r.bad_debt, r.loans_outstanding)]
        loans = sum(r.loans_outstanding for r in rows)
        return Decimal(100 * sum(r.bad_debt for r in rows)) / loans if loans else None


ALL = (*HTX, "union", "group", "enterprise")
ORACLE = {
    "cooperatives": lambda y: len(y.existing(*HTX)),
    "agricultural_cooperatives": lambda y: sum(o.sector == "agriculture" for o in y.existing("cooperative")),
    "non_agricultural_cooperatives": lambda y: sum(
        o.sector not in ("agriculture", "") for o in y.existing("cooperative")
    ),
    "credit_funds": lambda y: len(y.existing("credit_fund")),
    "unions": lambda y: len(y.existing("union")),
    "groups": lambda y: len(y.existing("group")),
    "new_cooperatives": lambda y: len(y.lives("begins", "founded", "split", "separated", "consolidated", kinds=HTX)),
    "new_groups": lambda y: len(y.lives("begins", "founded", "split", "separated", "consolidated", kinds=("group",))),
    "new_unions": lambda y: len(y.lives("begins", "founded", "split", "separated", "consolidated", kinds=("union",))),
    "dissolved_cooperatives": lambda y: len(y.lives("ends", "dissolved", "bankrupt", kinds=HTX)),
    "merged_cooperatives": lambda y: len(y.lives("ends", "merged", "consolidated", kinds=HTX)),
    "active_cooperatives": lambda y: len(y.activity("active")),
    "suspended_cooperatives": lambda y: len(y.activity("suspended")),
    "ceased_cooperatives": lambda y: len(y.activity("ceased")),
    "undetermined_cooperatives": lambda y: (
        len(y.existing(*HTX)) - sum(len(y.activity(state)) for state in ("active", "suspended", "ceased"))
    ),
    "alliance_members": lambda y: len({m.organisation_id for m in y.members_of_alliance()}),
    "new_alliance_members": lambda y: len({m.organisation_id for m in y.admitted()}),
    "returns_received": lambda y: len(y.returns(*ALL)),
    "members": lambda y: y.total("members", *ALL),
    "cooperative_members": lambda y: y.total("members", *HTX),
    "group_members": lambda y: y.total("members", "group"),
    "regular_workers": lambda y: y.total("regular_workers", *ALL),
    "seasonal_workers": lambda y: y.total("seasonal_workers", *ALL),
    "charter_capital": lambda y: y.total("charter_capital", *HTX),
    "group_capital": lambda y: y.total("charter_capital", "group"),
    "total_assets": lambda y: y.total("total_assets", *HTX),
    "revenue": lambda y: y.total("revenue", *HTX),
    "average_revenue": lambda y: y.mean("revenue", *HTX),
    "profit": lambda y: y.total("profit", *HTX),
    "average_profit": lambda y: y.mean("profit", *HTX),
    "average_income": lambda y: y.weighted("average_income", "regular_workers", *HTX),
    "group_average_income": lambda y: y.weighted("average_income", "members", "group"),
    "budget_contribution": lambda y: y.total("budget_contribution", *HTX),
    "farmed_area": lambda y: y.total("farmed_area", *HTX),
    "group_farmed_area": lambda y: y.total("farmed_area", "group"),
    "good_or_better_share": lambda y: y.good_share(),
    "deposits": lambda y: y.total("deposits", "credit_fund"),
    "loans_outstanding": lambda y: y.total("loans_outstanding", "credit_fund"),
    "bad_debt_ratio": lambda y: y.bad_debt(),
    "training_classes": lambda y: y.done("quantity", kind="training"),
    "training_participants": lambda y: y.done("participants", kind="training"),
    "advice_sessions": lambda y: y.done("quantity", kind="advice"),
    "mobilisations": lambda y: y.done("quantity", kind="mobilisation"),
    "media_items": lambda y: y.done("quantity", kind="media"),
    "print_items": lambda y: y.done("quantity", kind="media", channel="print"),
    "broadcast_items": lambda y: y.done("quantity", kind="media", channel="broadcast"),
    "website_items": lambda y: y.done("quantity", kind="media", channel="website"),
    "trade_events": lambda y: y.done("quantity", kind="trade"),
    "legal_cases": lambda y: y.done("quantity", kind="legal"),
    "inspections": lambda y: y.done("quantity", kind="inspection"),
    "petitions": lambda y: y.done("quantity", kind="petition"),
    "founding_support": lambda y: y.done("quantity", kind="founding"),
    "support_loans": lambda y: len(y.lent()) or None,
    "support_borrowers": lambda y: len({loan.organisation_id for loan in y.lent()}) or None,
    "support_loan_amount": lambda y: sum(loan.disbursed for loan in y.lent()) or None,
    "collective_awards": lambda y: sum(a.organisation_id is not None for a in y.awards()),
    "individual_awards": lambda y: sum(a.organisation_id is None for a in y.awards()),
}
