"""A period's movement adds up by name: for every kind, every place, every form of period."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import COOPERATIVE_KINDS, Kind, LifeEvent, Organisation, Participant, Place, PlaceSuccession
from reports.movement import EFFECTS, STEPS, movement, read_movement
from reports.movement_names import changes, names
from reports.reader import read
from reports.sources import Within
from returns.models import Period
from tests.reports import province

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 1)
STEP = {step.key: step for step in STEPS}


def told(code: str = "2023", row: str = "htx", **how) -> dict[str, int]:
    """The cells of a row that are not nought."""
    found = read_movement(Period.objects.named(code), **how)
    [line] = [each for each in (*found.rows, found.whole) if each.slug == row]
    assert found.unbalanced == found.unrecorded == ()
    return {step.key: count for step in found.steps if (count := found.count(line, step))}


def who(step: str, code: str = "2023", row: str = "htx", **how) -> list[str]:
    found = read_movement(Period.objects.named(code), **how)
    [line] = [each for each in (*found.rows, found.whole) if each.slug == row]
    return [entry.organisation.code for entry in found.behind(line, STEP[step])]


@pytest.fixture
def htx(founded):
    return [founded(f"H{number}") for number in range(1, 5)]


def reorganised(*subjects, kind, into=(), on=DAY):
    return workflow.reorganise(subjects, kind=kind, into=into, on=on, by=None)


class TestAnEvent:
    def test_two_merged_into_an_existing_one_are_two_less(self, htx):
        reorganised(htx[0], htx[1], kind="merged", into=[htx[2]])

        assert told() == {"opening": 4, "merged": 2, "closing": 2}
        assert who("merged") == ["H1", "H2"]

    def test_one_merged_into_another_is_one_less(self, htx):
        reorganised(htx[0], kind="merged", into=[htx[1]])

        assert told() == {"opening": 4, "merged": 1, "closing": 3}

    def test_two_consolidated_are_one_new(self, htx, founded):
        reorganised(htx[0], htx[1], kind="consolidated", into=[founded("N1", on=DAY)])

        assert told() == {"opening": 4, "formed": 1, "merged": 2, "closing": 3}
        assert (who("formed"), who("merged")) == (["N1"], ["H1", "H2"])

    def test_one_split_is_gone_and_its_parts_have_come(self, htx, founded):
        reorganised(htx[0], kind="split", into=[founded("N1", on=DAY), founded("N2", on=DAY)])

        assert told() == {"opening": 4, "formed": 2, "split": 1, "closing": 5}

    def test_one_separated_from_stays(self, htx, founded):
        reorganised(htx[0], kind="separated", into=[founded("N1", on=DAY)])

        assert told() == {"opening": 4, "formed": 1, "closing": 5}

    def test_a_group_that_becomes_a_cooperative_goes_there_and_comes_here(self, htx, founded):
        reorganised(founded("T1", kind=Kind.GROUP), kind="converted", into=[founded("N1", on=DAY)])

        assert told() == {"opening": 4, "converted_in": 1, "closing": 5}
        assert told(row="tht") == {"opening": 1, "converted_out": 1}
        assert told(row="tat-ca") == {"opening": 5, "converted_in": 1, "converted_out": 1, "closing": 5}

    def test_the_dissolved_and_the_bankrupt_are_told_apart(self, htx):
        reorganised(htx[0], kind="dissolved")
        reorganised(htx[1], kind="bankrupt")

        assert told() == {"opening": 4, "dissolved": 1, "bankrupt": 1, "closing": 2}

    def test_the_suspended_the_renamed_and_the_idle_still_exist(self, htx):
        workflow.suspend(htx[0], on=DAY, by=None)
        workflow.rename(htx[1], name="Tên mới", on=DAY, by=None)
        workflow.verify_activity(htx[2], state="ceased", since=DAY, by=None)

        assert told() == {"opening": 4, "closing": 4}

    def test_a_recount_is_a_column_of_its_own_and_then_part_of_the_stock(self, htx):
        workflow.adjust(kind=Kind.COOPERATIVE, quantity=-40, on=DAY, by=None)
        workflow.adjust(kind=Kind.CREDIT_FUND, quantity=3, on=DAY, by=None)

        assert told() == {"opening": 4, "adjusted": -37, "closing": -33}
        assert told(row="qtdnd") == {"adjusted": 3, "closing": 3}
        assert told("2024") == {"opening": -33, "closing": -33}

    def test_every_way_to_begin_and_to_end_has_its_column(self):
        ways = set()
        for kind, roles in workflow.PARTS.items():
            ways |= {(role, kind) for role in roles if role in (Participant.Role.BEGINS, Participant.Role.ENDS)}

        assert set(EFFECTS) == ways
        assert set(EFFECTS.values()) <= set(STEP)


class TestKinds:
    def test_a_credit_fund_has_a_row_and_is_counted_among_the_cooperatives(self, htx, founded):
        founded("Q1", kind=Kind.CREDIT_FUND, on=DAY)

        assert told() == {"opening": 4, "founded": 1, "closing": 5}
        assert told(row="qtdnd") == {"founded": 1, "closing": 1}
        assert told(row="htx-khong-ke-quy") == {"opening": 4, "closing": 4}

    def test_enterprises_are_told_of_only_where_there_are_any(self, htx, founded):
        rows = [row.slug for row in read_movement(Period.objects.named("2023")).rows]
        founded("D1", kind=Kind.ENTERPRISE)

        assert rows == ["htx", "htx-khong-ke-quy", "qtdnd", "lhhtx", "tht"]
        assert [row.slug for row in read_movement(Period.objects.named("2023")).rows] == [*rows, "dn"]

    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("code", ["2021", "2022-6T", "2023-Q3", "2021..2023"])
    def test_the_figures_of_the_reader_are_the_same(self, seed, code):
        province.build(seed)
        workflow.adjust(kind=Kind.GROUP, quantity=5, on=date(2022, 5, 5), by=None)
        period = Period.objects.named(code)
        codes = ["cooperatives", "credit_funds", "unions", "groups", "new_cooperatives", "new_groups"]
        [figures] = read([*codes, "dissolved_cooperatives", "merged_cooperatives"], period=period).records()

        rows = {
            row[0]: dict(zip([column.key for column in movement(period).columns], row, strict=True))
            for row in movement(period).rows
        }
        htx, groups = rows["Hợp tác xã (gồm QTDND)"], rows["Tổ hợp tác"]

        assert figures == {
            "cooperatives": htx["closing"],
            "credit_funds": rows["Quỹ tín dụng nhân dân"]["closing"],
            "unions": rows["Liên hiệp hợp tác xã"]["closing"],
            "groups": groups["closing"],
            "new_cooperatives": htx["founded"] + htx["formed"],
            "new_groups": groups["founded"] + groups["formed"],
            "dissolved_cooperatives": htx["dissolved"] + htx["bankrupt"],
            "merged_cooperatives": htx["merged"],
        }

    @pytest.mark.parametrize("seed", range(4))
    def test_one_year_ends_where_the_next_begins(self, seed):
        province.build(seed)

        years = [told(str(year), "tat-ca") for year in range(2020, 2025)]

        assert [year.get("closing", 0) for year in years[:-1]] == [year.get("opening", 0) for year in years[1:]]


class TestPeriods:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("2022", {"opening": 1, "founded": 1, "closing": 2}),
            ("2023", {"opening": 2, "founded": 1, "dissolved": 1, "closing": 2}),
            ("2023-6T", {"opening": 2, "dissolved": 1, "closing": 1}),
            ("2023-Q3", {"opening": 1, "founded": 1, "closing": 2}),
            ("2022..2023", {"opening": 1, "founded": 2, "dissolved": 1, "closing": 2}),
            ("2014", {}),
        ],
    )
    def test_every_form_of_period_balances(self, code, expected, founded):
        one = founded("H1")
        founded("H2", on=date(2022, 12, 20))
        founded("H3", on=date(2023, 7, 1))
        workflow.end(one, kind="dissolved", on=date(2023, 6, 30), by=None)

        assert told(code) == expected

    def test_the_office_may_have_moved_the_days_of_its_year(self, founded):
        founded("H1", on=date(2022, 12, 15))
        founded("H2", on=date(2023, 12, 15))
        Period.objects.create(code="2023", kind=Period.Kind.YEAR, start=date(2022, 12, 15), end=date(2023, 12, 14))

        assert told() == {"founded": 1, "closing": 1}

    def test_who_came_and_went_within_the_period_is_in_neither_stock(self, founded):
        one = founded("H1", on=date(2023, 2, 1))
        workflow.end(one, kind="dissolved", on=date(2023, 3, 1), by=None)

        assert told() == {"founded": 1, "dissolved": 1}


@pytest.fixture
def land(db) -> dict[str, Place]:
    """A and B became X in July 2023, C went to X and Y."""
    old = {name: Place.objects.create(name=name, level="commune", valid_to=date(2023, 6, 30)) for name in "ABC"}
    new = {name: Place.objects.create(name=name, level="commune", valid_from=date(2023, 7, 1)) for name in "XY"}
    for one, other in ("AX", "BX", "CX", "CY"):
        PlaceSuccession.objects.create(old=old[one], new=new[other], on=date(2023, 7, 1))
    return old | new


class TestPlaces:
    def at(self, place, code="2023", **how) -> dict:
        return told(code, str(place.pk) if place else "chua-ro", by="place", **how)

    def test_a_move_leaves_one_commune_and_reaches_another(self, land, founded):
        one = founded("H1", place=land["A"])
        workflow.move(one, to=land["B"], on=date(2023, 3, 1), by=None)

        assert self.at(land["A"], "2023-6T") == {"opening": 1, "moved_out": 1}
        assert self.at(land["B"], "2023-6T") == {"moved_in": 1, "closing": 1}
        assert told("2023-6T", "tat-ca", by="place") == {"opening": 1, "moved_in": 1, "moved_out": 1, "closing": 1}

    def test_a_move_within_what_became_one_commune_changes_no_count(self, land, founded):
        one = founded("H1", place=land["A"])
        workflow.move(one, to=land["B"], on=date(2023, 3, 1), by=None)

        assert self.at(land["X"]) == {"opening": 1, "closing": 1}

    def test_a_journey_is_told_stage_by_stage(self, land, founded):
        one = founded("H1", place=land["A"], on=date(2023, 1, 5))
        for month, name in ((2, "B"), (3, "C"), (4, "A")):
            workflow.move(one, to=land[name], on=date(2023, month, 1), by=None)
        workflow.end(one, kind="dissolved", on=date(2023, 5, 1), by=None)

        assert self.at(land["A"], "2023-6T") == {"founded": 1, "moved_in": 1, "dissolved": 1, "moved_out": 1}
        assert self.at(land["B"], "2023-6T") == {"moved_in": 1, "moved_out": 1}
        assert self.at(land["C"], "2023-6T") == {"moved_in": 1, "moved_out": 1}

    def test_the_communes_are_those_of_the_end_of_the_period(self, land, founded):
        for code, name in (("H1", "A"), ("H2", "B"), ("H3", "C")):
            founded(code, place=land[name])
        founded("H4", place=land["C"], successor_place=land["Y"])
        founded("H5")

        rows = movement(Period.objects.named("2023"), by="place").rows
        assert [(row[0], row[1], row[-1]) for row in rows] == [("X", 2, 2), ("Y", 1, 1), ("Chưa rõ địa bàn", 2, 2)]

    def test_a_recount_belongs_to_its_commune(self, land):
        workflow.adjust(kind=Kind.GROUP, quantity=4, on=DAY, place=land["A"], by=None)
        workflow.adjust(kind=Kind.GROUP, quantity=-1, on=DAY, by=None)

        assert self.at(land["X"]) == {"adjusted": 4, "closing": 4}
        assert self.at(None) == {"adjusted": -1, "closing": -1}


class TestReading:
    @pytest.mark.parametrize(("by", "queries"), [("kind", 3), ("place", 5)])
    @pytest.mark.parametrize("organisations", [6, 30])
    def test_takes_as_many_queries_whatever_there_is(self, by, queries, organisations, django_assert_num_queries):
        province.build(1, organisations=organisations)
        period = Period.objects.named("2022")

        with django_assert_num_queries(queries):
            assert movement(period, by=by).rows

    def test_is_narrowed_to_what_one_may_see(self, htx):
        workflow.adjust(kind=Kind.COOPERATIVE, quantity=3, on=DAY, by=None)
        some, recounts = Organisation.objects.filter(code="H1"), LifeEvent.objects.recounts()

        assert told(within=some) == {"opening": 1, "closing": 1}
        assert told(within=Within(some, recounts)) == {"opening": 1, "adjusted": 3, "closing": 4}
        assert told(within=Organisation.objects.none()) == {}

    def test_who_has_no_event_of_its_coming_is_named(self, htx, founded):
        lost, moved = founded("N1", on=DAY), founded("N2", on=DAY)
        LifeEvent.objects.filter(participants__organisation=lost).delete()
        Organisation.objects.filter(pk=moved.pk).update(founded_on=date(2022, 1, 1))

        found = read_movement(Period.objects.named("2023"))

        assert [one.code for one in found.unrecorded] == ["N1", "N2"]
        assert [row.slug for row in found.unbalanced] == []  # one too few and one too many hide each other
        LifeEvent.objects.filter(participants__organisation=moved).delete()
        assert [row.slug for row in read_movement(Period.objects.named("2023")).unbalanced] == [
            "htx",
            "htx-khong-ke-quy",
        ]


class TestNames:
    def test_say_what_happened_with_whom_and_by_which_decision(self, htx, land):
        paper = workflow.Paper("15/QĐ", None, "theo đề án")
        workflow.reorganise(htx[:2], kind="merged", into=[htx[2]], on=DAY, paper=paper, by=None)
        found = read_movement(Period.objects.named("2023"))

        [first, _] = names(found.behind(found.rows[0], STEP["merged"])).records()

        others = "Tổ chức thử H2 (chấm dứt); Tổ chức thử H3 (tiếp tục)"
        assert first == {
            "name": "Tổ chức thử H1",
            "code": "H1",
            "kind": "HTX",
            "place": "",
            "date": DAY,
            "event": "sáp nhập",
            "others": others,
            "decision": "15/QĐ",
            "note": "theo đề án",
        }

    def test_of_a_stock_say_since_when(self, htx):
        found = read_movement(Period.objects.named("2023"))

        table = names(found.behind(found.rows[0], STEP["closing"]))

        assert [column.key for column in table.columns] == ["name", "code", "kind", "place", "date"]
        assert table.rows[0] == ("Tổ chức thử H1", "H1", "HTX", "", date(2015, 1, 1))

    def test_of_a_recount_say_how_many(self, land):
        workflow.adjust(kind=Kind.GROUP, quantity=-40, on=DAY, place=land["A"], by=None)
        found = read_movement(Period.objects.named("2023"))

        [row] = names(found.behind(found.whole, STEP["adjusted"])).records()

        assert (row["name"], row["place"], row["event"], row["amount"]) == ("Điều chỉnh số THT", "A", "điều chỉnh", -40)

    def test_of_a_move_say_whence_and_where(self, land, founded):
        workflow.move(founded("H1", place=land["A"]), to=land["B"], on=date(2023, 3, 1), by=None)
        found = read_movement(Period.objects.named("2023-6T"), by="place")

        assert changes(found).values("event") == ["từ A đến B", "từ A đến B"]

    @pytest.mark.parametrize("organisations", [6, 40])
    def test_take_few_queries(self, organisations, django_assert_max_num_queries):
        province.build(2, organisations=organisations)
        found = read_movement(Period.objects.named("2021..2023"))

        with django_assert_max_num_queries(4):
            assert changes(found).rows

    def test_there_is_a_name_for_every_one_that_is_counted(self):
        province.build(5, organisations=40)
        found = read_movement(Period.objects.named("2022"))

        for step in found.steps:
            assert len(found.behind(found.whole, step)) == found.count(found.whole, step)
        assert found.rows[0].parts == COOPERATIVE_KINDS
