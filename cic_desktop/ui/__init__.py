"""Everything the user sees: windows, pages and widgets. Only here and in `app` there is Qt."""
