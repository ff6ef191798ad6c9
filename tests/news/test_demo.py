"""The demo province adds up to what was printed, year by year, and building it again changes nothing."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.conf import global_settings
from django.core.management import CommandError
from django.db.models import F

from cooperatives.models import (
    AllianceMembership,
    LifeEvent,
    Loan,
    Organisation,
    Participant,
    Place,
    SizeRule,
)
from events.emulation import states
from events.models import (
    Award,
    AwardKind,
    BlockYear,
    Conference,
    ConferenceBody,
    Delegate,
    Nomination,
    Proposal,
    Resolution,
    Seat,
)
from news.citing.corrections import doubts
from news.demo import names, province
from news.demo.people import NOTICE, PASSWORD
from news.models import Album, Article, Correction, Document, Picture, Reading, VideoLink
from news.pictures import public_pictures
from news.richtext import plain_text
from office.models import Office, Signatory, User
from reports.figures import figures
from reports.ledger import read_ledger
from reports.ledger_checks import ledger_warnings
from reports.models import Report
from reports.sealing.verify import verify
from reports.warnings import warnings
from returns.models import AnnualReturn, Period
from tests.news.demo_reading import YEARS, count, demo
from tests.reports.naive import ORACLE, Year

OURS = ("office", "cooperatives", "returns", "events", "reports", "news")


def members(year: int) -> int:
    returns = AnnualReturn.objects.filter(period__code=str(year), stage="official")
    return sum(one.members or 0 for one in returns)


class TestPrintedFigures:
    def test_of_2020(self, built):
        assert (count(2020, "cooperative", "credit_fund"), count(2020, "group"), count(2020, "union")) == (445, 192, 1)

    def test_of_2023(self, built):
        farming = count(2023, "cooperative", sector="agriculture")
        other = count(2023, "cooperative", but="agriculture")
        funds, groups, unions = count(2023, "credit_fund"), count(2023, "group"), count(2023, "union")

        assert (farming, other, funds, groups, unions) == (351, 28, 85, 235, 1)
        assert farming + other + funds == count(2023, "cooperative", "credit_fund") == 464

    def test_of_members_of_all_organisations(self, built):
        assert (members(2023), members(2022)) == (570_286, 567_097)
        assert members(2023) - members(2022) == 3_189
        assert members(2020) < members(2021) < members(2022)

    def test_of_the_alliance(self, built):
        def inside(day: date) -> int:
            return sum(m.admitted_on <= day and not (m.left_on and m.left_on <= day) for m in memberships)

        memberships = list(AllianceMembership.objects.all())
        assert (inside(date(2022, 12, 31)), inside(date(2023, 12, 31))) == (430, 442)
        assert sum(m.admitted_on.year == 2023 for m in memberships) == 12
        assert sum(bool(m.left_on) and m.left_on.year == 2023 for m in memberships) == 0

    def test_of_the_forty_commended_of_2020(self, built):
        awards = Award.objects.filter(presented_at__held_on=date(2021, 1, 22)).select_related("kind")

        assert {award.kind.level for award in awards} == {"Liên minh Hợp tác xã Việt Nam"}
        assert (len(awards), sum(award.organisation_id is not None for award in awards)) == (40, 16)

    def test_are_those_the_command_tells(self, built):
        assert built.splitlines() == [
            "Đã dựng tỉnh minh họa.",
            "  Cuối năm 2020: 445 HTX, 192 THT, 01 LHHTX, 560.944 thành viên, 410 thành viên Liên minh",
            "  Cuối năm 2023: 464 HTX, 235 THT, 01 LHHTX, 570.286 thành viên, 442 thành viên Liên minh",
        ]

    @pytest.mark.parametrize("year", [2020, 2023])
    def test_are_what_the_reader_reads_and_every_other_figure_too(self, built, year):
        found = {figure.code: figure.value for figure in figures(Period.objects.named(str(year)))}

        assert found == {code: ask(Year(year)) for code, ask in ORACLE.items()}

    def test_of_2023_call_for_no_warning(self, built):
        period = Period.objects.get(code="2023")
        ledger = read_ledger(period)

        found = figures(period)
        assert [*warnings(found, period), *ledger_warnings(ledger, ledger.beside(found))] == []

    @pytest.mark.parametrize("year", ["2020", "2023"])
    def test_that_were_published_are_those_computed(self, built, year):
        period = Period.objects.get(code=year)
        published = [each for each in read_ledger(period).beside(figures(period)) if each.published]

        assert [each.code for each in published if each.differs] == []
        assert len(published) == {"2020": 3, "2023": 9}[year]

    def test_that_were_published_otherwise_say_why(self, built):
        period = Period.objects.get(code="2022")
        found = {each.code: each for each in read_ledger(period).beside(figures(period))}

        assert (found["groups"].value, found["groups"].differs) == (220, True)
        assert found["groups"].published.reason != ""

    def test_stand_against_plans(self, built):
        period = Period.objects.get(code="2023")
        found = {each.code: each for each in read_ledger(period).beside(figures(period))}

        assert found["cooperatives"].printed_achieved == "đạt 99,6% kế hoạch năm"
        assert found["training_classes"].printed_achieved == "đạt 110% kế hoạch năm"
        assert found["so_cuoc_van_dong"].printed_achieved == "đạt 90% kế hoạch năm"


class TestBalance:
    @pytest.mark.parametrize("year", YEARS)
    @pytest.mark.parametrize("kinds", [("cooperative", "credit_fund"), ("credit_fund",), ("group",), ("union",)])
    def test_what_began_and_ended_leads_from_one_year_end_to_the_next(self, built, year, kinds):
        lives = Participant.objects.filter(event__date__year=year, organisation__kind__in=kinds)
        began, ended = lives.filter(role="begins").count(), lives.filter(role="ends").count()

        assert count(year - 1, *kinds) + began - ended == count(year, *kinds)

    def test_years_are_of_a_plausible_mix(self, built):
        def ended(kind: str) -> list[int]:
            lives = Participant.objects.filter(
                event__kind=kind, role="ends", organisation__kind__in=("cooperative", "credit_fund")
            )
            return [lives.filter(event__date__year=year).count() for year in YEARS]

        def founded(*kinds: str) -> list[int]:
            lives = Participant.objects.filter(event__kind="founded", organisation__kind__in=kinds)
            return [lives.filter(event__date__year=year).count() for year in YEARS]

        assert (ended("dissolved"), ended("merged"), ended("consolidated")) == (
            [3, 3, 3, 3],
            [1, 2, 0, 0],
            [0, 0, 2, 0],
        )
        assert (founded("cooperative", "credit_fund"), founded("group")) == ([9, 9, 11, 10], [15, 17, 17, 20])

    @pytest.mark.parametrize(
        ("kind", "year", "parts"),
        [
            ("merged", 2021, [("cooperative", "continues"), ("cooperative", "ends"), ("cooperative", "ends")]),
            ("consolidated", 2022, [("cooperative", "begins"), ("cooperative", "ends"), ("cooperative", "ends")]),
            ("converted", 2023, [("cooperative", "begins"), ("group", "ends")]),
        ],
    )
    def test_reorganisations_name_all_they_happened_to(self, built, kind, year, parts):
        event = LifeEvent.objects.get(kind=kind, date__year=year)

        assert sorted((part.organisation.kind, part.role) for part in event.participants.all()) == parts


class TestEvents:
    def test_the_conferences_of_the_two_years(self, built):
        conferences = Conference.objects.order_by("held_on")

        assert [
            (each.held_on, each.period_reported.code, each.period_planned.code, each.kind) for each in conferences
        ] == [
            (date(2021, 1, 22), "2020", "2021", "year_end"),
            (date(2023, 1, 10), "2022", "2023", "committee"),
            (date(2023, 12, 26), "2023", "2024", "year_end"),
        ]
        assert [
            (each.body.abbreviation, each.ordinal, each.term) for each in conferences[2].sessions.order_by("pk")
        ] == [("LMHTX", None, "2020 - 2025"), ("BCH", 8, "2020 - 2025")]

    def test_one_session_was_of_two_bodies_each_with_its_ordinal(self, built):
        sessions = ConferenceBody.objects.filter(conference__held_on=date(2023, 1, 10)).with_turnout()

        assert [
            (each.body.abbreviation, each.ordinal, each.present, each.entitled) for each in sessions.order_by("pk")
        ] == [("BCĐ", 12, 13, 14), ("BCH", 7, 21, 24)]

    def test_only_persons_get_the_badge(self, built):
        badges = Award.objects.filter(kind__form__startswith="Kỷ niệm chương")

        assert (badges.count(), badges.filter(person_name="").count()) == (17, 0)

    def test_blocks_are_ranked_and_one_proposal_was_not_followed(self, built):
        ranked = Award.objects.exclude(block="")
        [refused] = Nomination.objects.filter(proposal__state="decided", award=None)

        assert Counter(ranked.values_list("rank", flat=True)) == {"first": 4, "second": 4, "third": 3}
        assert (refused.rank, bool(refused.difference)) == ("third", True)
        assert set(ranked.filter(rank="first").values_list("kind__form", flat=True)) == {"Cờ thi đua"}

    def test_the_order_of_every_block_is_that_of_its_points(self, built):
        for year in BlockYear.objects.filter(block__level="block"):
            ranks = [one.rank for one in year.contestants.best_first()]
            assert ranks == ["first", "second", "third", "", "", ""]

    def test_the_list_of_the_next_year_waits_for_the_leader(self, built):
        waiting = Proposal.objects.get(year=2024)
        leader, clerk = (User.objects.get(username=name) for name in ("lanhdao", "canbo"))

        assert (states.can("approve", waiting, leader), states.can("approve", waiting, clerk)) == (True, False)

    def test_nobody_undecided_is_presented_with_anything(self, built):
        assert not Award.objects.filter(decided_on=None, presented_at__isnull=False).exists()
        assert AwardKind.objects.count() == 5

    def test_periods_are_published_by_the_leader_but_the_planned_one(self, built):
        published = Period.objects.order_by("code").values_list("code", "published_by__username")

        assert list(published) == [*((str(year), "lanhdao") for year in YEARS), ("2024", None)]

    def test_figures_are_published_after_the_year_they_tell_of_and_its_conference(self, built):
        early = Period.objects.filter(published_on__lte=F("end"))
        before = Conference.objects.filter(period_reported__published_on__lt=F("held_on"))

        assert (list(early), list(before)) == ([], [])


class TestReports:
    def test_that_of_2022_is_sealed_and_that_of_2023_waits_for_approval(self, built):
        told = Report.objects.values_list("period__code", "state", "number", "number_year")

        assert sorted(told) == [("2022", "sealed", 1, 2022), ("2023", "review", None, None)]

    def test_what_is_sealed_is_found_whole(self, built):
        assert (verify().seals, verify().differences) == (1, [])


class TestNews:
    def test_five_posts_are_public_and_one_is_a_draft(self, built):
        assert (Article.objects.public().count(), Article.objects.filter(status="draft").count()) == (5, 1)

    def test_one_post_told_from_a_dossier_waits_for_review_and_one_was_taken_down(self, built):
        [told] = Article.objects.filter(status="in_review")
        [gone] = Article.objects.filter(status="withdrawn")

        assert (told.conference.held_on, told.category.path) == (
            date(2021, 1, 22),
            "Hoạt động của Liên minh › Hội nghị",
        )
        assert "445 hợp tác xã" in told.body
        assert (gone.source, gone.note) == ("Báo Minh Họa", "Nơi đăng đầu tiên đã sửa lại bài")

    def test_public_posts_were_read_and_rated_and_the_draft_never(self, built):
        read = Reading.objects.filter(views__gt=1_000, stars_5__gt=0).values_list("article", flat=True)

        assert {*read} == {article.pk for article in Article.objects.public()}

    def test_posts_have_three_to_six_paragraphs(self, built):
        assert {
            article.slug: article.body.count("<p>")
            for article in Article.objects.public()
            if not 3 <= article.body.count("<p>") <= 6
        } == {}

    def test_the_post_on_the_conference_says_what_the_register_says(self, built):
        text = plain_text(Article.objects.get(slug="hoi-nghi-tong-ket-cong-tac-nam-2023").body)
        presented = Award.objects.filter(presented_at__held_on=date(2023, 12, 26))
        collectives = presented.exclude(organisation=None).count()

        said = [
            f"có {count(2023, 'cooperative', 'credit_fund')} hợp tác xã",
            f"gồm {count(2023, 'cooperative', sector='agriculture')} hợp tác xã nông nghiệp",
            f"{count(2023, 'cooperative', but='agriculture')} hợp tác xã phi nông nghiệp",
            f"{count(2023, 'credit_fund')} Quỹ tín dụng nhân dân",
            f"{count(2023, 'group')} tổ hợp tác",
            "570.286 thành viên, nhiều hơn năm 2022 là 3.189 thành viên",
            "kết nạp 12 thành viên mới trong năm, đưa số đơn vị thành viên lên 442",
            f"cho {collectives} tập thể và {presented.count() - collectives} cá nhân",
        ]

        assert [phrase for phrase in said if phrase not in text] == []


class TestMedia:
    def test_posts_have_pictures_and_the_public_has_an_album_and_videos(self, built):
        assert Article.objects.public().filter(picture__isnull=False).count() == 3
        assert (Album.objects.public().count(), VideoLink.objects.public().count()) == (1, 2)
        assert public_pictures().count() == Picture.objects.count() == 5

    def test_one_cited_figure_was_corrected_and_one_waits_for_the_editor(self, built):
        assert [each.is_told for each in Correction.objects.all()] == [True]
        assert [(doubt.citation.printed, doubt.now) for doubt in doubts(Article.objects.all())] == [
            ("10 lớp", "11 lớp")
        ]


class TestInvention:
    def test_the_office_says_on_every_page_that_it_is_a_demonstration(self, built):
        office = Office.objects.get()

        assert (office.notice, office.province_name) == (NOTICE, "tỉnh Thái Bình")
        assert "hư cấu" in NOTICE

    def test_every_organisation_lives_at_a_hamlet_that_is_not_and_was_founded_as_an_invention(self, built):
        assert not Organisation.objects.exclude(address__startswith="Thôn Mẫu").exists()
        foundings = LifeEvent.objects.filter(kind="founded")
        assert set(foundings.values_list("note", flat=True)) == {"Tổ chức hư cấu trong dữ liệu minh họa"}

    def test_no_organisation_is_named_for_a_commune(self, built):
        communes = {place.name.split(" ", 1)[1] for place in Place.objects.communes()}

        assert [name for name in names.PAIRS if name in communes] == []

    def test_people_in_office_are_called_demonstration(self, built):
        assert [one.full_name for one in Signatory.objects.on(date(2023, 12, 26))] == ["Nguyễn Minh Họa"]
        assert not User.objects.exclude(full_name__endswith="minh họa").exists()

    def test_names_are_not_used_twice(self, built):
        assert Counter(Organisation.objects.values_list("name", flat=True)).most_common(1)[0][1] == 1


class TestAccounts:
    @pytest.mark.parametrize(
        ("username", "roles"),
        [("canbo", ["Cán bộ"]), ("lanhdao", ["Lãnh đạo"]), ("bientap", ["Biên tập viên"]), ("quantri", [])],
    )
    def test_have_one_role_each(self, built, username, roles):
        user = User.objects.get(username=username)

        assert [group.name for group in user.groups.all()] == roles
        assert (user.is_staff, user.is_superuser) == (True, not roles)

    def test_open_with_the_password_the_command_prints(self, built, settings):
        settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
        logins = [line.split() for line in demo("--logins").splitlines()]

        assert logins == [[name, PASSWORD] for name in ("canbo", "lanhdao", "bientap", "quantri")]
        assert [User.objects.get(username=name).check_password(word) for name, word in logins] == [True] * 4


# Years are published; 39 delegates are invited, 35 come, three seats end, a resolution is issued, loans are paid back.
# Two posts get their number in a series, one is submitted, one published and withdrawn. Posts get pictures (4) and
# figures (2), one of which is corrected; an album is published; four documents are published and one is replaced.
# Lists of proposed awards are approved, decided and presented; reports are submitted, approved and sealed.
CHANGED_LATER = {
    Period: len(YEARS),
    Delegate: 39 + 35,
    Seat: 3,
    Resolution: 1,
    Loan: 9,
    AwardKind: 1,
    Article: 5 + 4 + 2 + 1,
    Album: 1,
    Document: 4 + 1,
    Proposal: 2,
    Nomination: 1,
    Award: 11,
    Report: 5,
}
GONE_THEIR_WAY = (Award, Nomination, Proposal, Report)  # by verbs, which say why only where they are told to


class TestAgain:
    def test_building_it_again_changes_nothing(self, built, django_assert_max_num_queries):
        before = everything()

        with django_assert_max_num_queries(40):
            said = demo()

        assert said.splitlines()[0] == "Tỉnh minh họa đã có, không thay đổi gì."
        assert everything() == before

    def test_it_is_the_same_on_every_machine(self, built):
        fresh = province.build_register(province._communes())

        assert [
            (one.code, one.name, one.founded_on, one.ended_on, one.place_id) for one in fresh.organisations
        ] == list(Organisation.objects.order_by("pk").values_list("code", "name", "founded_on", "ended_on", "place_id"))
        assert [(m.organisation.code, m.admitted_on, m.left_on) for m in fresh.memberships] == list(
            AllianceMembership.objects.order_by("pk").values_list("organisation__code", "admitted_on", "left_on")
        )

    def test_every_row_has_its_history_with_who_and_why(self, built):
        for model in historic():
            rows, history = model.objects.count(), model.history.all()
            assert history.filter(history_type="+").count() == rows, model
            if model is not SizeRule:  # the law is loaded, not invented
                reasons = set(history.values_list("history_change_reason", flat=True))
                assert reasons - ({None} if model in GONE_THEIR_WAY else set()) <= {"Dữ liệu minh họa"}, model
                assert not history.filter(history_user=None).exists(), model

    def test_only_what_goes_its_way_was_changed_later(self, built):
        changed = {model: model.history.exclude(history_type="+").count() for model in historic()}

        assert {model: number for model, number in changed.items() if number} == CHANGED_LATER

    def test_rows_follow_the_rules_of_their_models(self, built):
        """A sample, since asking everything of every row takes minutes."""
        for model in [*historic(), Participant]:
            rows = list(model.objects.order_by("pk"))
            for row in rows[:: max(1, len(rows) // 12)]:
                row.full_clean()


def historic() -> list:
    return [
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "history") and model is not User and not model._meta.proxy and model.objects.exists()
    ]


def everything() -> dict:
    """Every row of every table of ours, histories included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    }


@pytest.mark.django_db
class TestRefusal:
    def test_a_portal_in_production_gets_no_demo(self, settings):
        settings.PRODUCTION = True

        with pytest.raises(CommandError, match="PRODUCTION=true"):
            demo()

        assert (Organisation.objects.count(), demo("--logins")) == (0, "")

    def test_an_office_with_data_of_its_own_is_left_alone(self, founded):
        founded("HTX1")

        with pytest.raises(CommandError, match="đã có dữ liệu riêng"):
            demo()

        assert (Organisation.objects.count(), User.objects.count(), Place.objects.count()) == (1, 0, 0)

    @pytest.mark.parametrize("option", ["organisation", "office"])
    def test_if_empty_does_nothing_where_somebody_works(self, option, founded, request):
        if option == "organisation":
            founded("HTX1")
        else:
            request.getfixturevalue("office")

        assert (demo("--if-empty"), User.objects.count()) == ("", 0)

    def test_forced_in_production_nobody_knows_a_password(self, settings):
        settings.PRODUCTION = True

        demo("--force")

        assert [user.username for user in User.objects.all() if user.has_usable_password()] == []

    def test_before_the_demo_there_are_no_logins(self):
        assert demo("--logins") == ""
