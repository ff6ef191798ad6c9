"""What becomes of an approved report: its content in one form, its files, its place in the chain of seals."""
