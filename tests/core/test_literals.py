"""Words that no catalogue can reach are found before a reader meets them."""

import pytest

from invil import literals


@pytest.mark.parametrize(
    "template",
    [
        "<p>Welcome</p>",
        "<p>{{ name }} writes</p>",
        '<a aria-label="Close it">{% icon "x" %}</a>',
        '<img alt="A hill" src="a.png">',
        "{% block content %}Plain{% endblock %}",
    ],
)
def test_plain_words_of_a_template_are_found(template):
    assert literals.in_template(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Welcome" %}</p>',
        "<p>{% blocktranslate with n=2 %}{{ n }} writers{% endblocktranslate %}</p>",
        '<a aria-label="{% translate \'Close it\' %}" class="btn btn--main" data-step="one">1</a>',
        '<script type="module">const word = 1;</script><!-- a remark -->{# another #}',
        "<b>INVIL</b> · {% block og_type %}article{% endblock %}",
    ],
)
def test_what_is_translated_or_for_machines_is_not(template):
    assert literals.in_template(template) == []


@pytest.mark.parametrize(
    "line",
    [
        'forms.CharField(label="Your name")',
        'messages.success(request, "It is saved.")',
        'raise DomainError("Somebody was first.")',
    ],
)
def test_plain_labels_and_messages_are_found(line):
    assert literals.in_python(line)


@pytest.mark.parametrize(
    "line",
    [
        'forms.CharField(label=_("Your name"))',
        'log.warning("The line is cut.")',
        'raise DomainError(_("Somebody was first."), "reason_missing")',
    ],
)
def test_translated_words_codes_and_logs_are_not(line):
    assert literals.in_python(line) == []
