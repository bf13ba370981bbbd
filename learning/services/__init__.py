"""What can happen in learning, by noun: progress, attempts, questions, certificates, content."""
