"""Referrals: the list by state, the waiting list, a client's own."""
