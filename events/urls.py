from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("hoi-nghi/", views.index, name="index"),
    path("hoi-nghi/<int:pk>/", views.show, name="conference"),
]
