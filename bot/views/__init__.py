"""What people read: pure functions of values to text and Block Kit. Every sentence that is not a rule's refusal is
here.
"""
