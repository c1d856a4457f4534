"""Campaigns, tips, posts and screens of the demonstration, all of it relative to today."""

from config.demo_campaigns.days import promotions
from config.demo_campaigns.filling import fill_campaigns
from config.demo_campaigns.klein_dorp import fill_first_project

__all__ = ["fill_campaigns", "fill_first_project", "promotions"]
