"""Legal stay on the screen: the radar, a person's stay, the rules of law."""
