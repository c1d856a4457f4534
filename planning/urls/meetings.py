from django.urls import path

from planning.views import agenda_points, meetings

urlpatterns = [
    path("samen/overleg/", meetings.consultations, name="consultations"),
    path("samen/overleg/<int:pk>/", meetings.consultation, name="consultation"),
    path(
        "samen/overleg/<int:pk>/soort/",
        meetings.consultation_template,
        name="consultation_template",
    ),
    path(
        "samen/overleg/<int:pk>/beginnen/", meetings.consultation_start, name="consultation_start"
    ),
    path(
        "samen/overleg/<int:pk>/afsluiten/", meetings.consultation_close, name="consultation_close"
    ),
    path("samen/overleg/<int:pk>/mailen/", meetings.consultation_mail, name="consultation_mail"),
    path("samen/overleg/<int:pk>/punt/", agenda_points.point_add, name="point_add"),
    path("samen/overleg/punten/<int:pk>/", agenda_points.point_write, name="point_write"),
    path("samen/overleg/punten/<int:pk>/besluit/", agenda_points.point_agree, name="point_agree"),
    path("samen/overleg/punten/<int:pk>/weg/", agenda_points.point_remove, name="point_remove"),
    path(
        "samen/overleg/besluiten/<int:pk>/weg/",
        agenda_points.decision_remove,
        name="decision_remove",
    ),
    path(
        "jaarplan/<int:year>/signalen/bespreken/",
        agenda_points.signal_discuss,
        name="signal_discuss",
    ),
    path("momenten/<int:pk>/bespreken/", agenda_points.item_discuss, name="item_discuss"),
]
