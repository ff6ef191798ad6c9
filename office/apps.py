from django.apps import AppConfig
from django.contrib.admin import apps as django_admin
from django.core import checks

from office.sqlite_check import check_journal


class OfficeConfig(AppConfig):
    name = "office"
    verbose_name = "cơ quan"
    default = True

    def ready(self):
        checks.register(check_journal)


class PortalAdminConfig(django_admin.AdminConfig):
    """Django's admin with our own site: its start page says what needs doing."""

    default_site = "office.site.PortalAdminSite"
    default = False
