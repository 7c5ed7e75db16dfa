"""What every room stands on: errors for people, files that appear whole or not at all, text fit to show."""
