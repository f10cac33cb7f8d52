# Words of referring, the inbox, and what was sent.

nav-refer = Refer someone
nav-sent = Sent
nav-inbox = Inbox

refer-title = Refer someone
refer-lead = For somebody who needs what no clinic can give: company, help with debt, a safe home, a reason to get up.
refer-danger-title = Not for emergencies
refer-danger-text = If somebody is in danger now, ring 999. Report safeguarding concerns in the way your organisation has agreed, not here.
refer-for = For which organisation do you refer?
error-organisation-missing = Choose for which organisation you refer
conflict-organisation-gone = You no longer refer for the organisation for which this was begun. Begin a new referral.
refer-start = Start a referral
refer-drafts = Not finished yet
refer-draft-nameless = No name yet
refer-draft-changed = Last changed
refer-discard = Throw away
done-discarded = The draft is gone.
refer-step = Step { $number } of { $of }
refer-who = Who is it?
refer-known = Is it one of these?
refer-reach = How can we reach them safely?
refer-why = Why now?
refer-agreement = What have they agreed to?
refer-team = Which team?

person-name = Name
person-name-hint = As they say it. One name is enough.
person-born = Date of birth
person-born-hint = Leave it empty if nobody knows. For example, 31 3 1947
person-nhs-number = NHS number
person-nhs-number-hint = Ten digits, if you have it. People without one are welcome.
person-gender = Gender, as they say it
person-language = Language they are most at home in
person-interpreter = They need an interpreter
person-interpreter-needed = needs an interpreter
person-residence = Where do they live?
person-address = Address
person-address-hint = Name of the home or hostel, house number and street
person-postcode = Postcode
person-phone = Telephone
person-email = E-mail address
person-age = { $n ->
    [one] one year old
   *[other] { $n } years old
}
error-person-name-missing = Enter the name they go by
error-known-missing = Choose one of these, or “None of these”
error-residence-missing = Choose where they live
error-channels-missing = Choose at least one way that is safe
error-phone-for-channel = Enter a telephone number, or choose another way to reach them
error-email-for-channel = Enter an e-mail address, or choose another way to reach them
error-setting-missing = Choose where this referral comes from
error-reason-missing = Say in a few words why
error-answer-missing = Choose an answer
error-agreed-missing = Choose what holds
error-who-sees-missing = Choose what holds
error-share-missing = Choose what holds
error-asked-how-missing = Choose how they were asked
error-asked-on-missing = Enter the day they were asked
error-asked-future = The day they were asked cannot be in the future
error-could-not-ask-why = Say why they could not be asked
error-team-missing = Choose a team

known-text = Your organisation already supports somebody who fits what you typed.
known-legend = Who is it?
known-none = None of these
known-chosen = Somebody you already support

reach-channels = Safe ways to reach them
reach-channels-hint = Only what would not put them at risk or embarrass them.
reach-note = Anything that helps
reach-note-hint = Good times, hearing, who answers the telephone
reach-danger = Is anything dangerous about getting in touch?
reach-danger-hint = For example somebody who must not find out. It will be shown to everybody who works with them.

why-setting = Where does this referral come from?
why-reason = Why, in a few words
why-reason-hint = What you have noticed, in plain words. Leave out medical details that do not matter for this.

agreement-title = What they agreed to
agreement-text = People should know that they are being referred and who will see it. If you have not asked yet, the team still gets this referral and will ask.
agreed-legend = Do they agree to be referred?
agreed-yes = Yes, they agree
agreed-could-not-ask = They could not be asked
who-sees-legend = Do they know who will see it?
who-sees-yes = Yes: the link workers of the team
share-legend = May the team have what is written here?
share-hint = Nothing is sent on to any other service before they say yes to that one.
share-yes = Yes
share-no = No: only who they are and how to reach them
fact-share-team = The team may have what is written here
agreement-how = How were they asked?
agreement-on = When were they asked?
agreement-note = Anything about their agreement
agreement-note-hint = If they could not be asked: why, and who decided

team-legend = Who should receive it?
team-none = No team takes referrals of this kind yet. Your draft is kept. Ask your administrator.
conflict-team-closed = That team does not take referrals any more. Choose another.

check-title = Check what you have written
check-unfinished = Something is still missing.
check-unfinished-link = Go there
check-not-asked = They have not said yes to sharing yet. The team gets this referral and will ask; nothing goes on to a service before they do.
check-postcode = We do not know the postcode { $postcode }. Check it once more; if it is right, leave it: new estates are real.
check-send = Send the referral
done-referral-sent = The referral is sent. You can read the reference to the person or over the telephone.
done-already-sent = This referral was sent already; nothing was sent twice.

sent-title = Sent by us
sent-one = Referral of { $name }
sent-side = Reference and status
sent-reference = Reference
sent-reference-text = Safe to read over the telephone: it says nothing about the person.
sent-when = Sent
sent-by = By
sent-to = To
sent-status = Status
sent-what-now = What happens now
sent-team-phone = Telephone of the team:
sent-none = Nothing sent yet
sent-none-text = When you refer somebody, you will see here what becomes of it.
withdraw-title = Take it back
withdraw-text = If it was a mistake, or the person changed their mind, and nobody has accepted it yet.
withdraw-button = Take the referral back
done-referral-withdrawn = The referral is taken back.

referral-waiting = Waiting
referral-waiting-colour = yellow
referral-waiting-text = It is in the inbox of { $team }. They will accept it or tell you why not.
referral-supported = Is being supported
referral-supported-colour = green
referral-supported-text = A link worker of { $team } is in touch with them.
referral-closed = Support has ended
referral-closed-colour = grey
referral-closed-text = { $team } has finished. What they wrote for you is under Notes.
referral-returned = Sent back
referral-returned-colour = orange
referral-returned-text = { $team } sent it back:
referral-withdrawn = Taken back
referral-withdrawn-colour = grey
referral-withdrawn-text = It was taken back. { $team } does not see it any more.
conflict-referral-decided = Somebody has already decided about this referral.

inbox-title = Inbox
inbox-from = From
inbox-waiting = Waiting
inbox-days = { $n ->
    [0] since today
    [one] one day
   *[other] { $n } days
}
inbox-soon = Soon
inbox-soon-colour = red
inbox-interpreter = { $language }, needs an interpreter
inbox-none = Nothing is waiting
inbox-none-text = New referrals to your team appear here.
referral-withheld = They said no to giving the team what was written here, so you see who they are and how to reach them. Ask them when you are in touch.
referral-withheld-yes = They have said yes now
inbox-withheld = Not shared: they said no. Ask them.
incoming-decide = Decide
incoming-accept = Accept
incoming-return = Send back
same-title = Do we know them already?
same-text = Your team supports somebody who may be the same person.
same-legend = Is it the same person?
same-number = Same NHS number
same-name = Same name and date of birth
same-none = No, somebody else
error-same-missing = Say whether it is the same person
safety-title = Safety
return-title = Send it back
return-text = { $organisation } will see why { $name } was not accepted.
return-why = Why?
error-return-why = Choose a reason
return-note = A word to the sender
return-note-hint = What would help, or who could
return-button = Send it back
done-referral-returned = It is sent back, with your reason.

setting-gp-practice = GP practice
setting-pcn-mdt = Multidisciplinary team of a primary care network
setting-a-and-e = A&E
setting-hospital-ward = Hospital ward
setting-hospital-discharge = Hospital discharge
setting-elective-waiting-list = Waiting list for an operation
setting-mental-health-trust = Mental health trust
setting-diagnostic-hub = Community diagnostic hub
setting-community-health = Community health
setting-care-home = Care home
setting-pharmacy = Pharmacy
setting-ambulance = Ambulance service
setting-council-housing = Council housing
setting-council-education = Council education
setting-social-care = Social care
setting-jobcentre = Jobcentre
setting-school = School
setting-police = Police
setting-fire = Fire service
setting-voluntary-organisation = Voluntary organisation
setting-self = The person themselves
setting-family = Family or friend
setting-outreach-campaign = Outreach campaign
