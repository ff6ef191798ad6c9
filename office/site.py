"""The admin as the office's place of work."""

from django.contrib import admin

from office import worklist


class PortalAdminSite(admin.AdminSite):
    """Django's admin in our words, with a start page that says what needs doing."""

    site_title = "Quản trị"
    site_header = "Cổng thông tin Liên minh Hợp tác xã"
    index_title = "Việc cần làm"
    index_template = "admin/portal_index.html"

    def index(self, request, extra_context=None):
        return super().index(request, {**(extra_context or {}), "tasks": worklist.tasks_for(request.user)})
