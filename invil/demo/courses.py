"""The courses of the curriculum, by the loader every installation may use."""

from invil.demo.texts import CONTENT


def load_courses(loading) -> None:
    """Eight courses in both languages; C5 in full."""
    import yaml

    from invil.demo import records
    from learning.models import CoursePage
    from learning.services.content import load_course

    files = sorted((CONTENT / "courses").glob("c*.yaml"))
    for path in loading.progress.over("Courses", files):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        page = load_course(data, cover=loading.picture(data["course"]["cover"]))
        records.remember(CoursePage.objects.filter(course_key=page.course_key))
