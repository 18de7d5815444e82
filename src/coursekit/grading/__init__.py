"""The grading engine: values out, checks outside."""
