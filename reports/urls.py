from django.urls import path

from reports import member_pages, movement_pages, proofreading_pages, views

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", views.latest_dashboard, name="dashboard_latest"),
    path("dieu-hanh/<str:code>/", views.show_dashboard, name="dashboard"),
    path("dieu-hanh/<str:code>/so-thanh-vien/", member_pages.member_register, name="member_register"),
    path("dieu-hanh/<str:code>/bien-dong/", movement_pages.show_movement, name="movement"),
    path("dieu-hanh/<str:code>/bien-dong.xlsx", movement_pages.movement_workbook, name="movement_workbook"),
    path("dieu-hanh/<str:code>/bien-dong/<str:row>/<str:step>/", movement_pages.show_names, name="movement_names"),
    path("bao-cao/", views.index, name="index"),
    path("bao-cao/soat-so/", proofreading_pages.proofreading, name="proofreading"),
    path("bao-cao/<str:code>/tong-ket.pdf", views.year_end_pdf, name="year_end_pdf"),
]
