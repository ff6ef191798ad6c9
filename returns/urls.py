from django.urls import path

from returns import views

app_name = "returns"
urlpatterns = [path("tu-bao-cao/<str:token>/", views.fill_in, name="fill_in")]
