from returns.models.annual_return import AnnualReturn, Rating, Stage
from returns.models.period import Period, PeriodRefused

__all__ = ["AnnualReturn", "Period", "PeriodRefused", "Rating", "Stage"]
