"""Help given: the quick enquiry, recording a sitting, the list, appointments."""
