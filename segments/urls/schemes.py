from django.urls import path

from segments.views import schemes as views
from segments.views.service_area import service_area

urlpatterns = [
    path("beheer/segmentindeling/", views.scheme, name="scheme"),
    path("beheer/segmentindeling/<int:pk>/", views.scheme_edit, name="scheme_edit"),
    path("beheer/segmentindeling/<int:pk>/omzetten/", views.scheme_map, name="scheme_map"),
    path("beheer/werkgebied/", service_area, name="service_area"),
]
