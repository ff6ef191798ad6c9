"""The box in which a post is written: TinyMCE with buttons for the picture library and the figures."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from tinymce.settings import DEFAULT_CONFIG
from tinymce.widgets import AdminTinyMCE

from news.citing.marks import CLASS


class ArticleText(AdminTinyMCE):
    """A cited figure is one piece in it, which is put in and taken out as a whole.

    Without scripts it is a textarea, where short codes do what the buttons do (news/citing/binding.py).
    """

    class Media:
        js = ["js/article_text.js"]

    def __init__(self, attrs=None):
        addresses = {
            "data-pictures": reverse_lazy("admin:news_picture_changelist"),
            "data-figures": reverse_lazy("news:choose_figure"),
        }
        ours = {
            "toolbar": DEFAULT_CONFIG["toolbar"].replace("link table", "link table pictures figures"),
            "setup": "setUpArticleText",
            "noneditable_class": CLASS,
            "convert_urls": False,
            "paste_data_images": False,
        }
        super().__init__(attrs={**addresses, **(attrs or {})}, mce_attrs=ours)

    def get_mce_config(self, attrs):
        return super().get_mce_config(attrs) | {"content_css": ["default", static("css/article_text.css")]}
