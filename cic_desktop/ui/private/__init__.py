"""Private: what strangers at the desk may not see, and what the client may."""
