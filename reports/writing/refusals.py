"""Why a report cannot be written."""


class NothingToReport(LookupError):
    """Something a report cannot do without is missing, or nobody has reported; the message is a whole sentence."""
