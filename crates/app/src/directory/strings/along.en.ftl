# Taking a service along: by telephone, e-mail or on paper, and a list of several.

service-ring = Ring
service-finding = Finding it
along-title = Send or print
along-scan = Onto a phone
along-scan-text = Open the camera of the phone and point it at the square. It opens the page of this service.
along-qr = Square to scan: the page of { $name }
along-send = Send it from this device
along-send-text = You choose who it goes to. It goes out from your own device, not from us.
along-text = Text message
along-email = E-mail
along-copy = Copy the link
along-copied = Copied
along-print = Page to print, in large letters
along-print-now = Print
along-print-menu = To print, use the menu of your browser.
along-what = This is what is sent
along-phone = Phone: { $phone }
along-nothing-kept = We keep nothing about who sends or prints this.
along-not-counted = This page is for you or a colleague, and is not counted.
along-careful-title = Think first: who else sees this phone, e-mail or paper?
along-careful = If somebody hurts, follows or controls the person, a message or a link can put them in danger. It can show up on a locked screen, and stay in messages, e-mail and the list of pages visited.
along-careful-instead = It may be safer to say it, or to write down only the phone number. Ask the person what is safe.
along-sheet-scan = Scan this with a phone to see the page:
along-sheet-printed = Printed on { $day }.

shortlist-title = Your list
shortlist-private = Your list is kept in this browser only. We do not keep it, and nobody else sees it unless you send it. Do other people use this device? Empty the list before you go.
shortlist-no-scripts = Without scripts, the list is on this page only. It is gone when you leave the page. Add to it below, then print or send it.
shortlist-count = { $n ->
    [0] Nothing on your list is still here
    [one] One service on your list
   *[other] { $n } services on your list
}
shortlist-keep = Keep
shortlist-kept = On your list
shortlist-remove = Take off
shortlist-empty = Empty the list
shortlist-none = Nothing on your list yet
shortlist-none-text = Find a service and choose “Keep”. You can print your list or send it.
shortlist-gone = A service that you had kept is not here any more.
shortlist-full = Your list is full. It holds { $n } services. Take one off to add another.
shortlist-not-counted = A list that you send or print is not counted. Give a service from its own page, and it is.
shortlist-add = Add another
shortlist-add-hint = Its name, or what would help
shortlist-put = Put on the list
shortlist-failed = The list could not be shown. Try again when you are online.
