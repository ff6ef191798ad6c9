from reports.models.figure import Figure, Qualifier, Target
from reports.models.office_indicator import OfficeIndicator

__all__ = ["Figure", "OfficeIndicator", "Qualifier", "Target"]
