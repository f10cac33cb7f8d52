# Words of matching: parts of a score, why a service is left out, what speaks for one. (Those that searching shows too stand with the directory.)

part-needs = Needs
part-words = Words of the story
part-distance = Distance
part-language = Language
part-cost = Cost
part-capacity = Room and waiting time
part-truth = How far the entry can be relied on
why-needs = Helps with: { $needs }
why-needs-near = Helps with something like: { $needs }
why-places = Had { $n } places free when last checked
why-places-one = Had one place free when last checked
why-wait = About { $n } weeks to wait
why-wait-one = About a week to wait
why-ages = Takes this age
why-serves = Serves { $borough }
why-checked = Checked { $days } days ago
why-checked-today = Checked today
why-checked-yesterday = Checked yesterday
why-route-professional = You have to refer; they cannot come by themselves
unknown-places = Not known: whether there is room
unknown-only-women = Only for women: the person's gender is not known
unknown-only-men = Only for men: the person's gender is not known
unknown-only-lgbt = For LGBT people: ask whether that fits
unknown-age = Only for some ages: the person's age is not known
unknown-area = Only for people who live in { $boroughs }
unknown-route-professional = A professional has to refer
not-age = Not for this age ({ $ages })
not-gender-women = For women only
not-gender-men = For men only
not-area = Only for people who live in { $boroughs }
not-full = Full, and no waiting list is known
not-closed = Closed
not-masked = Its address is not public: only a professional may put people in touch
not-free = It is not free
not-access = Known not to have: { $what }

match-title = What might fit
match-near = Near { $place }.
match-nowhere = No postcode is known, so nothing is ordered by distance.
match-needs = Looking for:
match-how = Ordered by how well they fit, from what is written in the plan and the referral. You and the person decide.
match-only-free = Only what is free
match-also-paid = Also what costs something
match-why = Why
match-score = Fits { $score } of 100: how this is worked out
match-points = { $points } of { $most }
match-ask = Ask them
match-no-email = No e-mail address is known: ring them, and log it as a contact.
match-full = Full
match-full-colour = orange
match-none = Nothing fits what is written so far
match-none-text = Write down what matters to them and what they need, or search the whole directory:
match-none-find = Find support
match-left-out = { $n ->
    [one] One service was left out
   *[other] { $n } services were left out
}
