"""A believable plan for the demonstration library: two years of it, relative to today."""

from config.demo_plan.filling import fill_plan

__all__ = ["fill_plan"]
