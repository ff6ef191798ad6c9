import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from alliance.roles import EDITOR, LEADER, REMOVABLE, ROLES, STAFF, WRITER
from office.roles import UnknownPermission, sync_roles


def held(group: Group) -> set[str]:
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.select_related("content_type")}


@pytest.mark.django_db
class TestSync:
    @pytest.fixture(autouse=True)
    def none_yet(self, db):
        Group.objects.all().delete()

    def test_the_database_holds_exactly_the_table(self):
        assert sync_roles() == [STAFF, LEADER, EDITOR, WRITER]
        assert {group.name: held(group) for group in Group.objects.all()} == {
            role: set(permissions) for role, permissions in ROLES.items()
        }

    def test_it_takes_away_what_the_table_no_longer_gives(self):
        sync_roles()
        Group.objects.get(name=EDITOR).permissions.add(Permission.objects.get(codename="publish_period"))

        sync_roles()

        assert held(Group.objects.get(name=EDITOR)) == set(ROLES[EDITOR])

    def test_an_unknown_permission_is_refused_with_nothing_written(self, settings):
        settings.ROLES = {STAFF: ["cooperatives.view_organisation"], LEADER: ["cooperatives.fly_organisation"]}

        with pytest.raises(UnknownPermission, match=r"^Lãnh đạo: cooperatives\.fly_organisation$"):
            sync_roles()

        assert Group.objects.count() == 0

    def test_the_command_names_the_roles(self, capsys):
        call_command("sync_roles")

        assert capsys.readouterr().out == "Vai trò: Cán bộ, Lãnh đạo, Biên tập viên, Người viết tin.\n"


class TestTable:
    def test_nobody_but_a_system_administrator_edits_accounts(self):
        granted = {name for permissions in ROLES.values() for name in permissions}

        written = {name for name in granted if name.startswith(("office.", "auth.")) and ".view_" not in name}
        views = {f"office.{verb}_savedview" for verb in ("add", "change", "delete")}
        assert written == {*views, "office.undo_importrun"}  # which takes back rows of the register

    def test_leadership_changes_nothing_but_what_is_public(self):
        changed = {name for name in ROLES[LEADER] if ".view_" not in name and not name.endswith("_savedview")}
        decided = {"reports.approve_report", "reports.seal_report", "events.approve_proposal", "events.revoke_award"}
        assert changed == {"returns.publish_period", "reports.approve_figure", *decided}

    def test_staff_publish_nothing(self):
        assert [name for name in ROLES[STAFF] if "publish" in name] == []

    def test_the_editor_sees_news_only(self):
        assert {name.split(".")[0] for name in ROLES[EDITOR] if not name.endswith("_savedview")} == {"news"}

    def test_who_only_writes_sees_news_only_and_publishes_nothing(self):
        assert {name.split(".")[0] for name in ROLES[WRITER] if not name.endswith("_savedview")} == {"news"}
        assert [name for name in ROLES[WRITER] if "publish" in name] == []

    def test_no_organisation_is_anybody_s_to_delete(self):
        granted = {name for permissions in ROLES.values() for name in permissions}

        assert {name for name in granted if name.startswith("cooperatives.delete_")} == {
            f"cooperatives.delete_{name}" for name in REMOVABLE
        }
        assert REMOVABLE == ("unionmembership", "post", "product", "certificate", "chaincontract", "practice", "loan")
