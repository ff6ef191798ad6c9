"""Every address of the open data, in the order its description has them."""

from news.api import figures, published, register
from news.api.declaring import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (*figures.ENDPOINTS, *register.ENDPOINTS, *published.ENDPOINTS)
