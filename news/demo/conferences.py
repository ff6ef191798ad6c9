"""The conferences of the demo: at the year's end 26/12/2023 for 2023 and 22/01/2021 for 2020, and a session between."""

from datetime import date

from events.models import Body, Chair, Conference, ConferenceBody
from news.demo.meetings import ALLIANCE, COMMITTEE, TERM, hold_session, make_bodies
from news.demo.people import CHAIRMAN
from news.demo.recording import REASON, record
from office.history_records import because
from returns.models import Period

PLACE = "Hội trường Liên minh Hợp tác xã tỉnh, thành phố Thái Bình"
TITLES = "Phó Trưởng ban Thường trực Ban Chỉ đạo phát triển kinh tế tập thể tỉnh, Chủ tịch Liên minh Hợp tác xã tỉnh"
DEPUTY = ("Phạm Thị Minh Họa", "Phó Chủ tịch Liên minh Hợp tác xã tỉnh")

OF_2023 = {
    "work_done": """Phổ biến chủ trương, pháp luật về kinh tế tập thể; giới thiệu Luật Hợp tác xã năm 2023
Hướng dẫn các địa phương củng cố hợp tác xã yếu, tư vấn thành lập hợp tác xã và tổ hợp tác mới
Bồi dưỡng nghiệp vụ kế toán, quản trị, kiểm soát cho cán bộ hợp tác xã và Quỹ tín dụng nhân dân
Giới thiệu hợp tác xã tiếp cận các nguồn vốn ưu đãi; theo dõi việc sử dụng vốn đúng mục đích
Đưa sản phẩm của hợp tác xã tham gia hội chợ, kết nối cung cầu, gắn tem truy xuất nguồn gốc
Kiểm tra việc chấp hành Điều lệ tại đơn vị thành viên; trả lời kịp thời đơn thư của cơ sở""",
    "limitations": """Quy mô nhiều hợp tác xã còn nhỏ, vốn ít, dịch vụ chưa đa dạng, liên kết theo chuỗi còn lỏng lẻo
Một bộ phận cán bộ quản lý tuổi cao, việc ứng dụng công nghệ thông tin còn chậm
Thủ tục giải thể kéo dài do vướng mắc về công nợ và tài sản chung
Số liệu báo cáo của một số tổ hợp tác gửi muộn, chưa đầy đủ""",
    "tasks": """Tuyên truyền, tập huấn Luật Hợp tác xã năm 2023 đến toàn bộ hợp tác xã, Quỹ tín dụng nhân dân
Rà soát, xử lý hợp tác xã ngừng hoạt động; hướng dẫn đăng ký lại theo quy định mới
Xây dựng mô hình hợp tác xã gắn với chuỗi giá trị nông sản chủ lực của tỉnh
Bồi dưỡng cán bộ trẻ về quản trị, thương mại điện tử và chuyển đổi số
Tham mưu thành lập Quỹ Hỗ trợ phát triển hợp tác xã theo Nghị định số 45/2021/NĐ-CP
Tổ chức phong trào thi đua theo khối, khen thưởng kịp thời đơn vị tiêu biểu""",
    "proposals": """Đề nghị Liên minh Hợp tác xã Việt Nam bố trí thêm nguồn vốn vay và kinh phí đào tạo cho địa phương
Đề nghị Ủy ban nhân dân tỉnh quan tâm quỹ đất, hạ tầng phục vụ sơ chế, bảo quản nông sản của hợp tác xã
Đề nghị các sở, ngành chia sẻ dữ liệu đăng ký để thống nhất số liệu về kinh tế tập thể""",
}
OF_2020 = {
    "work_done": """Vận động hợp tác xã duy trì sản xuất, bảo đảm dịch vụ cho thành viên trong điều kiện dịch bệnh
Tư vấn thành lập mới, tổ chức lại hợp tác xã ở các xã sắp xếp đơn vị hành chính
Mở lớp bồi dưỡng cho cán bộ quản lý, kế toán hợp tác xã""",
    "limitations": """Tiêu thụ nông sản gặp khó khăn, giá vật tư tăng
Nhiều tổ hợp tác hoạt động theo mùa vụ, thiếu hợp đồng hợp tác""",
    "tasks": """Lựa chọn hợp tác xã điển hình để hướng dẫn xây dựng mô hình mới
Hỗ trợ hợp tác xã ứng dụng tiến bộ kỹ thuật, liên kết với doanh nghiệp tiêu thụ sản phẩm""",
    "proposals": "Đề nghị các cấp, các ngành tiếp tục bố trí kinh phí đào tạo, bồi dưỡng cán bộ hợp tác xã",
}


def hold_conferences(periods: dict[int, Period], *, by) -> dict[int, Conference]:
    """Write the bodies and conferences and return those of a year's end by the year they review."""
    bodies = make_bodies(by=by)
    held = {2020: (date(2021, 1, 22), 2, OF_2020), 2023: (date(2023, 12, 26), 8, OF_2023)}
    conferences = {
        year: Conference(
            title=f"Hội nghị tổng kết công tác năm {year}, triển khai nhiệm vụ năm {year + 1}",
            kind=Conference.Kind.YEAR_END,
            held_on=day,
            place=PLACE,
            period_reported=periods[year],
            period_planned=periods[year + 1],
            **texts,
        )
        for year, (day, _, texts) in held.items()
    }
    record(conferences.values(), by=by)
    for year, (_, ordinal, _) in held.items():
        _seat(conferences[year], bodies, ordinal, by=by)
    with because(REASON, by=by):
        hold_session(bodies, periods, place=PLACE, by=by)
    return conferences


def _seat(conference: Conference, bodies: list[Body], ordinal: int, *, by) -> None:
    """The Alliance's conference is a session of its committee too, which counts its own within the term."""
    record(
        [
            ConferenceBody(conference=conference, body=bodies[ALLIANCE], term=TERM),
            ConferenceBody(conference=conference, body=bodies[COMMITTEE], term=TERM, ordinal=ordinal),
        ],
        by=by,
    )
    record(
        [
            Chair(conference=conference, position=1, full_name=CHAIRMAN, titles=TITLES),
            Chair(conference=conference, position=2, full_name=DEPUTY[0], titles=DEPUTY[1]),
        ],
        by=by,
    )
