provision-map-label = Khariidadda degmooyinka leh xiriiriyeyaal
provision-map-help = Taabo degmo si aad u aragto sida loo helo xiriiriyeyaasheeda. Shaxduna isla wixii bay sheegtaa.
provision-map-failed = Khariidadda lama soo tusi karin. Shaxdu isla wixii bay sheegtaa.
