"""A migration of one app renders that app alone, and what it points to as a key."""

from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from office.migrating import ChangeModels


def state() -> ProjectState:
    key = [("id", models.BigAutoField(primary_key=True))]
    link = models.ForeignKey("left.Great", models.CASCADE)
    return ProjectState(
        {
            ("left", "great"): ModelState("left", "Great", [*key, ("name", models.TextField())]),
            ("left", "other"): ModelState("left", "Other", key),
            ("right", "small"): ModelState("right", "Small", [*key, ("great", link)]),
        }
    )


CHANGES = [
    migrations.AddField("small", "one", models.TextField(default="")),
    migrations.AddField("small", "two", models.TextField(default="")),
]


def test_each_step_knows_its_app_and_of_others_the_key_pointed_to():
    before, after = state(), state()
    ChangeModels(CHANGES).state_forwards("right", after)

    steps = ChangeModels(CHANGES)._states("right", before, after)

    assert [list(step.models["right", "small"].fields) for step in steps] == [
        ["id", "great"],
        ["id", "great", "one"],
        ["id", "great", "one", "two"],
    ]
    assert {key for step in steps for key in step.models} == {("right", "small"), ("left", "great")}
    assert list(steps[0].models["left", "great"].fields) == ["id"]
    assert steps[2].apps.get_model("right", "small")._meta.get_field("two")


def test_what_comes_of_it_is_what_its_operations_say():
    once, each = state(), state()

    ChangeModels(CHANGES).state_forwards("right", once)
    for one in CHANGES:
        one.state_forwards("right", each)

    assert once == each
