# Words of keeping the directory true that only those who work here read.

nav-upkeep = Upkeep
upkeep-queue = What waits in the directory
upkeep-paused-asked = Its group asked that nobody is sent there just now.
upkeep-paused-alone = Whoever asked for it does not look after the entry any more: ask the group whether people may come.
upkeep-paused-contact = Nobody can be sent there: a change of contact or place waits for a yes.
upkeep-truth = How far it can be relied on: { $n } of 100
upkeep-truth-text = The three are multiplied. An entry is complete when it says eight things that people ask for; a confirmation counts fully for 90 days and half after a year; each time that nobody was reached takes away three tenths until somebody is.
upkeep-complete = How much it says
upkeep-fresh = How lately it was confirmed
upkeep-reached = Whether it could be reached
upkeep-unreached = { $n ->
    [one] not reached once
   *[other] not reached { $n } times
}
percent = { $n } %
checked-by-group = by the group
checked-by-officer = by somebody of ours
checked-by-worker = by a link worker
checked-by-publisher = by the list that it comes from
check-heading = Did you ring them?
check-how = How?
check-rang = I rang
check-visit = I was there
check-found = What did you find?
check-right = All of it is right
check-unreachable = I reached nobody
check-note = Anything else (you can leave this empty)
check-button = Write it down
error-check-how = Say how you tried
error-check-found = Say what you found
check-ask = Ask the group by e-mail
done-group-asked = We have asked them. They press one button if all is right.
done-checked = Written down. The entry says that it was checked today.
done-tried = Written down. The entry sinks a little until somebody is reached.
check-how-link = by message
check-how-keeper = its keeper
check-how-rang = rang
check-how-visit = was there
check-outcome-right = all right
check-outcome-unreachable = nobody reached
upkeep-waits = What waits
upkeep-fields = What it says, and where that comes from
upkeep-source = What is not said otherwise comes from the feed “{ $source }”.
upkeep-repairs = { $n ->
    [one] One thing was mended when it came in
   *[other] { $n } things were mended when it came in
  }
upkeep-repairs-text = Struck out is what its source sent. Where we mended it wrongly, say it as it was sent, or otherwise: that stays, whatever the source sends next.
upkeep-take-back = Take it back
origin-keeper = Said by who looks after it
origin-worker = Said by somebody here
origin-officer = Said by somebody here
origin-source-says = Its feed says now:
upkeep-keepers = Who looks after it
upkeep-no-keeper = Nobody yet. Ask them: “This is our group” stands on their page.
upkeep-remove = They do not look after it any more
upkeep-remove-text = They are out at once, for all that they look after of this organisation, and what they asked for falls. If they are none of the group, whom they let in is out too, and no address is proof enough for the next.
upkeep-remove-left = They have left, or have died
upkeep-remove-not-theirs = They are not of the group
done-keeper-removed = They do not look after it any more.
upkeep-checks = When somebody tried
upkeep-no-checks = Nobody has written anything down yet.
proof-mailbox = by the address in the entry
proof-domain = by the domain of the group’s own web site
proof-register = by the register of charities
proof-call-back = somebody rang the group
proof-officer = somebody here knows
proof-keeper = asked by another keeper
reported-times = { $n ->
    [one] said once
   *[other] said { $n } times
}
queue-none = Nothing waits
queue-none-text = Claims, changes and problems stand here until somebody has looked into them.
queue-claims = Who says that they look after an entry
queue-claim = { $who } ({ $email }) says that they look after it.
queue-claim-kept = { $n ->
    [one] Somebody looks after it already.
   *[other] { $n } people look after it already.
}
queue-claim-entries = It is about all { $n } entries of this organisation.
queue-heard = Somebody rang: they do.
queue-claim-lead = Ringing is not enough here: a lead or an administrator says yes. What you heard is written down for them.
queue-claim-heard = I rang: they do
done-claim-heard = Written down. A lead or an administrator says yes.
queue-later = New under organisations that somebody looks after
queue-later-text = These entries came after somebody had shown that they look after others of the same organisation. Are they theirs too?
queue-later-who = { $who } ({ $email }) looks after other entries of { $provider }.
queue-later-yes = It is theirs too
queue-later-no = It is not theirs
done-later-theirs = They look after it too from now on.
done-later-not = It stays without them.
queue-prove-call-back = Ring the number that stands in the entry, and no other, and ask whether they do:
queue-prove-officer = The entry has no number. Say yes only if you know the group and have asked them.
queue-claim-yes = They do
queue-claim-no = They do not
done-claim-granted = They look after it now, and have been sent a way in.
done-claim-refused = They have been told that we could not make sure.
conflict-claim-decided = Somebody has decided about this claim already.
queue-edits = Changes that wait for a yes
queue-by-keeper = Asked for by who looks after it,
queue-by-worker = Asked for by somebody here,
queue-contact = Nobody is sent there until this is decided. Its present contact was written to. Ring the number that stands in the entry now:
queue-contact-worker = Make sure with the group before you say yes:
queue-edit-yes = Yes, show it
queue-edit-no = No
done-edit-live = It is seen now.
done-edit-refused = The entry stays as it was.
queue-corrections = Where a feed has come to say something else
queue-corrections-text = Somebody here or of the group said otherwise than the feed, and now the feed says something new. Which is right?
queue-theirs = The feed “{ $source }” says now
queue-keep = Keep ours
queue-take = Take theirs
done-correction-kept = Ours stays.
done-correction-taken-back = What the feed says stands there now.
conflict-correction = The feed says something else by now, or somebody has decided already.
queue-problems = What people say is wrong
queue-fixed = It is mended
queue-nothing = Nothing is wrong
queue-more = { $n ->
    [one] One more of the same kind
   *[other] { $n } more of the same kind
}
queue-already-fixed = Somebody has answered this already: it is mended. What you said was not written down.
queue-already-nothing = Somebody has answered this already: nothing is wrong. What you said was not written down.
done-problem-answered = Written down.
old-title = Which entries are old
old-lead = { $old } of { $total } entries were not confirmed for half a year, or never.
old-text = Confirmed: by the group, by somebody here, or by the list that it comes from. Within 90 days, within a year, and longer ago or never.
old-due = To ring next
old-due-none = Nothing is old.
old-used = people were sent there lately
old-by-borough = By borough
old-by-need = By need
old-all = All
old-fresh = 90 days
old-year = A year
old-old = Older
old-none = There are no entries yet.

# Entries that may be the same.
alike-title = What may be the same
alike-text = Several lists may have the same group. Look at both: what they say word for word alike is left out, but for when and where. What you say is not asked again.
alike-organization = Is this one organisation?
alike-location = Is this one place?
alike-service = Is this one service?
alike-source = From the feed “{ $source }”
alike-stands = If they are one, people are sent where “{ $name }” of the feed “{ $source }” says:
alike-stands-told = Whoever reads the mail of the other is told that nobody is sent to them any more.
alike-same = They are one
alike-different = They are two
alike-unsure = I cannot tell
alike-none = Nothing to compare
alike-none-text = Entries that look alike stand here until somebody has said what they are. They are looked for every few hours.
field-services = Its services
conflict-alike-decided = Somebody has said something about these two already.
conflict-both-kept = Somebody looks after each of them. Ask both of them first: one has to stop looking after theirs.
done-alike-same = They are shown as one from now on.
done-alike-different = They stay two.
done-alike-unsure = Left as it is.
queue-alike = { $n ->
    [one] Two entries may be the same
   *[other] { $n } pairs of entries may be the same
}
upkeep-members = Also here
upkeep-members-text = Several entries are shown as this one. What says how people come and where is what this entry says; of the rest, what was confirmed last.
alike-apart = They are two
alike-same-number = The same number in a register
alike-same-email = The same mailbox
alike-same-page = The same page on the web
alike-same-host = The same web site
alike-same-phone = The same telephone number
alike-same-helpline = The same number for the whole country
alike-same-name = The same name
alike-close-name = Nearly the same name
alike-name-within = One name is in the other
alike-initials = One name is the first letters of the other
alike-similar-name = Names that have something in common
alike-told-name = One text names the other
alike-told-number = One text names the other’s number
alike-told-move = A text says that it moved
alike-told-day = One text names the other’s day
alike-same-door = The same door
alike-same-postcode = The same postcode
alike-close-postcode = Postcodes that are nearly the same
alike-same-street = The same street
alike-near = Near each other
alike-same-district = The same district
alike-same-organisation = The same people run it
alike-same-time = The same day and time
alike-different-number = Other numbers in one register
alike-different-number-in-name = Other numbers in the names
alike-different-sex = For women, for men
alike-different-side = North and south, or the like
alike-different-level = For other levels
alike-different-ages = For other ages
alike-different-language = In other languages
alike-different-days = On other days
alike-different-times = At other times
alike-beside-it = Friends of it, or its shop
alike-different-name = Other names
alike-different-house = Other house numbers
alike-different-unit = Another floor or unit
alike-different-place = Another place
alike-different-organisation = Other people run it
upkeep-resume = Send people there again
done-resumed = People are sent there again.
conflict-alike-apart = Somebody said of others, that would be one with these, that they are two. Take those up first.
conflict-claim-own = This is your own claim. Somebody else decides about it.
alike-organisations = Organisations that are shown as one
alike-organisations-text = Entries of two lists that are one organisation.
alike-places = Places that are shown as one
