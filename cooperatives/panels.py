"""Who represents an organisation today, for its page."""

from django.utils import timezone

from cooperatives.models import Organisation
from office.panels import Panel, panel

_LABEL = "Đại diện theo pháp luật"


@panel(Organisation)
def representatives(organisation: Organisation, user) -> Panel | None:
    """The holders of the posts that represent it; where there is none, the name that its record came with."""
    if not user.has_perm("cooperatives.view_post"):
        return None
    posts = organisation.posts.representing(on=timezone.localdate())
    lines = [(_LABEL, _held(post)) for post in posts]
    if lines:
        return Panel("Người đại diện", lines, "Theo mục Cán bộ quản lý.")
    if organisation.representative:
        note = "Tên ghi trong hồ sơ; chưa có chức vụ nào được đánh dấu đại diện theo pháp luật."
        return Panel("Người đại diện", [(_LABEL, organisation.representative)], note)
    note = "Hãy thêm chức vụ ở mục Cán bộ quản lý và đánh dấu đại diện theo pháp luật."
    return Panel("Người đại diện", [(_LABEL, "chưa ghi")], note)


def _held(post) -> str:
    since = f" (từ {post.started_on:%d/%m/%Y})" if post.started_on else ""
    return f"{post.person}, {post.get_role_display()}{since}"
