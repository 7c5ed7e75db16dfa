"""What every room stands on: the errors meant for people, and files that appear whole or not at all."""
