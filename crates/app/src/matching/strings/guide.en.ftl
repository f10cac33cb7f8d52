# Five questions for somebody who is not sure.

guide-step = Question { $n } of { $of }
guide-about = What is hard just now?
guide-about-text = Choose as many as you like. You can leave any question out.
guide-need = What would help?
guide-need-text = Choose what fits. If nothing does, go on.
guide-who = Who is it for?
guide-who-me = Me
guide-who-child = A child
guide-who-young = A young person of 11 to 18
guide-who-older = An older person
guide-who-else = Somebody else
guide-language = A language that they speak best
guide-near = Where?
guide-possible = What would make it possible to go?
guide-free = It has to cost nothing
guide-women = It has to be for women, or for everybody
guide-access = They need
guide-next = Next
guide-show = Show what might help
guide-kept = Your answers are not kept.
guide-find = Search by yourself instead
guide-found = This might help
guide-found-text = It is worked out from your answers, and each says why.
guide-none = Nothing in our list fits all of that. Change your answers, or look by need.
guide-change = Change the last answers
guide-again = Start again
