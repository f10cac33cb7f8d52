# Words of measures and of notes to the practice.

nav-notes = Notes
measure-ask = Ask the questions
measure-again = Ask again
measure-once = What they answered
measure-since = What has changed
measure-rule = Read the questions as they are written. Only the person’s own answers count: nobody answers for them. They may leave any question out.
measure-too-young = These questions are for people of { $age } years and older.
measure-mode = How were they answered?
mode-self = They filled it in themselves
mode-assisted = They were asked aloud
mode-interpreter = They were asked through an interpreter
measure-taken = When?
measure-question = Question
measure-first = First
measure-last = Latest
measure-change = Change
measure-table = First and latest answers
measure-definition = Answers from 0 (not at all) to 10 (completely). Each question stands for itself; they are not added up. To be less anxious is better.
measure-licence = Questions:
answer-declined = Did not want to answer
answer-not-given = Not asked
change-better = better by { $n }
change-worse = worse by { $n }
change-same = as before
error-measure-empty = Answer at least one question, or choose “Did not want to answer”
error-mode = Choose how the questions were answered
error-taken = Enter the day on which they answered
error-taken-future = The day cannot be in the future
done-measure-taken = The answers are written down.
conflict-too-young = They are too young for these questions.

note-title = Note to the practice
note-to = To { $organisation }. They see this note and nothing else of the record.
note-draft = Draft, from the plan
note-actions = Plan and actions
note-no-actions = No actions are asked of the practice, and none are planned at the moment.
note-summary = Summary
note-summary-hint = What has happened and what has changed, for somebody with one minute
note-contacts = { $n ->
    [0] They have not been spoken with yet.
    [one] They were spoken with once.
   *[other] They were spoken with { $n } times.
}
note-last-contact = Last on
note-closed = The support has ended:
note-no-needs = None written down.
note-no-goals = No goal has been set.
note-measures = Wellbeing, first and latest
note-no-measures = Not measured.
note-onward = Where they were referred on to
note-no-onward = No service is named here.
note-named = Where may the practice know that they were sent?
note-named-hint = Tick only what they are content for the practice to know. What is not ticked is not in the note.
note-attended = { $n ->
    [one] been there once
   *[other] been there { $n } times
}
note-signed = Written by
note-number = Note { $n }
note-make = Make the note
note-made-before = Notes made
note-none-yet = None yet
note-side = Filing
note-filed = Filed
note-filed-colour = green
note-unfiled = Not filed
note-unfiled-colour = yellow
note-file = Mark as filed
note-file-text = When it is in the person’s record at your practice.
error-note-summary = Write a short summary
done-note-made = The note is made. The practice finds it under Notes until it is filed.
done-note-filed = The note is marked as filed.
conflict-note-made = A note was made in the meantime. Look at it before you make another.

notes-title = Notes not filed
notes-text = Notes from link workers that nobody has filed yet.
notes-made = Made
notes-none = Nothing to file
notes-none-text = Notes from link workers appear here.
