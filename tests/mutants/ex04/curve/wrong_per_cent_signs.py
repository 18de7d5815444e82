# expects: checks.number_as_text
reading = {"half": "17 %", "eighty": "40 %", "never": "0 %"}
