"""What feed readers take: the newest posts of all columns, and of one."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Article, Category
from office.models import Office

NEWEST = 30
CONTROLS = {number: None for number in range(32) if chr(number) not in "\t\n\r"}  # XML has no way to write them


class Posts(Feed):
    """The newest posts of every column."""

    language = "vi"

    def get_object(self, request: HttpRequest) -> Category | None:
        return None

    def title(self, category: Category | None) -> str:
        office = Office.objects.first()
        name = office.short_name if office else "Liên minh Hợp tác xã tỉnh"
        return f"{category.name if category else 'Tin tức'} | {name}"

    def link(self, category: Category | None) -> str:
        return reverse("news:category", args=[category.slug]) if category else reverse("news:list")

    def description(self, category: Category | None) -> str:
        return f"Tin mới của chuyên mục {category.name}" if category else "Tin mới về kinh tế tập thể, hợp tác xã"

    def items(self, category: Category | None):
        posts = Article.objects.public().select_related("category").for_lists()
        return (posts.in_category(category) if category else posts)[:NEWEST]

    def item_title(self, item: Article) -> str:
        return item.title.translate(CONTROLS)

    def item_description(self, item: Article) -> str:
        return item.lead.translate(CONTROLS)

    def item_author_name(self, item: Article) -> str | None:
        return item.author.translate(CONTROLS) or None

    def item_categories(self, item: Article) -> list[str]:
        return [item.category.name]

    def item_pubdate(self, item: Article) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return max(item.updated_at, item.published_at)


class CategoryPosts(Posts):
    """The newest posts of one column."""

    def get_object(self, request: HttpRequest, slug: str) -> Category:
        category = Category.objects.filter(slug=slug).first()
        if category is None:
            raise Http404("Không có chuyên mục này.")
        return category


posts = require_safe(for_everybody()(Posts()))
category_posts = require_safe(for_everybody()(CategoryPosts()))
