from django.urls import path

from planning.views import release, reviews

urlpatterns = [
    path("jaarplan/<int:year>/vaststellen/", release.plan_release, name="release"),
    path("jaarplan/<int:year>/vaststellen/gezien/", release.plan_seen, name="plan_seen"),
    path("jaarplan/<int:year>/vaststellen/nu/", release.plan_release_now, name="plan_release_now"),
    path("jaarplan/<int:year>/versies/", release.plan_versions, name="plan_versions"),
    path("jaarplan/<int:year>/versies/<int:number>/", release.plan_version, name="plan_version"),
    path(
        "jaarplan/<int:year>/versies/<int:number>/<int:pk>/terug/",
        release.plan_version_item,
        name="plan_version_item",
    ),
    path("beoordelen/", reviews.review_list, name="reviews"),
    path("beoordelen/<int:pk>/antwoord/", reviews.review_answer, name="review_answer"),
    path("momenten/<int:pk>/beoordeling/", reviews.review_ask, name="review_ask"),
]
