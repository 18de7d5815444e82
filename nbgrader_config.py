"""nbgrader's view of this course. The two languages are two courses: COURSE_LANG chooses one."""

import os

c = get_config()  # noqa: F821  (nbgrader defines it)
language = os.environ.get("COURSE_LANG", "en")

c.CourseDirectory.course_id = f"customer-classification-{language}"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.directory_structure = f"{{nbgrader_step}}/{language}/{{student_id}}/{{assignment_id}}"
c.CourseDirectory.db_url = f"sqlite:///gradebook-{language}.db"
c.ClearSolutions.code_stub = {
    "python": "# YOUR CODE HERE\nraise NotImplementedError"
    if language == "en"
    else "# 在这里作答\nraise NotImplementedError"
}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE" if language == "en" else "在这里作答"
c.GenerateAssignment.create_assignment = True
