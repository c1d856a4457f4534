from campaigns.models.campaign import (
    Campaign,
    CampaignCount,
    CampaignEffect,
    CampaignSheet,
    CampaignTitle,
    GuestAddress,
    GuestLink,
)
from campaigns.models.content import BookTip, Post, PostVariant
from campaigns.models.screens import (
    Placement,
    Programme,
    Screen,
    ScreenAddress,
    Slide,
    SlideScreen,
)
from campaigns.models.versions import ContentVersion

__all__ = [
    "BookTip",
    "Campaign",
    "CampaignCount",
    "CampaignEffect",
    "CampaignSheet",
    "CampaignTitle",
    "ContentVersion",
    "GuestAddress",
    "GuestLink",
    "Placement",
    "Post",
    "PostVariant",
    "Programme",
    "Screen",
    "ScreenAddress",
    "Slide",
    "SlideScreen",
]
