# Words of signing in, accounts and teams.

nav-team = Team
sign-in-title = Sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-as = Signing in as
sign-in-other = Somebody else
sign-in-desk = Signed in here today
sign-in-help = If you cannot sign in, ask your team lead or administrator for a new invitation.
error-sign-in = The e-mail address and password do not fit together. Check both; capitals matter in the password.
error-sign-in-wait = Too many wrong tries. Wait { $seconds } seconds, then try again.
error-email-missing = Enter an e-mail address
error-password-missing = Enter a password
error-email-taken = Somebody with this e-mail address has an account already
error-email-left = This account was closed. Ask an administrator.
error-already-member = They already have this role in this team
error-name-missing = Enter a name
error-role-missing = Choose a role
error-code = That code is not right, or was used before. Wait for the next one, or use a printed code.
error-old-password = That is not your present password

second-step-title = One more step
second-step-code = Code from your app, or a printed code
second-step-hint = Six digits that change every 30 seconds. A printed code has eight letters and numbers.
second-step-lost = Lost your key or telephone, and your printed codes? Ask your administrator for new printed codes.
second-step-filled = This is a demonstration, so we have filled in the code for you.

welcome-title = Welcome to Kith
welcome-text = Hello { $name }. Choose a password to begin.
welcome-password = New password
welcome-button = Save the password
password-hint = At least { $min } characters. Three words that do not belong together are good.
done-welcome = Your password is saved. Sign in with it now.
done-signed-out = You have signed out.
done-timed-out = You were signed out after 15 minutes without activity. What you had typed is kept: sign in to go on.

account-title = Your account
account-name = Name
account-sessions = Where you are signed in
account-sessions-text = If you do not know one of these, end it and change your password.
account-device = Browser
account-began = Signed in
account-seen = Last used
account-action = Action
account-this-one = This one
account-end = End
account-factor = Second step of signing in
account-has-app = You use an authenticator app.
passkey-title = Add a passkey or security key
passkey-what = This can be a key that you plug in, your telephone, or this computer's own fingerprint or PIN. You keep signing in with your password; the key is the second step.
passkey-name = A name for it
passkey-name-hint = So that you can tell it from others, such as "Blue key" or "My telephone".
passkey-add = Add it now
passkey-or-app = Use an authenticator app instead
passkey-not-here = Browsers offer keys only at a secure address with a name, and this one has none. Use an authenticator app.
passkey-use = Use a passkey or security key
passkey-or-code = Or type a code
passkey-elsewhere = Your browser offers keys only at { $origin }. Open Kith there, or type a code.
passkey-failed = The key did not answer. Try again, or use a code.
passkey-none = This browser has no passkeys. Use another way.
passkey-column = Key
passkey-caption = Passkeys and security keys
passkey-added = Added
passkey-never-used = Not yet
passkey-remove = Remove
passkey-only-one = Your only one: add another first
done-passkey = Your key is added. It is asked for when you next sign in.
done-passkey-removed = That key is removed.
error-passkey = That key did not fit. Try again, or type a code.
error-passkey-name = Give it a name
error-passkey-not-added = The key was not added. Try again; if it was added before, it is in your list already.
error-passkey-script = Your browser did not ask for the key: scripts are off. Use an app or a printed code.
conflict-passkey-last = This is your only key, and your work needs a second step. Add another key or an app first.
account-no-app = You have no authenticator app yet.
account-codes-left = { $n ->
    [0] You have no printed codes left.
    [one] You have one printed code left.
   *[other] You have { $n } printed codes left.
}
account-add-app = Add an authenticator app
account-replace-app = Put another authenticator app in its place
account-new-codes = Make ten new printed codes
account-password = Change your password
account-old-password = Present password
account-new-password = New password
account-change-password = Change password
account-theme = Light or dark
account-theme-legend = How pages look
theme-auto = As the device
theme-light = Light
theme-dark = Dark
done-password = Your password is changed. You were signed out everywhere else.
done-theme = Saved.
done-session = That session has ended.

factor-title = Add an authenticator app
factor-why = You work with people's private lives, so a password is not enough. Add an app now; it takes two minutes.
factor-replaces = Your present app keeps working until you have typed a code of the new one; from then on only the new one counts.
error-factor-anew = That key is no longer good. Type the new key below into your app, then its six digits.
factor-step-1 = Open an authenticator app on your telephone. Any will do.
factor-step-2 = Add an account there and type this key:
factor-link = Or, on the telephone itself, open this link
factor-step-3 = Type the six digits that the app now shows.
factor-code = Six digits
factor-or-passkey = Use a passkey or security key instead
codes-title = Your printed codes
codes-text = Each code works once, when you do not have your telephone. Keep them where you keep your door key. They are shown only now.
codes-print = Print this page now (Ctrl and P), or write them down.

role-receptionist = Receptionist
role-clinician = Clinician
role-discharge-nurse = Discharge nurse
role-link-worker = Link worker
role-lead = Team lead
role-group-keeper = Community group
role-commissioner = Commissioner
role-administrator = Administrator

team-invite = Invite a colleague
team-invited = invited, has not signed in yet
team-role = Role
team-languages = Languages
team-empty = Nobody works here yet
team-empty-text = Invite a colleague: they get a link by e-mail and choose their own password.
team-others = Other teams
invite-title = Invite a colleague
invite-text = They get an e-mail with a link that works for three days, and choose their own password. They will work in { $team }.
invite-roles-of-the-lead = Who may see what people tell this team is decided by its lead, not by an administrator. Ask { $leads } to invite link workers and further leads.
invite-first-lead = This team has no lead yet. Invite its lead, who then invites the link workers.
error-language = “{ $language }” is not a language that is known here. Write its name in English, or its code.
languages-spoken = Languages
languages-other = Other languages
languages-other-hint = Names or codes with commas between them, for example: Tamil, British Sign Language
team-areas = Boroughs
team-phone = Telephone
team-change = Change or end this team
team-ended-on = This team ended on
error-organisation-there = There is an organisation with this name already
error-organisation-code-there = Another organisation has this code
error-organisation-circle = It cannot be part of itself, or of something that is part of it
error-organisation-has-teams = Not all of its teams have ended (still going: { $n }). End them first, or choose a day that lies ahead
error-organisation-until-missing = Choose its last day too, since something comes after it
error-organisation-successor = Choose an organisation that goes on
error-team-there = This organisation has a team with this name already
error-own-role = You cannot give a role to your own account. Ask somebody else who may.
conflict-own-role = You cannot give a role to your own account. Ask somebody else who may.
conflict-role-of-the-lead = Who may see what people tell a team is decided by that team's lead. Ask them.
invite-button = Send the invitation
done-invited = The invitation is on its way.
administration-name = Administration
done-joined = They have the role now. No message was sent, since they sign in already: tell them.
member-change = Name and languages
done-member-changed = Saved.
conflict-team-ended = This team has ended. Nobody can be added to it, and nothing can be sent to it.
conflict-last-administrator = Nobody else could administer the house then. Invite another administrator first, and wait until they have signed in.
member-invited = Has not signed in yet
member-invited-text = A link works for three days.
member-invite-again = Send a new link
member-move = Move to another team
member-move-to = Team
member-move-button = Move
member-end = End their work here
member-end-text = They lose this role now. If it is their last one, they are signed out everywhere at once.
member-end-button = End now
done-member-ended = Done. They no longer have this role.
done-member-moved = They have moved.

mail-invite-subject = You are invited to { $brand }
mail-invite-text = Hello,

    you are invited to work with { $brand }. Open this link within three days and choose a password:

    { $link }

    If you did not expect this, you can ignore it.
