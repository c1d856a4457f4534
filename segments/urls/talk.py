from django.urls import path

from segments.views import talk

urlpatterns = [
    path("bespreek-samen/", talk.talk_together, name="talk_together"),
]
