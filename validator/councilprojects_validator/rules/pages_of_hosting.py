"""The pages of what is wrong with how a file is served.

The diagnostics are made in `hosting.findings`; a test compares their codes with these pages. None is an error.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

WARNINGS = """
## hosting-gone

There is no file at this address.

Whoever has the address registered reads nothing. Readers go on showing the last good copy, labelled as old.

Put the file back. If it has moved, redirect the old address to the new one with status 301, and have the registry
changed.

## hosting-login

The web server asks for a password.

Programs of other councils have none, so they read nothing. A page behind a login may open for you without asking,
because your browser is logged in.

Serve this one file without a login. Try its address in a private window.

## hosting-refused

The web server turns programs away.

A firewall or a filter against robots stands before many websites. It lets browsers through, so nobody in the office
sees that the file cannot be read by those it is for.

Ask whoever runs the website, or the firewall's provider, to let requests for this one address through, or requests
whose user agent begins with `councilprojects`.

## hosting-challenge

A page that tests whether a person is asking came in place of the file.

Such a page (“Checking your browser”, a captcha) wants scripts, cookies or a click. Programs can give none of these, so
the file is closed to them though it opens in a browser.

Exempt the address of this one file from the check. In Cloudflare, for example, it takes one rule for the path.

## hosting-robots

The website's robots.txt tells programs to keep away from the file.

The file was read this once, because you asked for it. Readers that come by themselves heed robots.txt, and will not
read it.

Add the two lines `User-agent: councilprojects` and `Allow: /` to robots.txt, or an `Allow:` line for this one file. If
robots.txt itself cannot be read, mend that, or let it answer 404.

## hosting-server-fault

The web server fails, or its answer makes no sense.

A fault that lasts minutes does no harm: readers ask again later and show the last good copy meanwhile. One that lasts
makes the council's records grow old.

Try again in an hour. If it is still so, show the sentence to whoever runs the web server.

## hosting-no-such-site

There is no website of this name.

The name is misspelt, or its registration has lapsed. Somebody else could register it and publish in your name.

Correct the address, or have the name renewed.

## hosting-no-answer

No web server answered.

It may be down, or a firewall may drop requests from outside the council's network without a word.

Try again from a telephone that is not in the council's network. If it opens there, a firewall treats programs
differently: ask for an exception for this one file.

## hosting-certificate

The website's security certificate is not valid.

Browsers show a warning in place of the page, and programs refuse to read. A certificate that has expired, is for
another name or leads to no known authority cannot show that the file is yours.

Have the certificate renewed or installed with its whole chain; the sentence says which. Free test sites, such as SSL
Labs' server test, show what is missing.

## hosting-certificate-ends

The website's security certificate is about to end.

After its last day browsers show a warning in place of every page of the website, and programs refuse to read the file.
Whoever renews automatically has done so before anybody is told: there are three weeks left at the most, and less than a
quarter of the certificate's life.

Renew it now, or find out why that did not happen by itself: often an address is closed through which the authority
checks whose website it is. Then ask again: a web server goes on with the old certificate until it is told to reload.

## hosting-encryption

No secure connection could be made.

The web server speaks an old kind of encryption that is no longer safe, or none at all at this address.

Switch TLS 1.2 or 1.3 on. Mozilla's SSL Configuration Generator gives settings for every common server.

## hosting-redirects

The address redirects to nowhere.

Redirects in a circle, too many of them, or one that leads from https back to http are followed by nobody. Circles often
come from a server that expects cookies.

Let the address answer with the file itself, or with one redirect to where it is.

## hosting-address

The address is none that the public can open.

It contains a password, has an unusual port, or leads into a private network.

Publish the file on the council's public website, at an address without user name, password or port.

## hosting-too-big

The file is larger than is read.

Readers limit how much they take from one publisher, so that none can keep them from reading the others.

Leave out what does not belong in the file. Let the web server send it packed with gzip if it is sent plain.

## hosting-not-https

The file is served without encryption.

What travels over `http:` can be read and changed on the way: nobody can be sure that the projects are yours. Pages that
are served by `https:` may not load it at all.

Serve the file over `https:` and redirect the old address there. Certificates cost nothing (Let's Encrypt).

## hosting-other-host

The address redirects to another host.

A file proves whose it is by where it stands. Readers take this one for the council's only if the registry names the
other host too.

Publish the file on the council's own website, or ask the registry that lists you to add the host to `hosts`.

## hosting-content-type

The web server does not say that the file is JSON.

Some programs refuse a file that is called a text, a download or a web page, and a browser may show it garbled.

Serve it with the header `Content-Type: application/json`. Most servers do so by themselves for a name that ends in
`.json`.

## hosting-charset

The web server names another character set than UTF-8.

JSON is UTF-8. A program that believes the header shows “Â£” for “£” and garbles Welsh letters.

Take `; charset=…` out of the header `Content-Type`. JSON needs none.

## hosting-second-request

A second request, a moment after the first, was turned away.

Readers ask for robots.txt and the file in one visit. A server that lets each program ask only once a minute stops them.

Raise the limit for this one file; a handful of requests within a few seconds is enough.

## hosting-near-limit

The file is near the size at which readers stop.

Beyond the limit the file is refused whole, from one day to the next.

Leave out what does not belong in the file, such as long descriptions that stand on the project's own page.
"""

NOTES = """
## hosting-http-to-https

The address begins with `http:`, and the server redirects to `https:`.

It works. But the first request is not encrypted, and it is a request more at each visit.

Register and link the address that begins with `https:`.

## hosting-moved

The address has moved for good.

The web server says with status 301 or 308 that the file now has another address. Readers follow it, but the old address
may be switched off one day.

Register the new address. Keep the redirect for a year at least. If the file has `self`, it says which address makes the
identifiers of your projects: leave that as it is.

## hosting-no-cors

Other websites may not read the file from a browser.

Maps, dashboards and small tools that run in somebody's browser can use a file only if its server permits it. Readers
that are programs of their own do not need this.

Send the header `Access-Control-Allow-Origin: *` with this one file. It is safe: the file is public anyway.

## hosting-no-validators

The web server does not say when the file last changed.

With an `ETag` or `Last-Modified` header a reader asks “has it changed?” and gets an answer of a few bytes. Without
either it takes the whole file at each visit.

Let the server send one of the two. For a file on disk all common servers do so unless told otherwise.

## hosting-validators-ignored

The web server sends the whole file again though it has not changed.

It gave an `ETag` or `Last-Modified`, and was asked for the file only if it differs. The right answer would have been
“not modified” (304), without the file.

Look at the settings for conditional requests. An `ETag` that differs with every answer, or between two servers that
share the work, has the same effect.

## hosting-not-compressed

The file is large and sent without compression.

JSON shrinks to about a tenth. Readers and the server's own line are spared the rest.

Switch gzip on for `application/json`; many servers compress only HTML by default.
"""

explained("hosting", Severity.WARNING, WARNINGS)
explained("hosting", Severity.INFO, NOTES)
