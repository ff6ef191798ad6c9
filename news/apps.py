from importlib import import_module

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "tin tức"

    def ready(self):
        """What is searched is known once every model is."""
        import_module("news.search.index").follow_sources()
