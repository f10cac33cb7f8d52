# Words of setting an installation up.

nav-set-up = Set-up
nav-organisations = Organisations

first-title = Set up Kith
first-text = Nobody can sign in here yet. Make the first administrator; everything else follows on the next pages.
first-code = Set-up code
first-code-hint = Whoever started Kith finds it on the terminal of kith serve. It works once.
first-button = Make the administrator
error-set-up-code = That is not the set-up code. Look on the terminal of kith serve; every start prints a new one.
conflict-set-up-done = The first administrator has been made already. Sign in.
done-set-up = You are the first administrator. Sign in with your new password.

set-up-title = Set-up
set-up-done-of = { $done } of { $all } done. Any order will do.
set-up-save = Save
set-up-state-done = Done
set-up-state-done-colour = green
set-up-state-todo = To do
set-up-state-todo-colour = blue
set-up-state-waiting = On its way
set-up-state-waiting-colour = yellow
set-up-state-handed = May have been sent
set-up-state-handed-colour = orange
set-up-state-failed = Failed
set-up-state-failed-colour = red
set-up-state-old = Old
set-up-state-old-colour = orange

set-up-administrator = First administrator
set-up-administrator-hint = Your account: password, second step, where you are signed in.
set-up-brand = Name and colour
set-up-brand-hint = What stands at the top of every page and in messages.
set-up-area = Area
set-up-area-hint = { $n ->
    [0] The boroughs that you work in.
    [one] One borough.
   *[other] { $n } boroughs.
}
set-up-organisations = Organisations
set-up-organisations-hint = { $n ->
    [0] Practices, trusts, charities: who refers, and who supports people.
    [one] One organisation besides the administration.
   *[other] { $n } organisations besides the administration.
}
set-up-teams = Teams
set-up-teams-hint = { $n ->
    [0] Referrals go to teams. Add one that takes them.
    [one] One team takes referrals.
   *[other] { $n } teams take referrals.
}
set-up-lead = First team lead
set-up-lead-hint = { $n ->
    [0] Invite the lead of a team; they invite their colleagues.
    [one] One lead is invited or has signed in.
   *[other] { $n } leads are invited or have signed in.
}
set-up-pathways = Pathways
set-up-pathways-hint = { $n ->
    [0] Kinds of support; tick them on the page of a team.
    [one] One team has a pathway.
   *[other] { $n } teams have a pathway.
}
set-up-directory = Directory
set-up-directory-hint = { $n ->
    [0] No service is in the directory yet.
    [one] One service is in the directory.
   *[other] { $n } services are in the directory.
}
set-up-message = Test message
set-up-message-hint = Whether messages leave the house.
set-up-backups = Backups
set-up-backups-hint = One sealed file with everything but the keys.

brand-text = These come before the brand file. A logo stays a file: brand.toml in the data folder.
brand-name = Name
brand-colour = Colour
brand-colour-hint = A hash and six numbers or letters from a to f, for example #00635b. Leave it empty for Kith's own.
error-colour = Write the colour as a hash and six numbers or letters from a to f, for example #00635b
error-colour-pale = White words would be hard to read on this colour. Choose a darker one.
done-brand = Name and colour are saved.

area-boroughs = Boroughs
area-boroughs-hint = One a line.
error-boroughs-missing = Enter at least one borough
error-boroughs = Enter names of boroughs, one a line, with letters only
done-area = The area is saved.

message-text = A short message goes to your own address:
message-stays = No mail server is set, so messages stay as files in the outbox folder of the data folder. Set smtp to let them leave.
message-last = Last test:
message-button = Send a test message
message-state-waiting = On its way
message-state-waiting-colour = yellow
message-state-waiting-text = Reload this page in a moment.
message-state-handed = May have been sent
message-state-handed-colour = orange
message-state-handed-text = Kith stopped while it was handing the message over. Look into your mailbox.
message-state-sent = Handed over
message-state-sent-colour = green
message-state-sent-text = The mail server took it, or it lies in the outbox folder. Look whether it has arrived.
message-state-failed = Failed
message-state-failed-colour = red
message-state-failed-text = The mail server did not take it. Check smtp and mail_from in the settings, then try again.
done-test-sent = The test message is on its way.
done-test-waits = A test message is on its way already.
mail-test-subject = A test from { $brand }
mail-test-text = Hello,

    this is the test message that you asked { $brand } for. It arrived: messages leave the house.

pathways-text = A pathway is one kind of support, with its questions, clocks and reasons. These come with Kith. A team takes referrals by the pathways that are ticked on its page.
pathways-nobody = No team takes referrals by it yet.
pathways-teams = Organisations and teams

directory-look = Look at them
directory-import = Services come from a file, with a command on the machine that Kith runs on:
directory-command = kith import services services.csv --feed my-list

backups-last = The last backup was written on
backups-none = No backup is known of yet.
backups-text = A backup is written with a command on the machine that Kith runs on, while people work. Let a timer run it every night:
backups-command = KITH_BACKUP_PASSPHRASE='…' kith backup kith.backup
backups-key = The key file is not in it. Keep it in another place, and try a restore before you need one.

organisations-title = Organisations and teams
organisations-add = Add an organisation
organisations-add-team = Add a team
organisations-setting = Refers from:
organisations-receives = takes referrals
organisations-no-team = No team yet.
organisation-kind = What is it?
organisation-region = Region
organisation-icb = Integrated care board
organisation-place = Place
organisation-pcn = Primary care network
organisation-practice = GP practice
organisation-trust = Trust
organisation-council = Council
organisation-jobcentre = Jobcentre
organisation-care-home = Care home
organisation-charity = Charity
organisation-group = Community group
organisation-funder = Funder
organisation-setting = Where its referrals come from
organisation-setting-hint = Filled in for whoever refers from here. Leave it open if nobody does.
organisation-setting-none = Nobody refers from here
error-kind-missing = Choose what it is
organisation-change = Change an organisation
organisation-code = ODS code
organisation-code-hint = Letters and digits, for example F84077. Leave it empty if it has none.
organisation-parent = Part of
organisation-parent-none = Nothing else
organisation-end = When it ends
organisation-end-text = For an organisation that closes or becomes part of another. Leave both open while it goes on.
organisation-until = Its last day
organisation-until-hint = Nothing ends by itself on that day: end its teams before it.
organisation-successor = What comes after it
organisation-successor-none = Nothing
organisations-change = Change
organisations-parent = part of
organisations-until = Last day:
organisations-successor = then
organisations-over = Over
organisations-over-colour = grey
organisations-over-teams = Its last day has passed, and people still work in its teams. End the teams, or choose a later day.
error-organisation-code = Write the code with letters and digits only, three to twelve of them
conflict-organisation-over = This organisation is over. Add the team to what came after it.
done-organisation-changed = The organisation is changed.
done-organisation = The organisation is added. Add its first team now.

new-team-receives = Does it take referrals?
new-team-receives-yes = Yes, it supports people
new-team-receives-no = No, it refers or administers
new-team-pathways = Pathways
new-team-pathways-hint = For a team that takes referrals.
new-team-areas = Boroughs it serves
new-team-areas-hint = None means everywhere.
new-team-no-area = It will serve everywhere, since no boroughs are known yet:
new-team-phone = Telephone
new-team-phone-hint = For people who are referred to it. It may be left empty.
error-receives-missing = Choose whether it takes referrals
error-pathways-missing = Choose at least one pathway, since it takes referrals
team-change-title = Change a team
done-team-changed = The team is changed.
team-end-title = End this team
team-end-ready = Nothing is open with it. When you end it:
team-end-roles = { $n ->
    [0] nobody works in it any more.
    [one] one role ends with it. Whoever has no other is signed out everywhere at once.
   *[other] { $n } roles end with it. Whoever has no other is signed out everywhere at once.
}
team-end-closed = { $n ->
    [one] nobody can open the one case that it has closed, or take it up again. It stays in the database.
   *[other] nobody can open the { $n } cases that it has closed, or take them up again. They stay in the database.
}
team-end-lines = { $n ->
    [one] what the public page says of it is taken off
   *[other] what { $n } public pages say of it is taken off
}
team-end-for-good = this cannot be taken back. A new team of the same name can be added, with nothing of the old one in it.
team-end-button = End it now
team-end-open = It cannot end yet, because somebody would wait for an answer that nobody gives:
team-end-waiting = { $n ->
    [one] one referral waits in its inbox: accept it or send it back.
   *[other] { $n } referrals wait in its inbox: accept them or send them back.
}
team-end-cases = { $n ->
    [one] one case is open: close it.
   *[other] { $n } cases are open: close them.
}
team-end-links = { $n ->
    [one] one service can still answer about somebody whose case is closed: the lead takes that back, or waits for it.
   *[other] { $n } services can still answer about people whose cases are closed: the lead takes those back, or waits for them.
}
team-end-sent = { $n ->
    [one] one referral that its organisation sent has not been decided. It may come back, and this is the last team there to read why.
   *[other] { $n } referrals that its organisation sent have not been decided. They may come back, and this is the last team there to read why.
}
team-end-notes = { $n ->
    [one] one note from a link worker is not filed, and this is the last team there to file it.
   *[other] { $n } notes from link workers are not filed, and this is the last team there to file them.
}
team-end-who = Who these are about is for the team to see, not for administrators: ask the team.
team-end-receives = So that nothing new comes in meanwhile, let it take no more referrals
done-team-ended = The team has ended.
past-title = What was changed
past-from = from
past-to = to
past-nothing = nothing
changed-kind = Kind
changed-name = Name
changed-code = ODS code
changed-parent = Part of
changed-setting = Where its referrals come from
changed-until = Last day
changed-successor = What comes after it
changed-receives = Takes referrals
changed-pathways = Pathways
changed-areas = Boroughs
changed-languages = Languages
changed-phone = Telephone
organisation-added = Added
team-added = Added
team-ended = Ended
done-team = The team is added. Invite its first colleague now.
