"""What the hooks build.py and publish.py stand on: a folder for each run, and a branch that loses nothing.

lock ← folder; manifest ← whole, folder, branch; git ← refusals, branch; address alone.
"""
