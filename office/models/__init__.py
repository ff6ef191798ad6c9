from office.models.import_layout import ImportLayout
from office.models.import_run import ImportRun
from office.models.job import Job
from office.models.number_book import NumberBook
from office.models.office import Committee, Office, Signatory
from office.models.saved_view import SavedView
from office.models.user import User

__all__ = ["Committee", "ImportLayout", "ImportRun", "Job", "NumberBook", "Office", "SavedView", "Signatory", "User"]
