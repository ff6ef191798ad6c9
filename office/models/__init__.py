from office.models.office import Office, Signatory
from office.models.user import User

__all__ = ["Office", "Signatory", "User"]
