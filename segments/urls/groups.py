from django.urls import path

from segments.views import groups

urlpatterns = [
    path("doelgroepen/<int:pk>/vloer/", groups.group_quote_add, name="group_quote_add"),
    path("doelgroepen/vloer/<int:pk>/weg/", groups.group_quote_archive, name="group_quote_archive"),
]
