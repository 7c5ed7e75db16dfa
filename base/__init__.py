"""What every room stands on: errors for people, locks, files that appear whole or not at all, text fit to show."""
