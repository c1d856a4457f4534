from django.urls import path

from campaigns.player import views

urlpatterns = [
    path("scherm/<str:token>/", views.player, name="player"),
    path("scherm/<str:token>/programma.json", views.player_programme, name="player_programme"),
    path("scherm/<str:token>/werker.js", views.player_worker, name="player_worker"),
    path("scherm/<str:token>/omslag/<int:number>.jpg", views.player_cover, name="player_cover"),
    path("scherm/<str:token>/rss", views.player_feed, name="player_feed"),
    path("scherm/<str:token>/still-<int:number>.png", views.player_still, name="player_still"),
]
