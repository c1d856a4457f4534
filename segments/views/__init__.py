from segments.views.explorer import explorer

__all__ = ["explorer"]
