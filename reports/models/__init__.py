from reports.models.figure import Figure, Qualifier, Target
from reports.models.office_indicator import OfficeIndicator
from reports.models.report import Erratum, Passage, Report, Seal

__all__ = ["Erratum", "Figure", "OfficeIndicator", "Passage", "Qualifier", "Report", "Seal", "Target"]
