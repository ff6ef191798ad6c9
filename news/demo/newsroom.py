"""How the demo's posts came to be: a column within a column, tags, a series, a post under review, one taken down."""

from datetime import datetime

from django.utils import timezone

from news import workflow
from news.demo.recording import REASON, record
from news.models import Article, Category, Series
from office.history_records import because

REPOST = """<p>Một hợp tác xã ở tỉnh bạn cho thành viên mượn máy cấy theo lượt đã đặt trước trên điện thoại. \
Cách làm này giúp máy chạy đều trong cả vụ và không ai phải chờ.</p>
<p>Bài được gỡ vì nơi đăng đầu tiên đã sửa lại; bản mới sẽ được đăng sau khi xin phép.</p>"""
TAGS = {
    "hoi-nghi-tong-ket-cong-tac-nam-2023": ["hội nghị", "tổng kết năm"],
    "ba-ngay-lam-so-ke-toan-cung-hop-tac-xa": ["tập huấn", "kế toán"],
    "gian-hang-chung-tai-hoi-cho-mua-thu": ["hội chợ", "truy xuất nguồn gốc"],
    "quy-tin-dung-nhan-dan-giu-no-xau-duoi-1": ["vốn vay", "quỹ tín dụng"],
    "luat-hop-tac-xa-2023-nhung-diem-can-biet": ["Luật Hợp tác xã", "pháp luật"],
    "ke-hoach-tap-huan-luat-hop-tac-xa": ["Tập huấn", "Luật Hợp tác xã"],
}
OF_THE_LAW = ("luat-hop-tac-xa-2023-nhung-diem-can-biet", "ke-hoach-tap-huan-luat-hop-tac-xa")


def fill_newsroom(articles: list[Article], conference, *, by) -> None:
    """Tag the posts, number those on the law, begin one from the dossier of a conference, take one down."""
    with because(REASON, by=by):
        posts = {article.slug: article for article in articles}
        for slug, names in TAGS.items():
            workflow.tag(posts[slug], names, by=by)
        _number([posts[slug] for slug in OF_THE_LAW], by=by)
        activity = Category.objects.get(slug="hoat-dong")
        [meetings] = record([Category(name="Hội nghị", slug="hoi-nghi", parent=activity)], by=by)
        told = workflow.draft_story(conference, category=meetings, by=by)
        workflow.submit_for_review(told, by=by)
        _take_down(Category.objects.get(slug="thi-truong-von"), by=by)


def _number(articles: list[Article], *, by) -> None:
    """Posts that continue one another."""
    name, slug = "Tìm hiểu Luật Hợp tác xã", "tim-hieu-luat-hop-tac-xa"
    [series] = record(
        [Series(name=name, slug=slug, description="Từng phần của luật, giải thích bằng việc thật.")], by=by
    )
    for number, article in enumerate(articles, 1):
        article.series, article.series_number, article._history_user = series, number, by
        article.save()


def _take_down(category: Category, *, by) -> None:
    """A repost with its source, published and withdrawn with a reason."""
    article = Article(
        category=category,
        title="Mượn máy cấy theo lượt: chuyện ở tỉnh bạn",
        slug="muon-may-cay-theo-luot",
        lead="Đặt lượt trước trên điện thoại, máy chạy đều cả vụ.",
        body=REPOST,
        author="Người viết minh họa",
        photographer="Người chụp minh họa",
        is_repost=True,
        source="Báo Minh Họa",
        source_url="https://bao.example/muon-may-cay",
        written_by=by,
    )
    [article] = record([article], by=by)
    workflow.publish(article, at=timezone.make_aware(datetime(2023, 8, 3, 9)), by=by)
    workflow.withdraw(article, reason="Nơi đăng đầu tiên đã sửa lại bài", by=by)
