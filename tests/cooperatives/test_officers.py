"""Who is in charge of an organisation: set on its page or for many at once; each officer sees the own ones."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from alliance import roles
from cooperatives import workflow
from cooperatives.models import Organisation
from office.worklist import tasks_for
from returns import workflow as collection
from returns.models import Campaign, Period
from tests.office.page import opened

LISTING = reverse("admin:cooperatives_cooperative_changelist")


@pytest.fixture
def desk(staff, browser):
    return browser(staff)


@pytest.fixture
def colleague(person):
    return person(roles.STAFF, "dongnghiep")


@pytest.fixture
def three(founded) -> list[Organisation]:
    return [founded(code) for code in ("A", "B", "C")]


def in_charge() -> list[tuple[str, str | None]]:
    return list(Organisation.objects.order_by("code").values_list("code", "officer__username"))


def ticked(*organisations, **more) -> dict:
    return {"action": "assign_officer", "_selected_action": [one.pk for one in organisations], **more}


class TestTheRecord:
    def test_names_who_is_in_charge(self, three, desk, colleague):
        page = reverse("admin:cooperatives_cooperative_change", args=[three[0].pk])

        desk.post(page, opened(desk, page, officer=str(colleague.pk)))

        assert in_charge()[0] == ("A", "dongnghiep")
        assert three[0].history.first().officer == colleague

    def test_offers_nobody_who_left(self, three, desk, colleague):
        colleague.is_active = False
        colleague.save()
        page = reverse("admin:cooperatives_cooperative_change", args=[three[0].pk])

        assert colleague not in desk.get(page).context["adminform"].form.fields["officer"].queryset


class TestManyAtOnce:
    def test_asks_to_whom(self, three, desk, colleague):
        asked = desk.post(LISTING, ticked(*three[:2]))

        assert asked.context["form"].fields["officer"].queryset.filter(pk=colleague.pk).exists()
        assert [one.code for one in asked.context["organisations"]] == ["A", "B"]
        assert in_charge() == [("A", None), ("B", None), ("C", None)]

    def test_gives_the_ticked_ones(self, three, desk, colleague, staff):
        answer = desk.post(LISTING, ticked(*three[:2], assign="Giao", officer=colleague.pk), follow=True)

        assert in_charge() == [("A", "dongnghiep"), ("B", "dongnghiep"), ("C", None)]
        assert "Đã giao 02 tổ chức cho Người dongnghiep." in answer.content.decode()
        assert three[0].history.first().history_user == staff

    def test_gives_all_that_the_list_found(self, three, desk, colleague):
        desk.post(LISTING, ticked(three[0], assign="Giao", officer=colleague.pk, select_across="1"))

        assert {officer for _, officer in in_charge()} == {"dongnghiep"}

    def test_takes_them_from_everybody(self, three, desk, colleague):
        workflow.assign(three, officer=colleague, by=colleague)

        desk.post(LISTING, ticked(*three, assign="Giao", officer=""))

        assert {officer for _, officer in in_charge()} == {None}

    def test_leaves_no_history_where_nothing_changed(self, three, colleague):
        workflow.assign(three, officer=colleague, by=colleague)

        assert workflow.assign(three, officer=colleague, by=colleague) == 0
        assert three[0].history.count() == 2

    def test_is_not_for_those_who_only_look(self, three, leader, browser, colleague):
        browser(leader).post(LISTING, ticked(*three, assign="Giao", officer=colleague.pk))

        assert {officer for _, officer in in_charge()} == {None}

    def test_refuses_an_account_out_of_use(self, three, colleague):
        colleague.is_active = False

        with pytest.raises(ValidationError, match="đã ngừng dùng"):
            workflow.assign(three, officer=colleague, by=None)


class TestTheOwnOnes:
    @pytest.fixture
    def campaign(self, three, staff) -> Campaign:
        workflow.assign(three[:2], officer=staff, by=staff)
        today, period = timezone.localdate(), Period.objects.named("2023")
        period.save()
        days = {"opens_on": today, "due_on": today + timedelta(12), "closes_on": today + timedelta(20)}
        return Campaign.objects.create(period=period, expected_on=period.end, **days)

    def sentences(self, user) -> list[str]:
        return [task.sentence for task in tasks_for(user) if "phụ trách" in task.sentence]

    def test_are_told_on_the_start_page(self, campaign, staff, colleague):
        assert self.sentences(staff) == ["Đợt thu năm 2023 (chính thức): 02 đơn vị bạn phụ trách chưa gửi"]
        assert self.sentences(colleague) == []

    def test_are_told_while_they_wait_to_be_seen(self, campaign, three, staff):
        collection.issue_links(campaign, three, expires_on=campaign.closes_on)
        for link in campaign.links.all():
            collection.submit(collection.save_draft(link, {"members": "9"}, revision=0))

        [told] = self.sentences(staff)

        assert told == "02 bản gửi về của đơn vị bạn phụ trách chờ xem"

    def test_the_board_shows_them_alone(self, campaign, desk):
        page = reverse("admin:returns_campaign_board", args=[campaign.pk])

        whole, own = (desk.get(page + query).context["board"] for query in ("?theo=can-bo", "?theo=can-bo&cua=toi"))

        assert ([line.organisation.code for line in own.lines], own.headline) == (
            ["A", "B"],
            "Còn 12 ngày, thiếu 02 đơn vị.",
        )
        assert len(whole.lines) == 3
