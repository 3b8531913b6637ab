"""What an edition of a form can say: its model, its closed vocabulary, and the functions it may name."""
