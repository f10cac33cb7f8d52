# Words of sending somebody on to a service, and of the link that the service opens.

onward-title = Onward
view-onward = Onward
view-match = Find support
onward-find = Find support
onward-none = Nobody has been asked yet
onward-none-text = Find a group or service that fits, ask them, and send it with their yes.
onward-sent = Sent
onward-sent-colour = blue
onward-unanswered = No answer yet: ring them
onward-unanswered-colour = orange
onward-accepted = Accepted
onward-accepted-colour = aqua-green
onward-declined = Declined
onward-declined-colour = red
onward-came = Came
onward-came-colour = green
onward-did-not-come = Did not come
onward-did-not-come-colour = orange
onward-withdrawn = Taken back
onward-withdrawn-colour = grey
onward-event-sent = Sent
onward-event-accepted = They said yes
onward-event-declined = They cannot
onward-first-on = First time:
onward-mail-handed = The message may have been sent; we cannot be sure. Ring them and ask, or send a new link.
onward-mail-failed = The message could not be delivered. Check the address of the service, then send a new link.
onward-locked = The link is locked or too old. Send a new one and say the new PIN on the telephone.
onward-again = New link and PIN
onward-withdraw = Take it back
done-onward-withdrawn = It is taken back. The link is dead.
done-onward-already-sent = It was sent already; nothing was sent twice. The PIN was shown once: make a new link if it is lost.
conflict-onward-done = It has already been answered or taken back.
conflict-service-no-email = This service has no e-mail address in the directory. Ring them, and log it as a contact.

onward-share-title = What should they know?
onward-share-text = Only what they need to welcome this person. Leave out illness, reasons and history.
share-called = What the person likes to be called
share-called-hint = A first name is enough
error-called-missing = Enter what they like to be called
share-wish = What they would like
share-wish-hint = In their own words if you can: “I would like to play for other people again”
error-wish-missing = Say what they would like
share-access = What they need to take part
share-access-hint = Language, hearing, steps, somebody with them
share-careful = Anything to be careful about
share-careful-hint = Only what keeps them or the group safe
share-contact = How should the service get in touch?
share-contact-person = Ring the person: { $phone }
share-contact-worker = Through me
share-contact-unsafe = It is not safe, or not possible, to ring this person directly.
error-contact-missing = Choose how the service should get in touch
share-language = Most at home in { $language }
share-language-interpreter = Most at home in { $language }, needs an interpreter
shared-called = Likes to be called: { $value }
shared-wish = Would like: { $value }
shared-access = To take part: { $value }
shared-careful = Please be careful: { $value }
shared-contact-person = Please ring them: { $value }
shared-contact-worker = Please get in touch through their link worker: { $value }

onward-yes-title = Do they say yes to this?
onward-yes-text = Read this to the person, or show it. { $service } sees exactly this and nothing else.
onward-yes-legend = May { $service } have this?
onward-yes-yes = Yes, they said yes to this
onward-yes-no = No
error-yes-missing = Choose what they said
error-yes-no = Nothing is sent without their yes. Change what is shared and ask again, or choose another service.
error-yes-not-asked = Ask them first. What you have written is kept.
onward-check-title = Check, then send
onward-check-text = { $service } gets an e-mail with a link, and no name in it. Behind the link and a PIN they see exactly this.
onward-check-email = It goes to
onward-check-shared = What they see
onward-check-change = Change what they see
onward-check-send = Send
pin-title = Say this PIN on the telephone
pin-sent = { $service } has been sent a link.
pin-text = It is shown only now, and opens nothing without the link. Ring them and say it; do not write it into an e-mail.
pin-done = Done

link-pin-title = Somebody would like to come
link-pin-text = A link worker has sent you this. To see it, type the six digits that they told you on the telephone.
link-pin-label = PIN
link-pin-hint = Six digits
link-pin-lost = No PIN? Ring the link worker who sent this and ask for a new link.
error-pin = That is not the PIN. After five wrong tries the link is locked.
link-title = Somebody would like to come
link-shared = About them
link-accept-title = Yes, we would like to welcome them
link-first = When could they come first? (you can leave this empty)
link-note = A word to the link worker (you can leave this empty)
link-accept = Yes, they can come
link-decline-title = No, we cannot
link-decline-why = Why?
error-decline-why = Choose a reason
link-decline = Say no
decline-full = We are full
decline-not-for-them = It is not right for this person
decline-not-reached = We could not reach them
decline-stopped = We do not do this any more
decline-other = Another reason
done-link-accepted = Thank you. The link worker sees that you said yes. Come back with the same link after they have been.
done-link-did-not-come = Thank you. If they come later, open the link again.
link-attend-title = Did they come?
link-attend-text = After the first time, please say whether they came. That is all.
link-said = How was it? (you can leave this empty)
link-said-hint = A sentence is enough
link-came = Yes, they came
link-did-not-come = No, they did not come
link-done-title = Thank you
link-done-came = The link worker now knows that they came.
link-done-declined = The link worker now knows, and will look for something else.
link-done-text = This link has done its work and opens nothing any more.

mail-onward-subject = Somebody would like to come to { $service }
mail-onward-text = Hello,

    a link worker has sent somebody to { $service } through { $brand }. To see who, open this link:

    { $link }

    You will be asked for a PIN. The link worker tells it to you on the telephone.
    Opening the link changes nothing. If you did not expect this, you can ignore it.
