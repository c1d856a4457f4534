from planning.views.manage import manage

__all__ = ["manage"]
