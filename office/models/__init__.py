from office.models.import_layout import ImportLayout
from office.models.import_run import ImportRun
from office.models.job import Job
from office.models.office import Office, Signatory
from office.models.saved_view import SavedView
from office.models.user import User

__all__ = ["ImportLayout", "ImportRun", "Job", "Office", "SavedView", "Signatory", "User"]
