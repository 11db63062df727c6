"""What people see of the work: terminal, web page, JSON, spreadsheet.

It renders masked views of finished values (`view`, `scan`, `period`) and opens nothing.
"""
