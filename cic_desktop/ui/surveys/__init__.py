"""Anonymous sheets on the screen: typed in one after another, and counted."""
