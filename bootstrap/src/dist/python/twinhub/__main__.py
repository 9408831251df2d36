"""`python -m twinhub` is the command twinhub."""
from twinhub import main

main()
