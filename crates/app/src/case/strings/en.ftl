# Words of cases, contacts, clocks, and of every page inside a record.

nav-cases = My people
record-person = The person
record-views = Pages of this record
record-born = Born
record-nhs = NHS
view-overview = Overview
view-matters = What matters
view-needs = Needs and strengths
view-plan = Goals and actions
view-measures = Measures
view-note = Note to the practice

cases-of-mine = My people
cases-of-team = Team
cases-whose = Whose people
cases-views = Views of the list
cases-open = All open
cases-first-contact = First contact due
cases-overdue = First contact late
cases-quiet = No contact for 14 days
cases-closed = Closed
cases-need = Main need
cases-step = Next step
cases-by = by
cases-last = Last contact
cases-status = Status
cases-days-ago = { $n ->
    [0] today
    [one] one day ago
   *[other] { $n } days ago
}
cases-not-yet = Not yet
cases-attempts = { $n ->
    [one] tried once
   *[other] tried { $n } times
}
cases-due = due by
cases-more = The first { $shown } of { $total }
cases-none = Nobody here
cases-none-text = People appear here when their referral is accepted from the inbox.

case-first-due = First contact due
case-first-due-colour = yellow
case-first-late = First contact late
case-first-late-colour = red
case-open = Under way
case-open-colour = green
case-quiet = No contact for 14 days
case-quiet-colour = orange
case-closed = Closed
case-closed-colour = grey
case-raised = With the lead
case-raised-colour = red
step-late = Late
step-late-colour = red
contact-tried = Tried
contact-tried-colour = yellow
contact-withdrawn = Entered by mistake
contact-withdrawn-colour = grey

by-telephone = Telephone
by-visit = Visit
by-at-practice = At the practice
by-video = Video call
by-message = Message
contact-title = Log a contact
contact-kept = You had not finished this. Kept
contact-channel = How?
contact-took-place = Did it take place?
contact-yes = Yes, we spoke
contact-no = No, I tried
contact-at = When?
day-hint = For example, 24 11 2026
contact-time = Time
contact-time-hint = For example, 14:30
contact-length = Length in minutes
contact-present = Who was there
contact-present-hint = Besides the two of you, for example his daughter, a carer, an interpreter
contact-note = What was said, what you noticed
contact-note-hint = Up to 4,000 characters. Nobody outside your team sees this.
contact-next = Next step
contact-next-by = By when?
contact-save = Save the contact
contact-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
contact-mistake = Entered by mistake?
contact-mistake-text = It stays readable, struck through, and does not count any more.
contact-withdraw = Strike it through
error-contact-channel = Choose how
error-contact-took-place = Choose whether you spoke
error-contact-at = Enter the day, like 24 11 2026
error-contact-time = Enter a time, like 14:30
error-contact-future = This is in the future. Log a contact after it took place.
error-contact-minutes = Enter the minutes as a number from 1 to 600
error-next-step = Say what the next step is
done-contact-logged = The contact is logged.
done-attempt-logged = That you tried is logged.
done-contact-withdrawn = The contact is struck through.
done-case-opened = They are on your caseload. The time to the first contact is running.
conflict-case-closed = This case is closed. Take it up again first.
conflict-not-in-team = That colleague does not support people in this team.
conflict-reopen = More than 30 days have passed. It needs a new referral.

transfer-title = Hand over to a colleague
transfer-text = Your colleague gets the whole record. Write a last contact first, if there is something that they should know.
transfer-to = To whom?
transfer-why = Why?
transfer-button = Hand over
transfer-nobody = Nobody else supports people in this team.
error-transfer-worker = Choose a colleague
done-case-transferred = The case is handed over.
done-case-unmerged = The two records are two people again.

close-title = Close the case
close-text = The organisation that referred them sees that the support has ended. It leaves your caseload; your team can read it, and take it up again for 30 days.
close-attempts = Tried in vain
close-next-step = There is a next step that is still open:
close-why = Why does it end?
close-note = How it ended, in a few words
close-note-hint = For your team
close-button = Close the case
error-close-why = Choose a reason
error-close-never-spoken = Nobody has spoken with them yet. Log the contact that took place, or choose another reason.
error-close-never-tried = Nobody has tried to reach them yet. Log the tries first.
done-case-closed = The case is closed.
done-case-reopened = The case is open again.
case-reopen = Take it up again

event-case-opened = Accepted by
event-case-merged = Put together with the record the team had
event-case-unmerged = Taken apart from the other record
event-case-transferred = Handed over to
event-case-closed = Closed
event-case-reopened = Taken up again, held by
event-case-agreed-again = They said yes to being referred again
event-case-took-back-referred = They said that they do not agree to be referred any more
event-case-took-back-share = They said no to giving the team what was written
event-case-took-back-onward = They took back their yes to
event-case-rule-added = A rule for their safety was added by
event-case-rule-ended = A rule for their safety was ended by
event-case-words-shared = They said yes to sharing what was written
event-case-clock-passed = First contact late: put before the lead

overview-matters = What matters to them
overview-matters-none = Nothing written yet. Ask, and write it in their words.
overview-matters-write = Write what matters
overview-plan = Goals
overview-plan-none = No goal yet
overview-strengths = Strengths
overview-contacts = Contacts
overview-todo = To do
overview-next = Next step
overview-nothing = Nothing to do
overview-first-contact = First contact due by
overview-agreements = What they agreed to
overview-reach = Safe ways to reach them
overview-reach-unknown = Not known. Ask before you try.
overview-referral = The referral
overview-worker = Link worker
overview-team = Team
overview-opened = Since
overview-side = What to do
overview-transfer = Hand over
overview-close = Close
overview-goal = Add a goal
overview-measure = Measure wellbeing
overview-note = Note to the practice
overview-merged = Two records are held to be this person.
overview-unmerge = They are two people after all
overview-closed-why = Closed because

again-share = May you see what was written?
again-share-text = { $name } has said no to giving the team what the referrer wrote. If they have changed their mind, say how you asked. It is then shown to the team.
again-referred = Do they agree to be referred?
again-referred-text = { $name } has said that they do not agree to be referred any more. If they have changed their mind, say how you asked. You can then send them on again.
again-how = How did you ask them?
again-button = They said yes
done-words-shared = You can now read what was written.
done-agreed-again = Noted: they agree again.
agreement-refused = Does not agree any more
agreement-refused-colour = red

safety-page = Rules for their safety
safety-lead = They belong to the person and bind every team that works with them, from now on. Who referred them does not see what is added here: if they need to know, ring them.
safety-none = No rule yet
safety-by = added by
safety-by-sender = came with the referral
safety-by-other = added by another team: only they can end it
safety-bars = Nobody may use:
safety-ended = Ended
safety-ended-by = ended by
safety-add = Add a rule
safety-kind = What is it about?
safety-note = What must everybody know?
safety-note-hint = Up to 300 characters. It stands over every page about this person: “Her brother must not learn where she is.”
safety-bars-legend = Ways that nobody may use any more
safety-bars-hint = Leave empty if every safe way stays as it is.
safety-add-button = Add the rule
safety-end-title = End this rule
safety-end-text = It then binds nobody any more. It stays to be read, with your name and reason.
safety-end-why = Why does it no longer hold?
safety-end-hint = What has changed, and how you know
safety-end-link = End it
safety-end-button = End the rule
error-rule-kind = Choose what it is about
error-rule-note = Write what everybody must know
error-rule-why = Say why it no longer holds
done-rule-added = The rule is there, and binds from now on.
done-rule-ended = The rule has ended. It stays to be read.
conflict-rule-ended = Somebody has ended this rule already.
contact-barred = A rule for their safety says that nobody may use this way
contact-despite = It took place all the same; the note says why
error-contact-barred = A rule for their safety forbids this way. Choose another; if it took place all the same, tick the box and say why in the note.
error-contact-despite = Say in the note why this way was used
