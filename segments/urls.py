from django.urls import path

from segments import views

app_name = "segments"
urlpatterns = [
    path("doelgroepen/segmenten/", views.explorer, name="explorer"),
]
