from segments.views.explorer import explorer
from segments.views.export import explorer_csv, explorer_xlsx
from segments.views.imports import (
    import_list,
    import_open,
    import_profile_remove,
    import_profile_restore,
    import_sample,
)
from segments.views.imports_check import import_answer, import_check
from segments.views.imports_columns import import_columns
from segments.views.imports_file import import_layout, import_new
from segments.views.imports_progress import import_progress, import_retry, import_stop
from segments.views.imports_report import import_errors, import_report, import_undo
from segments.views.supplied import monitor_edit, supplied_totals

__all__ = [
    "explorer",
    "explorer_csv",
    "explorer_xlsx",
    "import_answer",
    "import_check",
    "import_columns",
    "import_errors",
    "import_layout",
    "import_list",
    "import_new",
    "import_open",
    "import_profile_remove",
    "import_profile_restore",
    "import_progress",
    "import_report",
    "import_retry",
    "import_sample",
    "import_stop",
    "import_undo",
    "monitor_edit",
    "supplied_totals",
]
