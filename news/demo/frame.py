"""The lasting pages of the demo office, where it points to, and a letter that waits for an answer."""

from news.demo.recording import REASON
from news.models import ContactMessage, Link, Page

ABOUT = """
Liên minh Hợp tác xã tỉnh là tổ chức đại diện cho hợp tác xã, liên hiệp hợp tác xã, quỹ tín dụng nhân dân và tổ hợp \
tác trong tỉnh; làm cầu nối giữa thành viên với cơ quan nhà nước, doanh nghiệp và các tổ chức hỗ trợ.

Cơ quan trong trang này là hư cấu: tên người, địa chỉ và số điện thoại chỉ để minh họa cách cổng thông tin làm việc.
"""

DUTIES = (
    "Đại diện và bảo vệ quyền, lợi ích hợp pháp của thành viên.",
    "Tuyên truyền, vận động phát triển kinh tế tập thể; hướng dẫn thành lập và chuyển đổi hợp tác xã.",
    "Tư vấn pháp luật, kế toán, đất đai, tín dụng, công nghệ và thị trường.",
    "Bồi dưỡng cán bộ quản lý, thành viên và người lao động của hợp tác xã.",
    "Tổng hợp tình hình kinh tế tập thể, kiến nghị chính sách với tỉnh.",
    "Tổ chức phong trào thi đua và đề nghị khen thưởng trong khu vực kinh tế tập thể.",
)

ENGLISH_DUTIES = (
    "Represents its members and protects their lawful rights and interests.",
    "Promotes the collective economy and helps cooperatives to be founded and converted.",
    "Advises on law, accounting, land, credit, technology and markets.",
    "Trains managers, members and workers of cooperatives.",
    "Compiles the figures of the collective economy and proposes policies to the province.",
    "Runs emulation movements and proposes awards.",
)

LINKS = (
    ("Liên minh Hợp tác xã Việt Nam", "https://vca.org.vn/"),
    ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn/"),
    ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn/"),
    ("Cơ sở dữ liệu quốc gia về văn bản pháp luật", "https://vbpl.vn/"),
)


def put_up_frame(*, by) -> None:
    """Write the pages, the links and the letter, each as its editor would."""
    vietnamese, english = Page.Language.VIETNAMESE, Page.Language.ENGLISH
    _page("Giới thiệu chung", "gioi-thieu-chung", vietnamese, _paragraphs(ABOUT), by=by)
    _page("Chức năng, nhiệm vụ", "chuc-nang-nhiem-vu", vietnamese, _list(DUTIES), position=2, by=by)
    _page("Functions", "functions", english, _list(ENGLISH_DUTIES), by=by)
    for position, (name, address) in enumerate(LINKS, 1):
        _kept(Link(name=name, address=address, position=position), by)
    _kept(
        ContactMessage(
            name="Bà Người Gửi Mẫu",
            contact="nguoi.gui@htx.example",
            subject="Hỏi thủ tục thành lập hợp tác xã",
            message="Nhóm chúng tôi có 12 hộ trồng rau, muốn lập hợp tác xã. Xin hỏi cần chuẩn bị giấy tờ gì?",
            sender_mark="demo",
        ),
        by,
    )


def _page(title: str, slug: str, language: str, body: str, *, position: int = 1, by) -> Page:
    page = Page(title=title, slug=slug, language=language, body=body, position=position, published=True)
    return _kept(page, by)


def _kept(row, by):
    row.full_clean()
    row._history_user, row._change_reason = by, REASON
    row.save()
    return row


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in text.strip().split("\n\n"))


def _list(items: tuple[str, ...]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"
