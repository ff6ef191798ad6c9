"""What staff fill in to enter an organisation, and for each change of its life."""

from cooperatives.forms.alliance import AdmitForm, JoinUnionForm, LeaveForm, LeaveUnionForm, VerifyActivityForm
from cooperatives.forms.events import BankruptForm, DissolveForm, MoveForm, RenameForm, ResumeForm, SuspendForm
from cooperatives.forms.organisation import AssignForm, OrganisationForm
from cooperatives.forms.reorganising import ConsolidateForm, ConvertForm, MergeForm, SeparateForm, SplitForm
from cooperatives.forms.undoing import EventForm, RecountForm, UndoForm, UndoLastForm

__all__ = [
    "AdmitForm",
    "AssignForm",
    "BankruptForm",
    "ConsolidateForm",
    "ConvertForm",
    "DissolveForm",
    "EventForm",
    "JoinUnionForm",
    "LeaveForm",
    "LeaveUnionForm",
    "MergeForm",
    "MoveForm",
    "OrganisationForm",
    "RecountForm",
    "RenameForm",
    "ResumeForm",
    "SeparateForm",
    "SplitForm",
    "SuspendForm",
    "UndoForm",
    "UndoLastForm",
    "VerifyActivityForm",
]
