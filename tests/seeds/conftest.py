from tests.news.conftest import built

__all__ = ["built"]
