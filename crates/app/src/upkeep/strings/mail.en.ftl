# Messages of keeping the directory true. They go to groups, and are in English.

mail-claim-subject = Do you look after { $service }?
mail-claim-text = Hello,

    somebody, we hope you, has told { $brand } that they look after the entry of { $service }. If it was you, open this address and press the button there:

    { $link }

    If it was not you, you need not do anything.
mail-keeper-asked-subject = Will you look after { $service } too?
mail-keeper-asked-text = Hello,

    somebody who looks after the entry of { $service } on { $brand } asks you to do so too, so that it stays right when they are away. If you will, open this address and press the button there:

    { $link }

    You need no account and no password.
mail-keeper-new-subject = Somebody looks after { $service } now
mail-keeper-new-text = Hello,

    somebody has shown that they are of { $service } and looks after its entry on { $brand } from now on:

    { $address }

    They can change times and costs at once. They cannot change who receives referrals unless you, or somebody of ours, says yes. If you do not know them, please tell us on the page of the entry: “Something here is wrong”.
mail-claim-waits-subject = Somebody says that they look after { $service }
mail-claim-waits-text = Hello,

    somebody has told { $brand } that they look after the entry of { $service }:

    { $address }

    Nothing has changed. Somebody of ours asks you before it does.
mail-claim-granted-subject = You look after { $service } now
mail-claim-granted-text = Hello { $name },

    we have made sure that you are of { $service }. This address lets you in for the next hour:

    { $link }

    Later you can ask for another one whenever you like.
mail-claim-refused-subject = About the entry of { $service }
mail-claim-refused-text = Hello { $name },

    we could not make sure that you look after { $service }, and nothing has changed. If that is a mistake, please ask somebody of the group to ring us.
mail-come-in-subject = Your way in
mail-come-in-text = Hello { $name },

    this address lets you in to what you look after on { $brand }, for the next hour:

    { $link }

    If you did not ask for it, you need not do anything.
mail-right-subject = Is the entry of { $service } still right?
mail-right-text = Hello,

    people are sent to { $service } by what stands here:

    { $address }

    If all of it is still right, open this address and press the one button there. You need no account:

    { $link }

    If something has changed, you can tell us on the same page.
mail-right-several-subject = Are { $n } entries still right?
mail-right-several-text = Hello,

    people are sent to your groups by what stands on { $brand }. If all of an entry is still right, open the second address under its name and press the one button there. You need no account:

    { $entries }

    If something has changed, you can tell us on the same page.
mail-contact-subject = Is this change of { $service } right?
mail-contact-text = Hello,

    somebody who looks after the entry of { $service } would like to change how people reach it or where they are sent:

    { $address }

    Until you have said yes, or somebody of ours has, nobody is sent there. See the change, and say yes or no:

    { $link }
mail-contact-next-subject = You are to receive referrals for { $service }
mail-contact-next-text = Hello,

    your address was given as the new contact of { $service } on { $brand }:

    { $address }

    Whoever is the contact now, or somebody of ours, has to say yes first. If this is a mistake, you need not do anything.
mail-contact-changed-subject = The contact of { $service } has changed
mail-contact-changed-text = Hello,

    somebody of ours has said yes to a change of how people reach { $service }, or where they are sent:

    { $address }

    You were the contact until now. If this is not right, please ring us.
mail-contact-kept-subject = Nothing has changed for { $service }
mail-contact-kept-text = Hello,

    somebody wanted to change how people reach { $service }, or where they are sent. Somebody of ours has said no. You need not do anything:

    { $address }
mail-edit-live-subject = Your change of { $service } is seen now
mail-edit-live-text = Hello,

    somebody has said yes to what you changed. This is how it stands now:

    { $address }
mail-edit-refused-subject = About your change of { $service }
mail-edit-refused-text = Hello,

    somebody has said no to what you wanted to change. The entry stays as it was:

    { $address }
mail-edit-over-subject = About your change of { $service }
mail-edit-over-text = Hello,

    the entry says something else by now of where it is than when you asked for your change, so nobody is asked about that any more. Look at what it says,
    and change it again if it still has to be:

    { $address }
mail-owner-subject = About your feed “{ $feed }”
mail-owner-text = Hello,

    this is new for your feed “{ $feed }” on { $brand }:

    records that were not let in when it was last read: { $refused }
    problems that people have reported: { $problems }
    fields that are said otherwise here: { $corrections }

    All of it stands here, with what you can do about it; the address works for thirty days:

    { $link }
