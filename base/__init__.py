"""What every room stands on: the errors meant for people, whole files, text fit to be shown."""
