from django.urls import path

from planning.views import plan, plan_views

urlpatterns = [
    path("jaarplan/", plan.plan, name="plan"),
    path("jaarplan/<int:year>/", plan.year_plan, name="year_plan"),
    path("jaarplan/weergaven/", plan_views.view_list, name="view_list"),
    path("jaarplan/weergaven/nieuw/", plan_views.view_add, name="view_add"),
    path("jaarplan/weergaven/<int:pk>/", plan_views.view_edit, name="view_edit"),
    path("jaarplan/weergaven/<int:pk>/verwijderen/", plan_views.view_remove, name="view_remove"),
]
