"""What every room stands on: errors meant for people, locks, and files that appear whole or not at all."""
