"""The month's summary on the screen, and the bundle for those who pay."""
