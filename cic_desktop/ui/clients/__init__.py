"""Pages and dialogs about clients."""
