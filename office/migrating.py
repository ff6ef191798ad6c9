"""Operations of migrations that spare a new database minutes: Django renders every related model anew for each."""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.utils import make_model_tuple


class CreateModels(Operation):
    """Create the tables of many models, whose state is rendered once for all of them.

    `models` are CreateModel operations in an order in which each names only those before it.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models: list[CreateModel]):
        self.models = models

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered again, once, by whoever asks for it
        for one in self.models:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {', '.join(one.name for one in self.models)}"


class ChangeModels(Operation):
    """Change models of one app, to which no other app points: each step renders that app alone.

    Models of other apps that it points to stand there as their key and nothing more. `operations` are those of Django.
    """

    category = OperationCategory.ALTERATION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[Operation]):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered again, once, by whoever asks for it
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        states = self._states(app_label, from_state, to_state)
        for one, before, after in zip(self.operations, states, states[1:], strict=False):
            one.database_forwards(app_label, schema_editor, before, after)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        states = self._states(app_label, to_state, from_state)
        steps = list(zip(self.operations, states, states[1:], strict=False))
        for one, before, after in reversed(steps):
            one.database_backwards(app_label, schema_editor, after, before)

    def _states(self, app_label: str, earlier: ProjectState, later: ProjectState) -> list[ProjectState]:
        """The app before the first operation, and after each."""
        own = {key: one.clone() for key, one in earlier.models.items() if key[0] == app_label}
        pointed_to = {
            make_model_tuple(field.remote_field.model)
            for key, one in later.models.items()
            if key[0] == app_label
            for field in one.fields.values()
            if field.is_relation
        }
        others = {key: _only_key(later.models[key]) for key in pointed_to if key[0] != app_label}
        states = [ProjectState(own | others)]
        for one in self.operations:
            states.append(states[-1].clone())
            one.state_forwards(app_label, states[-1])
        return states

    def describe(self):
        return "; ".join(one.describe() for one in self.operations)


def _only_key(model: ModelState) -> ModelState:
    """A model as those see it who point to it: its table and its key."""
    keys = [(name, field.clone()) for name, field in model.fields.items() if field.primary_key]
    table = {name: value for name, value in model.options.items() if name == "db_table"}
    return ModelState(model.app_label, model.name, keys, table)
