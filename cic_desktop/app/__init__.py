"""Between the windows and the register: one context with three verbs, a task runner, settings. Qt, no widgets."""
