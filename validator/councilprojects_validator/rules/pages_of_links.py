"""The pages of what `--online` finds: whether what a file links to answers.

The diagnostics are made in `hosting.links`; a test compares their codes with these pages. None is an error.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

WARNINGS = """
## link-gone

The page that is linked does not exist.

Readers who want to know more meet an error. Often the page was moved in a relaunch.

Look for the page on the website and give its new address, or leave the link out.

## link-no-such-site

There is no website of the name that is linked.

The name is misspelt or was given up. Somebody else may register it and put anything there.

Correct the address, or leave the link out.

## link-needs-login

The page that is linked asks for a password.

It opens for you, because your browser is logged in. Nobody else can read it.

Link a public page, or leave the link out.

## link-certificate

Browsers warn of the page that is linked.

Its website has no valid security certificate, or an encryption that is no longer safe. Visitors see a warning in place
of the page.

Tell whoever runs the website. If it is given up, leave the link out.

## link-no-answer

The page that is linked did not answer.

It may be for a moment only. What was tried and what happened stands in the message.

Open the page in a browser, and look again tomorrow. If it is still so, give another address or leave the link out.
"""

NOTES = """
## link-moved

The page that is linked has moved for good.

Its web server leads to the new address, today. Redirects are often switched off after a year or two.

Write the new address.

## link-not-checked

Whether the link works could not be found out.

The website turns programs away, by a firewall or by its robots.txt. That says nothing about what a person would see.

Open the page in a browser. Nothing has to be done if it is the right one.
"""

explained("hosting", Severity.WARNING, WARNINGS)
explained("hosting", Severity.INFO, NOTES)
