"""What the register keeps of forms: filled ones and their life, signatures, the office's blanks."""
