"""The page of each event of an organisation's life: what it records and refuses; nothing typed is lost."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Place, Sector, UnionMembership
from tests.cooperatives.life_pages import PDF, content, event_page, page, parts, row, row_complaints, scan
from tests.office.page import complaints, form_on, opened

DAY = date(2022, 7, 1)
TYPED = {"on": "01/07/2022", "decision": "09/QĐ-UBND", "note": "theo đề án"}


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", address="Thôn 1")


def stored(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def send(client, organisation: Organisation, verb: str, **typed):
    address = page(organisation, verb)
    return client.post(address, {**opened(client, address), **TYPED, **typed})


class TestWhatIsOffered:
    def offered(self, client, organisation: Organisation) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for verb in client.get(page(organisation)).context["verbs"]:
            groups.setdefault(verb["group"], []).append(verb["label"])
        return groups

    def test_is_what_applies_to_a_living_cooperative(self, htx, desk):
        assert self.offered(desk, htx) == {
            "Hoạt động thực tế và tham gia": ["Xác minh hoạt động", "Kết nạp vào Liên minh", "Vào liên hiệp"],
            "Thay đổi khi vẫn tồn tại": ["Đổi tên", "Chuyển địa bàn", "Tạm ngừng"],
            "Tổ chức lại": ["Tách", "Chia", "Hợp nhất", "Sáp nhập", "Chuyển đổi"],
            "Chấm dứt": ["Giải thể", "Phá sản"],
            "Ghi nhầm": ["Hủy sự kiện gần nhất"],
        }

    def test_changes_with_how_it_stands(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)
        workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        workflow.join_union(htx, union=union, on=date(2016, 1, 1), by=staff)
        workflow.suspend(htx, on=DAY, by=staff)

        offered = self.offered(desk, htx)

        assert offered["Hoạt động thực tế và tham gia"] == [
            "Xác minh hoạt động",
            "Ra khỏi Liên minh",
            "Vào liên hiệp",
            "Ra khỏi liên hiệp",
        ]
        assert offered["Thay đổi khi vẫn tồn tại"] == ["Đổi tên", "Chuyển địa bàn", "Hoạt động lại"]

    def test_leaves_one_that_ended_only_its_undoing(self, htx, desk, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        assert self.offered(desk, htx) == {"Ghi nhầm": ["Hủy sự kiện gần nhất"]}


class TestEndings:
    @pytest.mark.parametrize(("verb", "kind"), [("giai-the", "dissolved"), ("pha-san", "bankrupt")])
    def test_end_an_organisation_on_paper(self, verb, kind, htx, desk, staff, settings, tmp_path):
        settings.PRIVATE_ROOT = tmp_path

        response = send(desk, htx, verb, document=scan())

        event = LifeEvent.objects.get(kind=kind)
        assert (response.url, stored(htx).ended_on, parts(event)) == (page(htx), DAY, {"HTX1": "ends"})
        assert (event.decision, event.note) == ("09/QĐ-UBND", "theo đề án")
        assert content(event) == PDF
        assert event.history.get().history_user == staff

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"on": "01/01/2015"}, "Ngày chấm dứt phải sau ngày thành lập (01/01/2015)."),
            ({"on": ""}, "Không được để trống."),
            ({"on": "01/07/2980"}, "Ngày 01/07/2980 chưa đến. Hãy kiểm tra lại năm."),
            ({"on": "31/02/2022"}, "Ngày không hợp lệ: hãy nhập ngày/tháng/năm, ví dụ 31/12/2023."),
        ],
    )
    def test_say_what_is_wrong_and_keep_what_was_typed(self, typed, sentence, htx, desk):
        response = send(desk, htx, "giai-the", **typed)

        assert complaints(response) == [sentence]
        assert {name: form_on(response)[name] for name in TYPED} == {
            name: [value] for name, value in (TYPED | typed).items()
        }
        assert stored(htx).ended_on is None


class TestDocuments:
    @pytest.fixture(autouse=True)
    def private(self, settings, tmp_path):
        settings.PRIVATE_ROOT = tmp_path
        return tmp_path

    @pytest.mark.parametrize(
        ("file", "sentence"),
        [
            (scan("a.exe"), "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPG, PNG."),
            (scan("a.pdf", b"<script>"), "Nội dung tệp không phải loại .pdf: hãy kiểm tra lại tệp."),
        ],
    )
    def test_that_are_not_what_they_say_are_refused(self, file, sentence, htx, desk):
        file.seek(0)

        response = send(desk, htx, "giai-the", document=file)

        assert complaints(response) == [sentence]
        assert stored(htx).ended_on is None

    def test_of_a_refused_event_must_be_chosen_again_and_leave_nothing_behind(self, htx, desk, staff, private):
        workflow.admit(htx, on=date(2022, 8, 1), by=staff)  # so that the refusal comes after the file was stored

        response = send(desk, htx, "giai-the", document=scan())

        assert len(complaints(response)) == 1
        assert "hãy chọn lại “quyet-dinh.pdf”" in response.content.decode()
        assert [path for path in private.rglob("*") if path.is_file()] == []

    def test_come_with_a_founding_too(self, desk, staff):
        address = "/quan-tri/cooperatives/cooperative/add/"
        typed = {"code": "M1", "name": "Tổ chức thử", "founded_on": "05/03/2020", "document": scan(), "note": "mới"}

        desk.post(address, opened(desk, address, **typed))

        event = LifeEvent.objects.get()
        assert (event.kind, event.note, content(event)) == ("founded", "mới", PDF)


class TestStandingMovingRenaming:
    def test_suspend_and_resume(self, htx, desk):
        send(desk, htx, "tam-ngung")
        suspended = stored(htx).is_suspended(DAY)
        send(desk, htx, "hoat-dong-lai", on="01/02/2023")

        assert (suspended, stored(htx).is_suspended(date(2023, 2, 1))) == (True, False)

    def test_move_keeps_the_seat_it_left(self, founded, desk):
        here, there = (
            Place.objects.create(code=code, name=name, level=Level.COMMUNE)
            for code, name in (("00001", "Xã Cũ"), ("00002", "Xã Mới"))
        )
        htx = founded("HTX1", place=here, address="Thôn 1")

        send(desk, htx, "chuyen-dia-ban", to=str(there.pk), address="Thôn 2")

        part = LifeEvent.objects.get(kind="moved").participants.get()
        assert (stored(htx).place, stored(htx).address) == (there, "Thôn 2")
        assert (part.former_place, part.former_address) == (here, "Thôn 1")

    def test_move_needs_no_script(self, founded, desk):
        """Where scripts do not run the page asks for codes."""
        here, there = (
            Place.objects.create(code=code, name=f"Xã {code}", level=Level.COMMUNE) for code in ("00001", "00002")
        )
        htx = founded("HTX1", place=here)

        unknown = send(desk, htx, "chuyen-dia-ban", to="", to_code="99999")
        send(desk, htx, "chuyen-dia-ban", to="", to_code="00002")

        assert complaints(unknown) == ["Không có xã, phường này: hãy chọn trong danh sách."]
        assert form_on(unknown)["to_code"] == ["99999"]
        assert stored(htx).place == there

    def test_say_that_the_seat_is_not_known(self, htx, desk):
        there = Place.objects.create(code="00002", name="Xã Mới", level=Level.COMMUNE)

        response = send(desk, htx, "chuyen-dia-ban", to=str(there.pk))

        assert complaints(response) == [
            "Hợp tác xã Đông Hưng (HTX1) chưa ghi địa bàn: hãy ghi nơi đang ở vào hồ sơ trước."
        ]

    def test_rename(self, htx, desk):
        send(desk, htx, "doi-ten", name="Hợp tác xã Đồng Ruộng")

        assert stored(htx).name == "Hợp tác xã Đồng Ruộng"
        assert LifeEvent.objects.get(kind="renamed").participants.get().former_name == "Hợp tác xã Đông Hưng"

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("Hợp tác xã Đông Hưng", "Hợp tác xã Đông Hưng (HTX1) đang mang tên này: hãy ghi tên mới."),
            ("  ", "Không được để trống."),
        ],
    )
    def test_say_why_a_name_will_not_do(self, name, sentence, htx, desk):
        assert complaints(send(desk, htx, "doi-ten", name=name)) == [sentence]


class TestSplitting:
    def test_enters_what_comes_into_being_on_the_same_page(self, founded, desk, staff):
        place = Place.objects.create(code="00001", name="Xã Thử", level=Level.COMMUNE)
        htx = founded("HTX1", place=place, address="Thôn 1")

        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"), **row(2, code="M2", name="Hai", sector=""))

        event = LifeEvent.objects.get(kind="split")
        assert (response.url, stored(htx).ended_on) == (page(htx), DAY)
        assert parts(event) == {"HTX1": "ends", "M1": "begins", "M2": "begins"}
        assert list(
            Organisation.objects.filter(founded_on=DAY).values_list("code", "kind", "sector", "place", "address")
        ) == [
            ("M2", Kind.COOPERATIVE, "", place.pk, "Thôn 1"),
            ("M1", Kind.COOPERATIVE, Sector.AGRICULTURE, place.pk, "Thôn 1"),
        ]
        assert not LifeEvent.objects.filter(kind="founded", date=DAY).exists()
        assert {past.history_user for past in Organisation.history.filter(founded_on=DAY)} == {staff}

    def test_takes_those_entered_before_as_well(self, htx, founded, desk):
        other = founded("M2", on=DAY)

        send(desk, htx, "chia", into=[str(other.pk)], **row(0, code="M1", name="Một"))

        assert parts(LifeEvent.objects.get(kind="split")) == {"HTX1": "ends", "M1": "begins", "M2": "begins"}

    def test_into_one_is_no_split(self, htx, desk):
        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"))

        assert complaints(response) == ["Chia phải thành từ hai tổ chức mới: hãy ghi mã và tên của từng tổ chức."]
        assert (form_on(response)["new-0-code"], form_on(response)["new-0-name"]) == (["M1"], ["Một"])
        assert Organisation.objects.count() == 1

    def test_says_at_each_row_what_is_wrong_with_it(self, htx, desk):
        typed = row(0, code="HTX1", name="Một") | row(1, code="M2", name="") | row(2, code="M2", name="Ba")

        response = send(desk, htx, "chia", **typed)

        assert complaints(response) == ["Tổ chức mới ghi chưa đúng: hãy sửa những chỗ nêu bên dưới."]
        assert row_complaints(response) == [
            {"code": ["Mã này đã có trong sổ."]},
            {"name": ["Không được để trống."]},
            {"code": ["Mã này đã ghi ở tổ chức mới bên trên."]},
            {},
        ]
        assert {name: form_on(response)[name] for name in typed} == {name: [value] for name, value in typed.items()}

    def test_is_all_or_nothing(self, htx, desk, staff):
        workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff)

        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"), **row(1, code="M2", name="Hai"))

        assert complaints(response) == [
            "Tên mới (HTX1) đã có sự kiện đổi tên ngày 01/01/2023, sau ngày 01/07/2022: hãy kiểm tra ngày."
        ]
        assert Organisation.objects.count() == 1

    def test_separating_leaves_the_parent_alive(self, htx, desk):
        send(desk, htx, "tach", **row(0, code="M1", name="Một", kind=Kind.GROUP))

        assert parts(LifeEvent.objects.get(kind="separated")) == {"HTX1": "continues", "M1": "begins"}
        assert (stored(htx).ended_on, Organisation.objects.get(code="M1").kind) == (None, Kind.GROUP)


class TestJoiningTogether:
    def test_consolidate_several_into_a_new_one(self, htx, founded, desk):
        others = [founded("HTX2"), founded("HTX3")]

        send(desk, htx, "hop-nhat", others=[str(one.pk) for one in others], **row(0, code="M", name="Mới"))

        event = LifeEvent.objects.get(kind="consolidated")
        assert parts(event) == {"HTX1": "ends", "HTX2": "ends", "HTX3": "ends", "M": "begins"}

    def test_consolidate_names_them_by_code_where_scripts_do_not_run(self, htx, founded, desk):
        founded("HTX2"), founded("HTX3")
        new = row(0, code="M", name="Mới")

        unknown = send(desk, htx, "hop-nhat", others_code="HTX2; 1", **new)
        send(desk, htx, "hop-nhat", others_code="HTX2; HTX3", **new)

        assert complaints(unknown) == ["Không có tổ chức mang mã 1 trong sổ: hãy kiểm tra mã."]
        assert form_on(unknown)["others_code"] == ["HTX2; 1"]
        assert parts(LifeEvent.objects.get(kind="consolidated")) == {
            "HTX1": "ends",
            "HTX2": "ends",
            "HTX3": "ends",
            "M": "begins",
        }

    @pytest.mark.parametrize(
        ("others", "new", "sentence"),
        [
            ([], {"code": "M", "name": "Mới"}, "Không được để trống."),
            (
                ["HTX1"],
                {"code": "M", "name": "Mới"},
                "Hãy chọn tổ chức khác cùng hợp nhất với Hợp tác xã Đông Hưng (HTX1).",
            ),
            (
                ["HTX2"],
                {},
                "Hợp nhất thành đúng một tổ chức mới: hãy ghi mã và tên của nó, hoặc chọn nó trong sổ.",
            ),
        ],
    )
    def test_say_what_a_consolidation_lacks(self, others, new, sentence, htx, founded, desk):
        founded("HTX2")
        keys = [str(Organisation.objects.get(code=code).pk) for code in others]

        response = send(desk, htx, "hop-nhat", others=keys, **row(0, **new))

        assert complaints(response) == [sentence]
        assert form_on(response)["others"] == keys
        assert not Organisation.objects.filter(ended_on__isnull=False).exists()

    def test_merge_from_the_page_of_the_one_that_goes(self, htx, founded, desk):
        other, receiver = founded("HTX2"), founded("HTX3")

        send(desk, htx, "sap-nhap", absorbed=[str(htx.pk), str(other.pk)], receiver=[str(receiver.pk)])

        assert parts(LifeEvent.objects.get(kind="merged")) == {"HTX1": "ends", "HTX2": "ends", "HTX3": "continues"}

    def test_merge_from_the_page_of_the_one_that_receives(self, htx, founded, desk):
        other = founded("HTX2")

        send(desk, htx, "sap-nhap", absorbed=[str(other.pk)], receiver=[str(htx.pk)])

        assert parts(LifeEvent.objects.get(kind="merged")) == {"HTX2": "ends", "HTX1": "continues"}

    @pytest.mark.parametrize(
        ("absorbed", "receiver", "sentence"),
        [
            (["HTX1"], [], "Không được để trống."),
            (["HTX1"], ["HTX2", "HTX3"], "Hãy chọn đúng một tổ chức nhận sáp nhập."),
            (["HTX2"], ["HTX3"], "Hợp tác xã Đông Hưng (HTX1) phải là một bên: bị sáp nhập hoặc nhận sáp nhập."),
            (
                ["HTX1"],
                ["HTX1"],
                "Hợp tác xã Đông Hưng (HTX1) không thể vừa sáp nhập vừa tiếp nhận: hãy bỏ ở một bên.",
            ),
            (
                ["HTX1"],
                ["MOI"],
                "Tổ chức thử MOI (MOI) không tồn tại vào ngày 01/07/2022 nên không tiếp nhận được.",
            ),
        ],
    )
    def test_say_what_is_wrong_with_a_merger(self, absorbed, receiver, sentence, htx, founded, desk):
        keys = {one.code: str(one.pk) for one in (htx, founded("HTX2"), founded("HTX3"))}
        keys["MOI"] = str(founded("MOI", on=date(2023, 1, 1)).pk)

        sides = {"absorbed": [keys[code] for code in absorbed], "receiver": [keys[code] for code in receiver]}

        response = send(desk, htx, "sap-nhap", **sides)

        assert complaints(response) == [sentence]
        assert {side: form_on(response)[side] for side in sides} == sides
        assert stored(htx).ended_on is None


class TestConverting:
    def test_a_group_becomes_a_cooperative(self, founded, desk):
        group = founded("T1", kind=Kind.GROUP)

        send(desk, group, "chuyen-doi", **row(0, code="H1", name="Hợp tác xã mới"))

        assert parts(LifeEvent.objects.get(kind="converted")) == {"T1": "ends", "H1": "begins"}
        assert Organisation.objects.get(code="H1").kind == Kind.COOPERATIVE

    def test_into_its_own_kind_is_refused(self, htx, desk):
        response = send(desk, htx, "chuyen-doi", **row(0, code="H2", name="Hai", kind=Kind.COOPERATIVE))

        [sentence] = complaints(response)
        assert sentence.startswith("Chuyển đổi là sang loại hình khác, mà Hợp tác xã Đông Hưng (HTX1) đã là Hợp tác xã")
        assert stored(htx).ended_on is None


class TestUnions:
    def test_join_and_leave(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)

        send(desk, htx, "vao-lien-hiep", union=str(union.pk), on="01/05/2016", decision="07/QĐ")
        stay = UnionMembership.objects.get()
        send(desk, htx, "ra-lien-hiep", membership=str(stay.pk), on="01/07/2022")

        stay.refresh_from_db()
        assert (stay.union, stay.joined_on, stay.decision, stay.left_on) == (union, date(2016, 5, 1), "07/QĐ", DAY)
        assert [past.history_user for past in stay.history.all()] == [staff, staff]

    @pytest.mark.parametrize(
        ("verb", "on", "sentence"),
        [
            ("vao-lien-hiep", "01/01/2010", "Hợp tác xã Đông Hưng (HTX1) không tồn tại vào ngày 01/01/2010."),
            ("ra-lien-hiep", "01/01/2016", "Ngày ra phải sau ngày vào."),
        ],
    )
    def test_say_what_is_wrong_with_a_day(self, verb, on, sentence, htx, founded, desk, staff):
        union, other = founded("LH", kind=Kind.UNION), founded("LH2", kind=Kind.UNION)
        stay = workflow.join_union(htx, union=union, on=date(2016, 5, 1), by=staff)

        response = send(desk, htx, verb, union=str(other.pk), membership=str(stay.pk), on=on)

        assert (complaints(response), form_on(response)["on"]) == ([sentence], [on])

    def test_offer_no_union_one_is_in_already(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)
        workflow.join_union(htx, union=union, on=date(2016, 5, 1), by=staff)

        response = send(desk, htx, "vao-lien-hiep", union=str(union.pk))

        assert complaints(response) == ["Hãy chọn trong danh sách: lựa chọn này không còn."]


class TestVerifyingAgain:
    def test_what_still_holds_is_verified_anew(self, htx, desk, staff):
        record = workflow.verify_activity(htx, state="ceased", since=DAY, verified_by="Đoàn một", by=staff)
        address = page(htx, "xac-minh")

        desk.post(address, opened(desk, address, verified_by="Đoàn hai", verified_on="01/03/2024"))

        record.refresh_from_db()
        assert (record.state, record.since, record.verified_by, record.verified_on) == (
            "ceased",
            DAY,
            "Đoàn hai",
            date(2024, 3, 1),
        )
        assert [past.verified_by for past in record.history.all()] == ["Đoàn hai", "Đoàn một"]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({}, "Xác minh lại tình trạng cũ thì hãy ghi người hoặc ngày xác minh."),
            ({"since": "01/01/2023"}, "Tình trạng này đã ghi từ ngày 01/07/2022: xác minh lại thì giữ nguyên ngày ấy."),
        ],
    )
    def test_nothing_new_is_not_taken_for_something(self, typed, sentence, htx, desk, staff):
        workflow.verify_activity(htx, state="ceased", since=DAY, by=staff)
        address = page(htx, "xac-minh")

        assert complaints(desk.post(address, opened(desk, address, **typed))) == [sentence]


class TestUndoing:
    def test_the_page_says_what_will_be_given_back(self, htx, founded, desk, staff):
        other = founded("HTX2")
        workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        workflow.verify_activity(htx, state="active", since=date(2016, 1, 1), by=staff)
        event = workflow.end(htx, kind="merged", on=DAY, into=[other], by=staff)

        form = desk.get(event_page(event, "huy")).context["form"]

        assert form.consequences == [
            "Hợp tác xã Đông Hưng (HTX1) lại tồn tại, như chưa sáp nhập.",
            "Tổ chức thử HTX2 (HTX2) không còn sự kiện sáp nhập này.",
            "Hợp tác xã Đông Hưng (HTX1) lại là thành viên Liên minh, từ ngày kết nạp 01/01/2016.",
            "Tình trạng hoạt động của Hợp tác xã Đông Hưng (HTX1) lại là: đang hoạt động từ 01/01/2016.",
        ]

    def test_from_the_event_leads_back_to_the_list(self, htx, desk, staff):
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)
        address = event_page(event, "huy")

        response = desk.post(address, opened(desk, address, reason="ghi nhầm"))

        assert (response.url, stored(htx).ended_on) == ("/quan-tri/cooperatives/lifeevent/", None)
        gone = LifeEvent.history.filter(history_type="-").get()
        assert (gone.history_change_reason, gone.history_user) == ("ghi nhầm", staff)

    def test_from_the_organisation_leads_back_to_it(self, htx, desk, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)
        address = page(htx, "huy-su-kien")

        response = desk.post(address, opened(desk, address, reason="ghi nhầm"))

        assert (response.url, stored(htx).ended_on) == (page(htx), None)

    def test_of_a_founding_leads_to_the_list(self, htx, desk):
        address = page(htx, "huy-su-kien")

        response = desk.post(address, opened(desk, address, reason="nhập nhầm"), follow=True)

        assert response.request["PATH_INFO"] == "/quan-tri/cooperatives/cooperative/"
        assert not Organisation.objects.exists()

    def test_of_a_move_gives_the_address_back_too(self, founded, desk, staff):
        here, there = (Place.objects.create(name=name, level=Level.COMMUNE) for name in ("Xã Cũ", "Xã Mới"))
        htx = founded("HTX1", place=here, address="Thôn 1")
        workflow.move(htx, to=there, address="Thôn 2", on=DAY, by=staff)
        address = page(htx, "huy-su-kien")

        told = desk.get(address).context["form"].consequences
        desk.post(address, opened(desk, address, reason="nhầm"))

        assert told == ["Tổ chức thử HTX1 (HTX1) trở lại địa bàn cũ: Thôn 1, Xã Cũ."]
        assert (stored(htx).place, stored(htx).address) == (here, "Thôn 1")

    def test_without_a_reason_is_refused(self, htx, desk, staff):
        event = workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        assert complaints(desk.post(event_page(event, "huy"), {"reason": ""})) == ["Không được để trống."]
        assert stored(htx).ended_on == DAY

    def test_of_what_is_not_the_last_is_refused_before_anybody_types(self, htx, desk, staff):
        event = workflow.suspend(htx, on=DAY, by=staff)
        workflow.end(htx, kind="dissolved", on=date(2023, 1, 1), by=staff)
        sentence = (
            "Chưa hủy được tạm ngừng ngày 01/07/2022: sau đó Hợp tác xã Đông Hưng (HTX1) còn có "
            "giải thể ngày 01/01/2023. Hãy hủy sự kiện ấy trước."
        )

        response = desk.get(event_page(event, "huy"))

        assert sentence in response.content.decode()
        assert "<form method" not in response.content.decode().split('id="content-main"')[1]
        assert complaints(desk.post(event_page(event, "huy"), {"reason": "nhầm"})) == [sentence]

    def test_is_for_those_who_may_change_events(self, htx, leader, editor, browser):
        address = event_page(htx.life_events.get(), "huy")

        assert [browser(user).post(address, {"reason": "x"}).status_code for user in (leader, editor)] == [403, 403]
        assert browser().get(address).status_code == 302


def test_what_was_sent_too_late_comes_back_with_a_sentence(htx, desk, staff):
    """Both clerks had the page open; the second is told, and what she typed is still there."""
    address = page(htx, "giai-the")
    typed = opened(desk, address, **TYPED)
    workflow.end(htx, kind="bankrupt", on=date(2022, 6, 1), by=staff)

    response = desk.post(address, typed)

    assert complaints(response) == [
        "Hợp tác xã Đông Hưng (HTX1) đã chấm dứt: phá sản ngày 01/06/2022. Chưa ghi gì thêm; hãy xem quá trình của tổ "
        "chức."
    ]
    assert {name: form_on(response)[name] for name in TYPED} == {name: [value] for name, value in TYPED.items()}
    assert LifeEvent.objects.filter(date=DAY).count() == 0
