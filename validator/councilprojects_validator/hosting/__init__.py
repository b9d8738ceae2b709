"""What is wrong with how a file, or what it links to, is served. Start reading at `findings.hosting`.

The network is asked by whoever offers a `served.Web`; here only its answers are judged. Nothing in here is ever an
error: such a verdict would change while nobody touches the file.
"""
