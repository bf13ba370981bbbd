"""What can go wrong with money, said to the person."""

from villages.core.errors import Conflict, DomainError


class PaymentUnavailable(DomainError):
    """The payment service does not answer; the order stays, nothing is lost."""

    code = "payment_unavailable"


class NotPayable(Conflict):
    """The order does not wait for money any more."""

    code = "not_payable"


class BadSignature(DomainError):
    """A message that the payment service did not sign."""

    code = "bad_signature"
