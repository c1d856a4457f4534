from django.urls import path

from planning.views import plan_import

urlpatterns = [
    path("jaarplan/<int:year>/inlezen/", plan_import.plan_import, name="plan_import"),
    path(
        "jaarplan/<int:year>/inlezen/<int:pk>/",
        plan_import.plan_import_check,
        name="plan_import_check",
    ),
    path(
        "jaarplan/<int:year>/inlezen/klaar/", plan_import.plan_import_done, name="plan_import_done"
    ),
    path(
        "jaarplan/<int:year>/inlezen/terug/", plan_import.plan_import_undo, name="plan_import_undo"
    ),
]
