from django.urls import path

from reports import member_pages, views

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", views.latest_dashboard, name="dashboard_latest"),
    path("dieu-hanh/<str:code>/", views.show_dashboard, name="dashboard"),
    path("dieu-hanh/<str:code>/so-thanh-vien/", member_pages.member_register, name="member_register"),
    path("bao-cao/", views.index, name="index"),
    path("bao-cao/<str:code>/tong-ket.pdf", views.year_end_pdf, name="year_end_pdf"),
]
