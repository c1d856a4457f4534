from django.urls import path

from campaigns.views import beginning, campaigns, copying, core, talk, tasks

urlpatterns = [
    path("campagnes/", campaigns.campaigns, name="campaigns"),
    path("campagnes/nieuw/", beginning.campaign_add, name="campaign_add"),
    path("campagnes/<int:pk>/", core.campaign, name="campaign"),
    path("campagnes/<int:pk>/voor-wie/", core.campaign_group, name="campaign_group"),
    path("campagnes/<int:pk>/wijzigen/", core.campaign_edit, name="campaign_edit"),
    path("campagnes/<int:pk>/tellen/", core.count_add, name="count_add"),
    path("campagnes/<int:pk>/tellen/<int:count>/weg/", core.count_remove, name="count_remove"),
    path("campagnes/<int:pk>/taken/", tasks.campaign_tasks, name="campaign_tasks"),
    path("campagnes/<int:pk>/taken/<int:task>/", tasks.task_change, name="task_change"),
    path("campagnes/<int:pk>/taken/lijst/", tasks.task_checklist, name="task_checklist"),
    path("campagnes/<int:pk>/gesprek/", talk.campaign_talk, name="campaign_talk"),
    path(
        "campagnes/<int:pk>/gesprek/<int:comment>/",
        talk.comment_resolve,
        name="comment_resolve",
    ),
    path("campagnes/<int:pk>/kopie/", copying.campaign_copy, name="campaign_copy"),
]
