"""The open data: one declaration gives address, answer and description; anybody may read it, nobody may write."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Award, AwardKind
from news.api.endpoints import ENDPOINTS
from news.models import Article, Category
from returns import workflow as returns_workflow
from tests.settlement import settle

pytestmark = pytest.mark.django_db
START = "/api/v1/"
KINDS = {
    "string": str,
    "integer": int,
    "object": dict,
    "array": list,
    "null": type(None),
}


@pytest.fixture
def everything(administrator):
    """A row of everything, public."""
    organisations = settle(1, by=administrator)
    Article.objects.update(status="published", published_at=timezone.now() - timedelta(minutes=1))
    return organisations


@pytest.fixture
def year(founded, reported, leader):
    return returns_workflow.publish(reported(founded("H1"), members=570_286).period, by=leader)


def wrong(value, schema: dict, at: str = "") -> list[str]:
    """Where a value is not what a schema says, of the words that our schemas use."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{at}: {value!r} is none of {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is not offered"]
    if isinstance(value, list):
        return [each for number, one in enumerate(value) for each in wrong(one, schema["items"], f"{at}/{number}")]
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties")
        found = [f"{at}: no {name}" for name in schema.get("required", []) if name not in value]
        for name, one in value.items():
            if name in known or more:
                found += wrong(one, known.get(name, more), f"{at}/{name}")
            else:
                found.append(f"{at}/{name} is not described")
        return found
    return []


def addresses(organisation: str) -> dict[str, str]:
    """An address of every endpoint, filled in with what is there."""
    parts = {"year": "2023", "table": "chi-tieu", "code": organisation}
    return {
        endpoint.name: reverse(
            f"news:api_{endpoint.name}", kwargs={each.name: parts[each.name] for each in endpoint.within}
        )
        for endpoint in ENDPOINTS
    }


class TestTheDescription:
    def test_it_is_openapi_3_1_and_names_every_address(self):
        document = Client().get(f"{START}openapi.json").json()

        assert document["openapi"] == "3.1.0"
        assert set(document) == {"openapi", "info", "servers", "paths", "components"}
        assert document["servers"] == [{"url": "http://testserver/api/v1"}]
        assert set(document["paths"]) == {f"/{endpoint.path}" for endpoint in ENDPOINTS}

    def test_every_operation_is_whole(self):
        document = Client().get(f"{START}openapi.json").json()

        operations = {path: each["get"] for path, each in document["paths"].items()}
        named = [one["operationId"] for one in operations.values()]
        assert len(set(named)) == len(named)
        for path, one in operations.items():
            assert one["summary"], path
            within = {each["name"] for each in one["parameters"] if each["in"] == "path"}
            assert within == {part.split("}")[0] for part in path.split("{")[1:]}
            assert all(each["required"] == (each["in"] == "path") for each in one["parameters"])
            assert all(each["description"] and each["schema"] for each in one["parameters"])
            for answer in one["responses"].values():
                reference = answer["content"]["application/json"]["schema"]["$ref"]
                assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]

    def test_every_answer_is_what_it_says(self, everything, year, browser):
        schemas = {endpoint.name: dict(endpoint.schema) for endpoint in ENDPOINTS}

        found = {
            name: wrong(browser().get(address).json(), schemas[name], name)
            for name, address in addresses("HTX-1").items()
        }

        assert {name: each for name, each in found.items() if each} == {}

    def test_the_page_for_people_tells_every_address(self, browser):
        said = browser().get("/api/").text

        assert [each.address for each in ENDPOINTS if each.address not in said] == []
        assert f"{START}openapi.json" in said


class TestWhoMayWhat:
    def test_a_program_of_any_site_may_read_without_credentials(self, year):
        answer = Client().get(f"{START}years/", headers={"origin": "https://khac.example"})

        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Cookie" not in answer.get("Vary", "")
        assert answer.cookies == {}

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_nobody_may_write(self, method, year):
        for address in (*addresses("H1").values(), f"{START}openapi.json", START, f"{START}khong-co/"):
            answer = getattr(Client(), method)(address)

            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
            assert "chỉ để đọc" in answer.json()["error"]["message"]

    def test_the_same_content_is_sent_once(self, year):
        first = Client().get(f"{START}years/2023/chi-tieu/")

        again = Client().get(f"{START}years/2023/chi-tieu/", headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")

    def test_a_head_is_answered_like_a_get(self, year):
        answer = Client().head(f"{START}years/")

        assert (answer.status_code, answer.content) == (200, b"")


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ("organisations/?limit=0", "từ 1 đến 200"),
            ("organisations/?limit=201", "từ 1 đến 200"),
            ("organisations/?limit=²", "từ 1 đến 200"),
            ("organisations/?limit=" + "9" * 10_000, "từ 1 đến 200"),
            ("organisations/?kind=bank", "hãy chọn một trong cooperative"),
            ("organisations/?phone=09", "Không có tham số “phone”"),
            ("organisations/?q=" + "a" * 10_000, "dài quá 100 ký tự"),
            ("awards/?year=20x3", "năm bốn chữ số"),
            ("articles/?after=khong-co", "hãy đọc lại từ đầu"),
            ("years/?year=2023", "không nhận tham số nào"),
        ],
    )
    def test_what_is_asked_wrongly_is_told_in_words(self, asked, sentence, founded):
        answer = Client().get(START + asked)

        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
        assert sentence in answer.json()["error"]["message"]

    @pytest.mark.parametrize(
        "address", ["", "khong-co/", "years/1999/", "years/2023/khong-co/", "organisations/khong-co/"]
    )
    def test_what_is_not_there_is_told_in_words(self, address, year):
        answer = Client().get(START + address)

        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")

    def test_an_address_without_its_last_stroke_leads_on(self):
        answer = Client().get(f"{START}organisations?limit=5")

        assert (answer.status_code, answer.url) == (301, f"{START}organisations/?limit=5")


class TestLists:
    def test_organisations_are_read_page_by_page_each_once(self, founded):
        codes = [founded(f"H{number}").code for number in range(5)]
        address, found = f"{START}organisations/?limit=2", []
        while address:
            answer = Client().get(address).json()
            found += [one["code"] for one in answer["organisations"]]
            address = answer["next"]

        assert found == codes

    def test_posts_are_read_page_by_page_the_newest_first_and_no_draft(self, db):
        column, now = Category.objects.create(name="Tin", slug="tin"), timezone.now()
        for number in range(5):
            Article.objects.create(
                title=f"Bài {number}",
                slug=f"bai-{number}",
                category=column,
                status="published" if number else "draft",
                published_at=now - timedelta(hours=1),  # the same for all
            )
        address, found = f"{START}articles/?limit=3", []
        while address:
            answer = Client().get(address).json()
            found += [one["slug"] for one in answer["articles"]]
            address = answer["next"]

        assert found == ["bai-4", "bai-3", "bai-2", "bai-1"]
        assert Client().get(f"{START}articles/?after=bai-0").status_code == 400

    @pytest.mark.parametrize("many", [1, 9])
    def test_many_take_the_same_queries(self, many, founded, django_assert_num_queries):
        for number in range(many):
            founded(f"H{number}")

        with django_assert_num_queries(1):
            Client().get(f"{START}organisations/")

    def test_the_roll_has_what_was_decided_and_still_stands(self, db):
        kind = AwardKind.objects.create(form="Bằng khen", level="Tỉnh thử")
        given = {"kind": kind, "achievement_year": 2023}
        Award.objects.create(person_name="Bà Được Khen", decided_on="2023-12-01", **given)
        Award.objects.create(person_name="Ông Đề Nghị", proposal="01/TTr", **given)

        found = Client().get(f"{START}awards/?year=2023").json()["awards"]

        assert [one["recipient"] for one in found] == ["Bà Được Khen"]


def test_numbers_are_plain_decimals_and_what_is_absent_is_null(year):
    rows = Client().get(f"{START}years/2023/linh-vuc/").json()["rows"]

    assert [(row["cooperative_members"], row["revenue"]) for row in rows] == [("570286", None)]
    assert "570.286" not in json.dumps(rows)
