"""Pages: where each answer and stroke lands, whose head stands above, and how an existing PDF is opened and shown."""
