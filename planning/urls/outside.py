from django.urls import path

from planning.views import feeds, plan_export

urlpatterns = [
    path("agenda/<str:token>.ics", feeds.feed, name="feed"),
    path("profiel/agenda/", feeds.feed_list, name="feeds"),
    path("profiel/agenda/<int:pk>/vernieuwen/", feeds.feed_renew, name="feed_renew"),
    path("profiel/agenda/<int:pk>/stoppen/", feeds.feed_revoke, name="feed_revoke"),
    path("momenten/<int:pk>/afspraak.ics", feeds.item_ics, name="item_ics"),
    path("jaarplan/<int:year>/export.csv", plan_export.plan_csv, name="plan_csv"),
    path("jaarplan/<int:year>/export.xlsx", plan_export.plan_xlsx, name="plan_xlsx"),
    path("jaarplan/<int:year>/export.ics", plan_export.plan_ics, name="plan_ics"),
]
