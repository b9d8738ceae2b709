"""Words by which `people` tells a team's mailbox from a person's."""

from __future__ import annotations

PRIVATE_PROVIDERS = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "me.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "yahoo.co.uk",
        "yahoo.com",
    },
)
"""Hosts of mailboxes that people have for themselves; a council's team has one on the council's own host."""

_WORDS = """
access accessibility account accounts admin adult adults advice ai analytics api apis app apps archive archives assets
assist audit automation benefits bins board bookings building buildings business care careers case cases centre change
channel channels children childrens city climate co coast code collaboration collections comms commercial commissioning
committee communications communities community complaints connect conservation consultation contact contracts control
corporate council councils countryside county crm culture customer customers cyber cycling cymraeg cyngor dashboard data
dataprotection debt delivery democracy democratic demand design desk dev developer developers development devops digidol
digital directorate district diversity dpo early ecology economic economy education elections email emergency employment
energy enforcement engagement enquiries enquiry environment environmental estates events experience external family
feedback finance fire flood flooding foi food forms foster fostering freedom front fund funding future gdpr general
geographic gis governance government grants green group growth gwasanaethau gwe gwybodaeth health hello help helpdesk
heritage highways home homelessness homes housing hr hub ict improvement inbox inclusion information infrastructure
innovation insight integration intelligence internal it jobs join justice knowledge lab labs land law learning legal
leisure lettings libraries library licensing life lives living local mail management mapping marketing media meetings
members mobility modernisation museum neighbourhood neighbourhoods network networks news no nhs nature oes office
officer online open operations organisation our outreach parking parks partner partners partnership partnerships
performance pension pensions people permits place planning platform platforms plans policy pmo portfolio post press
prevention privacy procurement product products programme programmes project projects property protection public
publications rates recycling redesign refuse regeneration registrars registration regulatory repairs reply reports
request requests research resilience resources revenue revenues road roads safeguarding safety schools secretariat
security senior service services shared sharing sites skills smart social software solutions space sport sports
standards statistics strategic strategy street streets studio supplier support sustainability sustainable system systems
talk tax team teams tech technical technology test testing the theatre tourism town trading traffic training
transformation transparency transport travel tree trees trust unit urban user users ux village voluntary volunteer
volunteering waste water web webmaster website webteam welfare wellbeing welsh work workforce working works young youth
"""

ROLE_WORDS = frozenset(_WORDS.split())
"""What teams and their subjects are called. The list is long so that false alarms are few."""
