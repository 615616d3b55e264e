"""What is kept: encrypted tables, migrations, repositories, recordings."""
