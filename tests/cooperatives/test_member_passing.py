"""While a file of members goes in by steps, or out, everybody sees all of it or nothing, and goes on writing."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from cooperatives.members import passing
from cooperatives.members.stage import stage
from cooperatives.members.taking import import_members, look, take
from cooperatives.models import Member, Organisation, Passage
from office import jobs
from office.importing.undo import undo_import
from office.models import ImportRun
from reports.member_register import compared
from returns.models import Period
from tests.cooperatives.member_files import HUNG, LAN, as_csv

pytestmark = pytest.mark.django_db(transaction=True)
CUC = ["H1", "TV3", "Lê Thị Cúc", *LAN[3:]]
in_steps = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes a file in within one transaction")
LIST = reverse("admin:cooperatives_member_changelist")


@pytest.fixture(autouse=True)
def one_at_a_time(settings, tmp_path, monkeypatch):
    settings.PRIVATE_ROOT = tmp_path / "private"
    monkeypatch.setattr(passing, "STEP_IN", 1)
    monkeypatch.setattr(passing, "STEP_OUT", 1)
    monkeypatch.setattr(passing, "PAUSE", 0)


@pytest.fixture
def h1(founded):
    return founded("H1")


@pytest.fixture
def import_(tmp_path, h1):
    """Import rows; `between` is called before each step of new members: import_([...], between=look)."""

    def run(*rows, between=lambda: None, by=None):
        path, place = as_csv(tmp_path / "tv.csv", *rows), stage("command_9_thu")
        told = lambda step, done, total: between() if step == "Ghi vào sổ" else None  # noqa: E731
        try:
            report = look(place, path, name="tv.csv", by=by)
            return report if report.errors else take(place, path, report, name="tv.csv", by=by, progress=told)
        finally:
            place.drop()

    return run


@pytest.fixture
def on_its_way(h1):
    """Lan stands in a file that another process is taking in."""
    Passage.objects.create(run_number=99, stage="job_99")
    lan = Member(organisation=h1, code="TV1", name="Lan", search_key="lan tv1", entered_in_id=99)
    Member.objects.bulk_create([lan])  # as files do, without a history row
    return Member._base_manager.get()


@pytest.fixture
def seen(browser, staff):
    """What the pages show of the register: names in the list and found by searching, in the file, in the comparison."""
    client = browser(staff)

    def names(address: str) -> list[str]:
        return sorted(member.name for member in client.get(address).context["cl"].result_list)

    def run() -> list:
        table = compared(Period.objects.named("2030"), within=Organisation.objects.all())
        file = b"".join(client.get(reverse("admin:cooperatives_member_export", args=["csv"])).streaming_content)
        counted = sum(row[2] for row in table.rows)
        return [names(LIST), names(f"{LIST}?q=tv"), file.decode().count("TV"), counted, ImportRun.objects.count()]

    return run


BEFORE, AFTER = [[], [], 0, 0, 0], [[LAN[2], CUC[2], HUNG[2]], [LAN[2], CUC[2], HUNG[2]], 3, 2, 1]
AFTER = [sorted(part) if isinstance(part, list) else part for part in AFTER]


@in_steps
def test_readers_see_nothing_before_the_last_step_and_all_after(import_, seen):
    meanwhile = []

    report = import_(LAN, HUNG, CUC, between=lambda: meanwhile.append((seen(), Member._base_manager.count())))

    assert meanwhile == [(BEFORE, 0), (BEFORE, 1), (BEFORE, 2)]
    assert (report.created, seen()) == (3, AFTER)
    assert not Passage.objects.exists()


@in_steps
def test_who_changes_changes_with_the_last_step(import_, staff):
    import_(LAN)
    changed, meanwhile = [*LAN[:2], "Nguyễn Thị Lân", *LAN[3:]], []

    import_(changed, HUNG, CUC, by=staff, between=lambda: meanwhile.append(Member.objects.get().name))

    assert meanwhile == ["Nguyễn Thị Lan"] * 3
    assert sorted(Member.objects.values_list("name", flat=True)) == ["Lê Thị Cúc", "Nguyễn Thị Lân", "Trần Văn Hùng"]


class TestSomebodyElseMeanwhile:
    """Whatever stands in the way, the file is refused in words and leaves nothing."""

    @pytest.fixture
    def refused(self, import_):
        def run(*rows, between):
            report = import_(*rows, between=between)
            assert [error.message for error in report.errors] == [
                "Sổ vừa được người khác sửa trong lúc nhập nên chưa ghi gì: hãy nhập lại tệp này lần nữa."
            ]
            assert (report.created, Passage.objects.count(), ImportRun.objects.filter(rows=len(rows)).count()) == (
                0,
            ) * 3
            return sorted(Member._base_manager.values_list("code", "name"))

        return run

    def once(self, act):
        left = [act]
        return lambda: left.pop()() if left else None

    @in_steps
    def test_a_member_of_the_file_typed_by_hand_stays_as_typed(self, refused, h1):
        typed = self.once(lambda: Member.objects.create(organisation=h1, code="TV3", name="Gõ tay"))

        assert refused(LAN, HUNG, CUC, between=typed) == [("TV3", "Gõ tay")]

    @in_steps
    def test_also_when_the_register_knows_others_of_the_file(self, import_, refused, h1):
        import_(LAN)
        typed = self.once(lambda: Member.objects.create(organisation=h1, code="TV3", name="Gõ tay"))

        assert refused(LAN, HUNG, CUC, between=typed) == [("TV1", LAN[2]), ("TV3", "Gõ tay")]

    @in_steps
    def test_a_member_to_be_changed_that_went(self, import_, refused, staff):
        import_(LAN)
        gone = self.once(lambda: undo_import(ImportRun.objects.get(), reason="nhầm", by=staff))

        assert refused([*LAN[:2], "Lân", *LAN[3:]], HUNG, between=gone) == []

    @in_steps
    def test_an_import_given_up_for_dead(self, refused):
        def sweep():
            Passage.objects.update(moved_at=timezone.now() - timedelta(hours=1))
            jobs.sweep()

        def late():
            if Member._base_manager.count() == 1:
                sweep()

        assert refused(LAN, HUNG, CUC, between=late) == []

    def test_the_same_member_in_a_file_that_is_on_its_way(self, import_, on_its_way):
        report = import_(HUNG, LAN)

        assert "hãy nhập lại" in report.errors[0].message
        assert list(Member._base_manager.values_list("pk", flat=True)) == [on_its_way.pk]
        assert (Passage.objects.get().pk, ImportRun.objects.count()) == (99, 0)


class TestOnItsWay:
    def test_nobody_sees_it(self, on_its_way, seen, browser, staff):
        page = browser(staff).get(reverse("admin:cooperatives_member_change", args=[on_its_way.pk]))

        assert (seen(), page.status_code) == (BEFORE, 302)
        assert not on_its_way.organisation.members.exists()

    def test_its_code_cannot_be_typed_and_the_page_says_why(self, on_its_way, browser, staff):
        form = {"organisation": on_its_way.organisation_id, "code": "TV1", "name": "Gõ tay"}

        page = browser(staff).post(reverse("admin:cooperatives_member_add"), form)

        assert "Một tệp có mã này đang được ghi vào sổ" in page.content.decode()
        assert Member._base_manager.count() == 1

    def test_a_page_of_what_is_found_is_full_of_those_that_can_be_seen(
        self, on_its_way, h1, browser, staff, monkeypatch
    ):
        monkeypatch.setattr("cooperatives.admin.members.MemberAdmin.list_per_page", 1)
        for number in (2, 3):
            Member.objects.create(organisation=h1, code=f"TV{number}", name=f"Lan {number}")

        page = browser(staff).get(f"{LIST}?q=lan")

        assert [member.code for member in page.context["cl"].result_list] == ["TV2"]
        assert "Trang sau" in dict(page.context["cl"].links)

    def test_an_import_that_is_alive_is_not_swept(self, on_its_way):
        jobs.sweep()

        assert Member._base_manager.count() == 1

    def test_what_a_kill_left_is_swept_two_minutes_later_and_found_no_more(self, on_its_way):
        Passage.objects.update(moved_at=timezone.now() - timedelta(minutes=3))

        jobs.sweep()

        assert (Member._base_manager.count(), Passage.objects.count(), Member.history.count()) == (0, 0, 0)
        assert not Member.objects.search("lan").exists()

    @in_steps
    def test_the_same_work_begun_again_removes_what_it_left_at_once(self, import_, on_its_way):
        Passage.objects.update(stage="command_9_thu")

        assert import_(LAN, HUNG).created == 2
        assert (Member._base_manager.count(), Passage.objects.count()) == (2, 0)


@in_steps
def test_called_off_midway_nothing_is_left_and_its_number_is_not_given_again(import_):
    numbers = []

    def call_off():
        if Member._base_manager.count() == 1:
            numbers.append(Passage.objects.get().pk)
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        import_(LAN, HUNG, CUC, between=call_off)

    assert (Member._base_manager.count(), Passage.objects.count(), ImportRun.objects.count()) == (0, 0, 0)
    import_(LAN)
    assert ImportRun.objects.get().pk > numbers[0]


class TestUndoing:
    @pytest.fixture
    def run(self, import_, staff):
        import_(LAN, HUNG, CUC, by=staff)
        return ImportRun.objects.get()

    @pytest.fixture
    def stopped(self, monkeypatch):
        """Undoing is killed before so many steps."""

        def after(steps: int):
            kept, left = passing._remove_step, [steps]

            def remove(*arguments):
                if not left[0]:
                    raise OperationalError("killed")
                left[0] -= 1
                kept(*arguments)

            monkeypatch.setattr(passing, "_remove_step", remove)
            return lambda: monkeypatch.setattr(passing, "_remove_step", kept)

        return after

    @pytest.mark.parametrize("steps", [0, 1, 2])
    def test_all_are_gone_at_once_and_the_history_follows(self, run, staff, seen, stopped, steps):
        go_on = stopped(steps)
        undo_import(run, reason="nhầm tệp", by=staff)
        run.refresh_from_db()

        assert seen() == [*BEFORE[:4], 1]
        assert (Member._base_manager.count(), run.undone_by) == (3 - steps, staff)

        go_on(), jobs.sweep()

        assert (Member._base_manager.count(), Passage.objects.count()) == (0, 0)
        versions = Member.history.values_list("code", "history_type", "history_user", "history_change_reason")
        expected = [
            (code, kind, staff.pk, reason)
            for code in ("TV1", "TV2", "TV3")
            for kind, reason in (("+", run.reason), ("-", f"Hoàn tác nhập tệp #{run.pk}: nhầm tệp"))
        ]
        assert sorted(versions) == expected

    def test_the_same_file_goes_in_again_although_the_undoing_was_killed(self, run, staff, stopped, import_):
        go_on = stopped(1)
        undo_import(run, reason="nhầm tệp", by=staff)
        go_on()

        assert import_(LAN, HUNG, CUC).created == 3
        assert Member._base_manager.count() == 3


def test_a_command_and_another_at_once_never_see_each_others_rows(import_, tmp_path, on_its_way):
    report = import_members(as_csv(tmp_path / "b.csv", LAN), name="b.csv", dry_run=True)

    assert (report.created, report.unchanged) == (1, 0)
