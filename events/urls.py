from django.urls import path

from events import views
from events.emulation import honour_pages, pages

app_name = "events"
urlpatterns = [
    path("hoi-nghi/", views.index, name="index"),
    path("hoi-nghi/<int:pk>/", views.show, name="conference"),
    path("thi-dua/", pages.show_statistics, name="awards"),
    path("thi-dua/khen-thuong.xlsx", pages.statistics_workbook, name="awards_workbook"),
    path("thi-dua/de-nghi/<int:pk>/", pages.show_proposal, name="proposal"),
    path("thi-dua/de-nghi/<int:pk>/so-sanh.xlsx", pages.proposal_workbook, name="proposal_workbook"),
    path("khen-thuong/", honour_pages.show_roll, name="honours"),
    path("khen-thuong/<slug:code>/", honour_pages.show_honour, name="honour"),
]
