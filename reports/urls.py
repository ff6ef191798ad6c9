from django.urls import path, re_path

from reports import (
    activity_pages,
    base_year_pages,
    behind_pages,
    chart_pages,
    concern_pages,
    explore_pages,
    member_pages,
    movement_pages,
    proofreading_pages,
    reconciliation_pages,
    views,
)

app_name = "reports"
urlpatterns = [
    path("dieu-hanh/", views.latest_dashboard, name="dashboard_latest"),
    path("dieu-hanh/tra-cuu/", explore_pages.explore, name="explore"),
    re_path(r"^dieu-hanh/tra-cuu\.(?P<ending>xlsx|csv)$", explore_pages.explore_file, name="explore_file"),
    path("dieu-hanh/<str:code>/", views.show_dashboard, name="dashboard"),
    path("dieu-hanh/<str:code>/so-thanh-vien/", member_pages.member_register, name="member_register"),
    path("dieu-hanh/<str:code>/bien-dong/", movement_pages.show_movement, name="movement"),
    path("dieu-hanh/<str:code>/bien-dong.xlsx", movement_pages.movement_workbook, name="movement_workbook"),
    path("dieu-hanh/<str:code>/bien-dong/<str:row>/<str:step>/", movement_pages.show_names, name="movement_names"),
    path("dieu-hanh/<str:code>/chi-tieu/<str:indicator>/", behind_pages.show_behind, name="behind"),
    path("dieu-hanh/<str:code>/chi-tieu/<str:indicator>.xlsx", behind_pages.behind_workbook, name="behind_workbook"),
    path("dieu-hanh/<str:code>/bieu-do/<str:name>/", chart_pages.show_chart, name="chart"),
    path("dieu-hanh/<str:code>/bieu-do/<str:name>.xlsx", chart_pages.chart_workbook, name="chart_workbook"),
    path("dieu-hanh/<str:code>/quy-tin-dung/", concern_pages.show_funds, name="funds"),
    path("dieu-hanh/<str:code>/cung-to-chuc/", concern_pages.show_like_for_like, name="like_for_like"),
    path("dieu-hanh/<str:code>/so-voi/", base_year_pages.show_base_year, name="base_year"),
    path("dieu-hanh/<str:code>/so-voi.xlsx", base_year_pages.base_year_workbook, name="base_year_workbook"),
    path("dieu-hanh/<str:code>/doi-chieu/", reconciliation_pages.show_reconciliation, name="reconciliation"),
    path(
        "dieu-hanh/<str:code>/doi-chieu.xlsx",
        reconciliation_pages.reconciliation_workbook,
        name="reconciliation_workbook",
    ),
    path("dieu-hanh/<str:code>/dieu-la/", concern_pages.show_oddities, name="oddities"),
    path("dieu-hanh/<str:code>/tom-tat.pdf", views.brief_pdf, name="brief_pdf"),
    path("hoat-dong/", activity_pages.show_activities, name="activities"),
    path("hoat-dong.xlsx", activity_pages.activities_workbook, name="activities_workbook"),
    path("bao-cao/", views.index, name="index"),
    path("bao-cao/soat-so/", proofreading_pages.proofreading, name="proofreading"),
    path("bao-cao/<str:code>/tong-ket.<str:ending>", views.year_end_file, name="year_end_file"),
]
