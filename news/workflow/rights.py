"""Who may do what with a post. Every rule refuses in words; `can_…` tells the same as yes or no."""

from django.core.exceptions import PermissionDenied

from news.models import Article, Category, CategoryEditor

Status = Article.Status


def check_is_publisher(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish and withdraw posts at all."""
    if not user.has_perm("news.publish_article"):
        raise PermissionDenied("Chỉ biên tập viên được duyệt, đăng và gỡ bài.")


def check_can_publish_in(user, category: Category) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish in a column.

    Where nobody answers for the column or for those it lies in, every editor may; else only those who do.
    """
    check_is_publisher(user)
    if user.is_superuser:
        return
    answering = CategoryEditor.objects.filter(category__in=[one.pk for one in category.lineage])
    named = {one.user_id: str(one.user) for one in answering.select_related("user")}
    if named and user.pk not in named:
        raise PermissionDenied(
            f"Chuyên mục “{category.path}” có người phụ trách riêng: hãy nhờ {', '.join(sorted(named.values()))} "
            "duyệt, đăng hoặc gỡ bài."
        )


def check_can_publish(user, article: Article) -> None:
    """Raise PermissionDenied, in words, unless `user` may publish, send back and withdraw this post."""
    check_can_publish_in(user, article.category)


def check_is_writer(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may change posts at all."""
    if not user.has_perm("news.change_article"):
        raise PermissionDenied("Bạn không có quyền sửa bài viết.")


def check_can_change(user, article: Article) -> None:
    """Raise PermissionDenied, in words, unless `user` may change the words of a post.

    What is published is changed by who may publish it. An author changes what they wrote as long as it is a draft.
    """
    check_is_writer(user)
    if not user.has_perm("news.publish_article"):
        if article.written_by_id != user.pk:
            raise PermissionDenied("Bài này do người khác soạn: hãy nhờ biên tập viên sửa.")
        if article.status != Status.DRAFT:
            raise PermissionDenied("Bài đã gửi duyệt nên không sửa được nữa: hãy nhờ biên tập viên trả lại bài.")
    elif article.status == Status.PUBLISHED:
        check_can_publish(user, article)


def can_change(user, article: Article) -> bool:
    try:
        check_can_change(user, article)
    except PermissionDenied:
        return False
    return True


def can_publish_in(user, category: Category) -> bool:
    try:
        check_can_publish_in(user, category)
    except PermissionDenied:
        return False
    return True
