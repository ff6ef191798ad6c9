"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliance.settings")

application = get_wsgi_application()

from news.counting import writer  # noqa: E402  only where pages are served, and only once Django is ready

writer.start()
