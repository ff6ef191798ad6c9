from django.apps import AppConfig
from django.contrib.admin import apps as django_admin


class OfficeConfig(AppConfig):
    name = "office"
    verbose_name = "cơ quan"
    default = True


class PortalAdminConfig(django_admin.AdminConfig):
    """Django's admin with our own site: its start page says what needs doing."""

    default_site = "office.site.PortalAdminSite"
    default = False
