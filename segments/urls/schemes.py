from django.urls import path

from segments.views import clusters
from segments.views import schemes as views
from segments.views.service_area import service_area

urlpatterns = [
    path("beheer/segmentindeling/", views.scheme, name="scheme"),
    path("beheer/segmentindeling/voorstel/", clusters.clusters, name="clusters"),
    path("beheer/segmentindeling/voorstel/maken/", clusters.clusters_ask, name="clusters_ask"),
    path("beheer/segmentindeling/voorstel/gebruiken/", clusters.clusters_use, name="clusters_use"),
    path("beheer/segmentindeling/voorstel/terug/", clusters.clusters_leave, name="clusters_leave"),
    path("beheer/segmentindeling/<int:pk>/", views.scheme_edit, name="scheme_edit"),
    path("beheer/segmentindeling/<int:pk>/omzetten/", views.scheme_map, name="scheme_map"),
    path("beheer/werkgebied/", service_area, name="service_area"),
]
