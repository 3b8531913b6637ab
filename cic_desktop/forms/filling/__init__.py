"""What goes into a form: from the register, from whoever answers, checked, and back to the register."""
