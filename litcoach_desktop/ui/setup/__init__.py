"""What is set up once on a laptop."""
