"""What learning stores, by aggregate."""

from learning.models.certificates import Certificate
from learning.models.pages import CoursePage, LearningIndexPage, LessonPage
from learning.models.progress import CourseVersion, Enrolment, LearningEvent, LessonProgress
from learning.models.quiz import (
    AttemptGrant,
    AttemptItem,
    Question,
    QuestionBank,
    QuestionVersion,
    Quiz,
    QuizAttempt,
)

__all__ = [
    "AttemptGrant",
    "AttemptItem",
    "Certificate",
    "CoursePage",
    "CourseVersion",
    "Enrolment",
    "LearningEvent",
    "LearningIndexPage",
    "LessonPage",
    "LessonProgress",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "QuizAttempt",
]
