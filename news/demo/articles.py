"""News of the demo, in our own words; what the posts say of the province equals its register."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from news.demo.recording import record
from news.models import Article, Category

AUTHOR = "Ban biên tập minh họa"
ACTIVITY, LEARNING, MARKET, LAW = range(4)
CATEGORIES = (
    ("Hoạt động của Liên minh", "hoat-dong"),
    ("Đào tạo, tập huấn", "dao-tao-tap-huan"),
    ("Thị trường, vốn", "thi-truong-von"),
    ("Chính sách, pháp luật", "chinh-sach-phap-luat"),
)

CONFERENCE = """
Hội nghị tổng kết công tác năm 2023 của Liên minh Hợp tác xã tỉnh diễn ra sáng 26/12/2023 tại thành phố Thái \
Bình, dưới sự chủ trì của ông Nguyễn Minh Họa, Chủ tịch Liên minh Hợp tác xã tỉnh. Các đại biểu cùng nhìn lại \
một năm làm việc và bàn những việc phải làm trong năm 2024.

Theo báo cáo trình bày tại hội nghị, đến cuối năm 2023 toàn tỉnh có 464 hợp tác xã, gồm 351 hợp tác xã nông \
nghiệp, 28 hợp tác xã phi nông nghiệp và 85 Quỹ tín dụng nhân dân; cùng với đó là 01 liên hiệp hợp tác xã và 235 \
tổ hợp tác. Các tổ chức này có 570.286 thành viên, nhiều hơn năm 2022 là 3.189 thành viên.

Riêng Liên minh đã kết nạp 12 thành viên mới trong năm, đưa số đơn vị thành viên lên 442. Nhiều đại biểu cho \
rằng con số này chỉ có ý nghĩa khi đơn vị mới được hướng dẫn tận nơi ngay từ năm đầu, nhất là về sổ sách kế toán \
và phương án sản xuất.

Thảo luận tại hội trường, đại biểu các hợp tác xã nêu ba việc khó: thiếu vốn trung hạn để mua máy, thiếu cán bộ \
trẻ biết bán hàng trên mạng và thủ tục xử lý những hợp tác xã đã ngừng hoạt động từ lâu. Lãnh đạo Liên minh ghi \
nhận và đưa các nội dung này vào chương trình công tác năm 2024.

Cuối buổi, hội nghị trao thưởng cho 27 tập thể và 17 cá nhân có thành tích trong năm.
"""

TRAINING = """
Trong ba ngày, học viên là kế toán và thành viên ban kiểm soát của các hợp tác xã đã cùng làm một bộ sổ hoàn \
chỉnh: từ phiếu thu, phiếu chi đầu tiên của tháng cho tới báo cáo tài chính cuối năm. Lớp học không dùng ví dụ \
có sẵn mà lấy chính chứng từ học viên mang theo, đã che tên khách hàng.

Phần được hỏi nhiều nhất là cách tách doanh thu dịch vụ phục vụ thành viên với doanh thu bán ra bên ngoài. Giảng \
viên gợi ý mỗi hợp tác xã mở hai cột riêng ngay trong sổ bán hàng, cuối tháng chỉ cần cộng từng cột.

“Trước đây cuối năm tôi mất gần một tháng để làm báo cáo, vì phải dò lại từng tờ hóa đơn”, bà Trần Thị Lúa, kế \
toán một hợp tác xã rau an toàn, chia sẻ. Theo bà, điều đáng giá nhất là danh mục mười hai việc phải làm vào \
ngày cuối tháng mà cả lớp cùng soạn.

Sau lớp học, học viên được cán bộ Liên minh hỗ trợ qua điện thoại trong ba tháng. Những vướng mắc hay gặp sẽ \
được tập hợp và giải đáp trên cổng thông tin này.
"""

FAIR = """
Gian hàng chung của các hợp tác xã trong tỉnh tại hội chợ kết nối cung cầu mùa thu bày những thứ quen thuộc: \
gạo, khoai tây, ngao, chiếu cói, mật ong. Điểm khác so với các lần trước là mỗi sản phẩm đều kèm một thẻ nhỏ ghi \
nơi trồng, ngày thu hoạch và mã để khách tra cứu bằng điện thoại.

Nhiều khách dừng lại lâu ở quầy gạo vì có nồi cơm nấu tại chỗ. Người phụ trách quầy cho biết bán được bao nhiêu \
chưa quan trọng bằng việc nghe khách nói thẳng: bao bì còn khó mở, túi một cân phù hợp với gia đình trẻ hơn túi \
năm cân.

Bên lề hội chợ, Liên minh Hợp tác xã tỉnh tổ chức buổi gặp giữa hợp tác xã và các bếp ăn tập thể. Hai bên thống \
nhất những yêu cầu cơ bản về giờ giao hàng, hóa đơn, mức chênh lệch cho phép về trọng lượng, những điều tưởng \
nhỏ nhưng thường làm hỏng hợp đồng.

Kết thúc đợt này, các hợp tác xã cùng góp ý về cách trưng bày và phân công nhau giữ gian hàng chung cho lần sau.
"""

CREDIT = """
Toàn tỉnh hiện có 85 Quỹ tín dụng nhân dân. Phần lớn khách hàng của quỹ là các gia đình trong xã, vay những \
khoản vừa phải để mua giống, thức ăn chăn nuôi, sửa chuồng trại hoặc cho con đi học nghề.

Năm 2023, tỷ lệ nợ xấu tính chung của các quỹ ở mức dưới 1% dư nợ. Kinh nghiệm được nhắc tới nhiều nhất là thẩm \
định tận nhà và theo dõi món vay theo mùa vụ: cán bộ quỹ biết rõ khi nào ruộng khoai vào vụ thu, khi nào lứa lợn \
xuất chuồng, nên hẹn ngày trả nợ đúng lúc bà con có tiền.

Cùng với cho vay, nhiều quỹ nhận tiền gửi tiết kiệm với khoản rất nhỏ để khuyến khích thói quen dành dụm. Vốn \
huy động tăng đều qua các năm giúp quỹ chủ động nguồn cho vay tại chỗ.

Liên minh Hợp tác xã tỉnh khuyến nghị các quỹ tiếp tục công khai lãi suất tại nơi giao dịch, cảnh báo thành viên \
về tin nhắn, cuộc gọi giả danh cán bộ quỹ và dành thời gian bồi dưỡng nghiệp vụ cho ban kiểm soát.
"""

THE_LAW = """
Luật Hợp tác xã số 17/2023/QH15 có hiệu lực từ ngày 01/7/2024. Dưới đây là một số điểm mà cán bộ, thành viên hợp \
tác xã nên nắm trước khi sửa đổi điều lệ.

Về số thành viên tối thiểu, hợp tác xã cần ít nhất 05 thành viên chính thức, thay cho mức 07 thành viên trước \
đây; liên hiệp hợp tác xã cần ít nhất 03 hợp tác xã, trước đây là 04. Quy định mới giúp những nhóm sản xuất nhỏ \
dễ lập hợp tác xã hơn.

Luật phân biệt thành viên chính thức với thành viên liên kết. Thành viên liên kết có thể góp vốn hoặc không góp \
vốn; hợp tác xã nên lập danh sách riêng cho từng loại vì quyền và nghĩa vụ khác nhau.

Hằng năm, tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã cập nhật thông tin của mình trên hệ thống thông tin quốc \
gia về hợp tác xã, chậm nhất vào ngày 15/12. Số liệu nên được đối chiếu với sổ sách trước khi gửi, vì đây cũng \
là nguồn của báo cáo tổng kết cuối năm.

Đơn vị cần tư vấn về điều lệ hoặc thủ tục có thể liên hệ Liên minh Hợp tác xã tỉnh để được hướng dẫn.
"""

DRAFT = """
Liên minh Hợp tác xã tỉnh dự kiến mở các lớp tập huấn ngắn ngày về Luật Hợp tác xã năm 2023 tại các huyện, thành \
phố.

Thời gian, địa điểm và danh sách học viên sẽ được thông báo sau khi thống nhất với các địa phương.
"""


@dataclass(frozen=True)
class Post:
    """A post as it is written; without a time it stays a draft."""

    category: int
    slug: str
    title: str
    lead: str
    body: str
    at: datetime | None = None


POSTS = (
    Post(
        category=ACTIVITY,
        slug="hoi-nghi-tong-ket-cong-tac-nam-2023",
        title="Liên minh Hợp tác xã tỉnh tổng kết công tác năm 2023",
        lead="Toàn tỉnh có 464 hợp tác xã, 235 tổ hợp tác; số thành viên tiếp tục tăng. Năm 2024, Liên minh ưu tiên "
        "đưa Luật Hợp tác xã mới vào cuộc sống và xử lý những đơn vị đã ngừng hoạt động.",
        body=CONFERENCE,
        at=datetime(2023, 12, 26, 15, 30),
    ),
    Post(
        category=LEARNING,
        slug="ba-ngay-lam-so-ke-toan-cung-hop-tac-xa",
        title="Ba ngày làm sổ kế toán cùng hợp tác xã",
        lead="Lớp bồi dưỡng kế toán của Liên minh Hợp tác xã tỉnh dùng chính chứng từ của học viên để thực hành, "
        "từ phiếu thu đầu tháng đến báo cáo cuối năm.",
        body=TRAINING,
        at=datetime(2023, 5, 18, 9, 0),
    ),
    Post(
        category=MARKET,
        slug="gian-hang-chung-tai-hoi-cho-mua-thu",
        title="Gian hàng chung của các hợp tác xã tại hội chợ mùa thu",
        lead="Mỗi sản phẩm một thẻ truy xuất nguồn gốc, một buổi gặp với các bếp ăn tập thể và nhiều góp ý thẳng thắn "
        "của khách hàng.",
        body=FAIR,
        at=datetime(2023, 10, 9, 10, 15),
    ),
    Post(
        category=MARKET,
        slug="quy-tin-dung-nhan-dan-giu-no-xau-duoi-1",
        title="Quỹ tín dụng nhân dân giữ nợ xấu dưới 1%",
        lead="Gần dân, hiểu mùa vụ, các Quỹ tín dụng nhân dân trong tỉnh giữ được chất lượng tín dụng và mở rộng huy "
        "động vốn tại chỗ.",
        body=CREDIT,
        at=datetime(2024, 3, 14, 8, 30),
    ),
    Post(
        category=LAW,
        slug="luat-hop-tac-xa-2023-nhung-diem-can-biet",
        title="Luật Hợp tác xã năm 2023: những điểm cần biết",
        lead="Từ ngày 01/7/2024, hợp tác xã được thành lập với ít nhất 05 thành viên chính thức; có thêm quy định về "
        "thành viên liên kết và cập nhật thông tin hằng năm.",
        body=THE_LAW,
        at=datetime(2024, 7, 2, 14, 0),
    ),
    Post(
        category=LEARNING,
        slug="ke-hoach-tap-huan-luat-hop-tac-xa",
        title="Kế hoạch tập huấn Luật Hợp tác xã năm 2023",
        lead="Dự kiến các lớp tập huấn ngắn ngày tại các huyện, thành phố.",
        body=DRAFT,
    ),
)


def publish_news(*, by) -> list[Article]:
    """Write the columns and the posts and return the posts; the last is a draft."""
    categories = record(
        [Category(name=name, slug=slug, position=place) for place, (name, slug) in enumerate(CATEGORIES, 1)], by=by
    )
    return record([_article(post, categories[post.category], by=by) for post in POSTS], by=by)


def _article(post: Post, category: Category, *, by) -> Article:
    return Article(
        category=category,
        slug=post.slug,
        title=post.title,
        lead=post.lead,
        body="\n".join(f"<p>{paragraph}</p>" for paragraph in post.body.strip().split("\n\n")),
        author=AUTHOR,
        status=Article.Status.PUBLISHED if post.at else Article.Status.DRAFT,
        published_at=timezone.make_aware(post.at) if post.at else None,
        written_by=by,
        posted_by=by if post.at else None,
    )
