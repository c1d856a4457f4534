from django.urls import path

from campaigns.views import channels, post_changes, post_files, posts

POST = "berichten/<int:pk>/"

urlpatterns = [
    path("campagnes/<int:pk>/kanalen/", channels.campaign_channels, name="campaign_channels"),
    path("berichten/", channels.posts, name="posts"),
    path("berichten/nieuw/", post_changes.post_add, name="post_add"),
    path(POST, posts.post, name="post"),
    path(f"{POST}voorbeeld/", posts.post_preview, name="post_preview"),
    path(f"{POST}tip/", posts.post_from_tip, name="post_from_tip"),
    path(f"{POST}wanneer/", post_changes.post_when, name="post_when"),
    path(f"{POST}weg/", post_changes.post_archive, name="post_archive"),
    path(f"{POST}versie/", post_changes.post_restore, name="post_restore"),
    path(f"{POST}beeld/", post_files.post_image_drawn, name="post_image_drawn"),
    path(f"{POST}beeld-<slug:shape>.png", post_files.post_image, name="post_image"),
    path(f"{POST}herinnering.ics", post_files.post_ics, name="post_ics"),
    path(f"{POST}code.png", post_files.post_qr, name="post_qr"),
]
