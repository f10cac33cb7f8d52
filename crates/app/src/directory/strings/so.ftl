nav-directory = Raadi
find-title = Raadi taageero kuu dhow
find-words = Maxaa ku caawin kara?
find-words-hint = Tusaale heeso, deyn, cid aan la hadlo
find-near = U dhow
find-near-hint = Postcode ama qaybtiisa hore, sida E15
find-filters = { $n ->
    [0] Doorashooyin kale
   *[other] Doorashooyin kale ({ $n } ayaa shidan)
}
find-within = Masaafada
find-any-distance = Masaafo kasta
find-within-km = Ilaa { $km } km
find-borough = Degmada (borough)
find-any-borough = Degmo kasta
find-need = Waxa uu ka caawiyo
find-any-need = Wax kasta
find-day = Maalinta
find-any-day = Maalin kasta
find-language = Luqadda halkaas lagu hadlo
find-any-language = Luqad kasta
find-free = Bilaash ah
find-button = Raadi
find-by-need = Ku raadi waxa dadku u baahan yihiin
find-chips = Waxa aad dooratay; mid raac si aad uga saarto
find-remove = ka saar
find-results = Natiijooyinka
find-total = { $n ->
    [one] Hal adeeg
   *[other] { $n } adeeg
}
find-unsure = { $n ->
    [one] Hal ka mid ah, oo dhammaadka ku jira, ma ogin inuu ku habboon yahay wax kasta oo aad dooratay.
   *[other] { $n } ka mid ah, oo dhammaadka ku jira, ma ogin inay ku habboon yihiin wax kasta oo aad dooratay.
}
find-shown = { $first } ilaa { $last }
find-loose = Ma jiro mid ereyadaada oo dhan ay ku jiraan. Kuwan qaarkood baa ku jira.
find-middle = U dhow { $place }: masaafada waxaa laga xisaabay qiyaastii bartamaha, xariiq toosan.
find-km = { $km } km
find-checked = { $n ->
    [0] Maanta ayaa la hubiyay
    [one] Shalay ayaa la hubiyay
   *[other] { $n } maalmood ka hor ayaa la hubiyay
}
find-pages = Bogagga natiijooyinka
find-earlier = Kuwii hore
find-later = Kuwa xiga
find-page = Bogga { $n }
find-nowhere = Meeshaas ma naqaan, markaa natiijooyinka looma kala hormarin masaafo ahaan. Isku day postcode qaybtiisa hore, sida E15, ama magaca degmo.
find-none = Waxba lama helin
find-none-text = Taas macnaheedu ma aha inaan waxba jirin: liiskayagu ma dhammaystirna. Isku day ereyo ka yar, ama:
find-urgent = Haddii aysan sugi karin: caawimo degdeg ah, habeen iyo maalin
chip-words = “{ $words }”
chip-near = U dhow { $place }
chip-within = Ilaa { $km } km
chip-borough = Gudaha { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Bilaash
chip-part = Qaybta khariidadda ee muuqata
try-wider = Ka raadi ilaa { $km } km ({ $n })
try-anywhere = Ka raadi masaafo kasta ({ $n })
try-everywhere = Ka raadi meel walba, ma aha qaybtan khariidadda oo keliya ({ $n })
try-any-borough = Degmo kasta ({ $n })
try-any-day = Ka raadi maalin kasta ({ $n })
try-not-free = Sidoo kale kuwa lacagta ah ({ $n })
try-any-language = Luqad kasta ({ $n })
try-any-need = Wax kasta ha ka caawiyee ({ $n })
try-without-words = Isla raadintan, ereyadaada la'aantood ({ $n })
by-need-title = Ku raadi baahida
by-need-lead = Dooro ka ugu dhow xaaladdaada. Qofna qasab kuma aha inuu si buuxda mid ugu habboonaado.
by-need-none = weli waxba kuma jiraan liiskayaga

places-title = Ku raadi degmada
places-lead = { $n ->
    [one] Hal adeeg ayaa liiska ku jira.
   *[other] { $n } adeeg ayaa liiska ku jira.
}
places-means = Adeeg waxaa lagu tiriyaa degmada uu ku yaal, iyo degmooyinka dadkooda loogu talagalay. Markaa in ka badan hal mar ayaa la tirin karaa. Degmo waxaa ku yaalli kara wax ka badan inta halkan ku qoran: liiskayagu ma dhammaystirna.
places-none = Liiskayagu weli waa faaruq.
places-nowhere-title = Degmo la'aan
places-nowhere = { $n ->
    [one] Hal adeeg ma sheego meesha uu ku yaal.
   *[other] { $n } adeeg ma sheegaan meesha ay ku yaalliin.
}
places-nowhere-comes = { $n ->
    [one] Mid ka mid ah ayaa dadka u yimaada, ama ku shaqeeya taleefan ama internet.
   *[other] { $n } ka mid ah ayaa dadka u yimaada, ama ku shaqeeya taleefan ama internet.
}
places-nowhere-more = { $n ->
    [one] Iyo mid kale, liiska adeegyada oo dhan
   *[other] Iyo { $n } kale, liiska adeegyada oo dhan
}
places-empty = Weli waxba kuma qorna
place-title = Taageerada laga helo { $place }
place-lead = { $n ->
    [one] Hal adeeg ayaa halkan ku yaal, ama loogu talagalay dadka halkan deggan.
   *[other] { $n } adeeg ayaa halkan ku yaal, ama loogu talagalay dadka halkan deggan.
}
place-words = { $place }: maxaa ku caawin kara?
place-needs = Waxa caawimo laga helo
place-all-needs = Dhammaan { $n } nooc oo baahi ah, iyo inta adeeg ee mid kasta ka caawisa
place-missing = { $n ->
    [one] Hal nooc oo baahi ah waxba halkan looguma hayo
   *[other] { $n } nooc oo baahi ah waxba halkan looguma hayo
}
place-nearest = ka ugu dhow: { $place }
place-other = kuwo aan degmo lahayn oo keliya
place-known = Waxa laga og yahay
place-what = Waxa
place-yes = Haa
place-no = Maya
place-unknown = Lama sheegin
place-free = Bilaash
place-step-free = Albaab aan jaranjaro lahayn
place-evening = Fiidkii
place-weekend = Sabtida iyo Axadda
place-there = Meel la tago
place-comes = Iyagaa kuu yimaada, ama taleefan ama internet
place-masked = Cinwaanka lama shaaciyo
place-unsaid = Lama sheegin meesha uu degmada kaga yaal
place-elsewhere = Degmo kale, loogu talagalay dadka halkan deggan
place-coming = Kuwa kuu yimaada, ama ku shaqeeya taleefan ama internet
place-coming-more = { $n ->
    [one] Iyo mid kale, liiska oo dhan
   *[other] Iyo { $n } kale, liiska oo dhan
}
place-languages = Luqadaha halkaas lagu hadlo
place-silent = { $n ->
    [one] Hal adeeg ma sheegin luqadaha lagu hadlo. Weydii.
   *[other] { $n } adeeg ma sheegin luqadaha lagu hadlo. Weydii.
}
place-cards = Kuwii ugu dambeeyay ee la hubiyay
place-all = { $n ->
    [one] Adeegga keliya ee { $place }
   *[other] Dhammaan adeegyada { $place } ({ $n })
}
place-means = Macnaha tirooyinkan
place-means-services = Adeegyada
place-means-services-text = Dhammaan kuwa furan ee sheega inay ku yaalliin { $place }, ama inay u yihiin dadka halkaas deggan. Adeeg leh dhowr kooxood ama dhowr maalmood hal mar ayaa la tiriyaa.
place-means-needs-text = Sida adeegyadu sheegaan. Hal adeeg dhowr baahiyood ayuu ka caawin karaa, markaa tirooyinkan marka la isku daro way ka badan yihiin tirada adeegyada.
place-means-unknown-text = Cidna nooma sheegin. Marnaba “maya” looma tiriyo. Marka aad raadiso wax bilaash ah ama luqad, kuwanna way soo baxaan, dhammaadka.
place-means-when-text = Wax baa socda lixda fiidnimo ka dib; Sabtida ama Axadda. Waxaa la qoraa “Lama sheegin” haddii aan cidna sheegin maalmaha, ama goorta ay dhammaato.
place-means-languages-text = Luqadaha ay ku hadlaan dadka adeegga wada, sida ay sheegeen. Adeeg dhowr luqadood leh mid kasta waa lagu tiriyaa.
place-means-cards-text = Tobanka ugu dambeeyay ee xogtooda la xaqiijiyay; waxaa xaqiijiyay kooxda lafteeda ama shaqaale. Taasi ma sheegayso sida ay u fiican yihiin.
place-means-near = Ugu dhow
place-means-near-text = Waxaa laga xisaabay bartamaha degmooyinka, xariiq toosan.
place-map = Khariidadda adeegyada { $place }
place-map-help = Wax kasta oo khariidadda ku yaal waxay sidoo kale ku jiraan liiska adeegyada oo dhan.
place-none = Weli liiska kuma jiro adeeg ku yaal { $place }
place-none-text = Taas macnaheedu ma aha inaan waxba jirin: liiskayagu ma dhammaystirna. Kuwani waa kuwa u dhow.
place-near = Degmooyinka u dhow

why-words = Waxaa ku qoran { $words }
why-words-like = Waxaa ku qoran wax u eg { $words }
why-need = Wuxuu ka caawiyaa: { $need }
why-km = Qiyaastii { $km } km ayuu kuu jiraa
why-km-from = Qiyaastii { $km } km ayuu u jiraa { $place }
why-comes = Iyagaa kuu yimaada, ama waa taleefan ama internet
why-free = Bilaash
why-price = { $price } kulankiiba
why-costs = Lacag baa laga bixiyaa
why-language = { $language } ayaa lagu hadlaa
why-day = Wuxuu qabsoomaa maalinta { $day }
why-access = Waxaa jira: { $what }
why-full = Hadda waa buuxaa
why-paused = Hadda cidna halkan looma soo dirayo
unknown-cost = Lama oga: lacagta laga bixiyo
unknown-languages = Lama oga: luqadaha lagu hadlo
unknown-days = Lama oga: maalmaha
unknown-access = Lama oga: { $what }
unknown-masked = Cinwaanka lama shaaciyo, markaa masaafo ma leh
unknown-place = Lama oga: meesha saxda ah
unknown-checked = Lama hubin { $days } maalmood
unknown-checked-never = Weligii lama hubin: marka hore weydii
unknown-reached = Dhowaan qof baa isku dayay, cidna ma helin

day-mon = Isniin
day-tue = Talaado
day-wed = Arbaco
day-thu = Khamiis
day-fri = Jimce
day-sat = Sabti
day-sun = Axad
every-fortnight = labadii toddobaadba mar
every-once = hal mar
every-1st = ta koowaad ee bisha
every-2nd = ta labaad ee bisha
every-3rd = ta saddexaad ee bisha
every-4th = ta afraad ee bisha
every-last = ta ugu dambaysa bisha

access-step-free = albaab aan jaranjaro lahayn
access-toilet = musqul naafada ku habboon
access-lift = wiish (lift)
access-parking = meel baabuurta la dhigto
access-hearing-loop = qalab maqalka fududeeya (hearing loop)
access-bsl = luqadda dhegoolayaasha ee Ingiriiska (BSL)
access-large-print = far waaweyn
access-quiet-room = qol deggan oo aan qaylo lahayn
access-creche = meel carruurta lagu hayo (crèche)
access-home-visits = booqasho guriga ah
access-online = internetka (online)
access-telephone = taleefan
gender-women = Haweenka keliya
gender-men = Ragga keliya
gender-lgbt = Loogu talagalay dadka LGBT
route-self = Iska imow, ama adigu la xiriir
route-any = Adigu la xiriir, ama qof ha ku gudbiyo
route-professional = Waa in qof xirfadle ah, sida dhakhtar, uu ku gudbiyo

not-known = Lama oga.
service-run-by = waxaa wada { $provider }
service-closed = Adeeggan waa la xiray.
service-full = Hadda waa buuxaa. Weydii liiska sugitaanka.
service-what = Waxa halkaas ka socda
service-when = Goorma
service-where = Meesha
service-cost = Lacagta
service-who = Cidda iman karta
service-how = Sida loo yimaado
service-languages = Luqadaha
service-contact = La xiriir
service-access = Gelitaanka iyo ka qaybgalka
service-needs = Waxa uu ka caawiyo
service-has-not = Ma jiro:
service-not-known = Lama oga, marka hore weydii:
service-ask-first = Weydii inta aadan tegin.
service-masked = Cinwaanka lama shaaciyo, si ay u badbaadaan dadka halkaas jooga. La xiriir, iyagaa kuu sheegi doona.
service-masked-short = cinwaanka lama shaaciyo
service-comes = Iyagaa kuu yimaada, ama waa taleefan ama internet.
service-comes-short = way kuu yimaadaan ama waa taleefan
service-way = Haddii aad jidka u baahan tahay, iyaga weydii: sida loola xiriiro boggan ayay ku qoran tahay.
service-map-label = Khariidadda meesha uu ku yaal
service-map-help-in = Calaamaddu waa qiyaastii meesha uu ku yaal gudaha { $borough }. Khariidaddan waddooyin kuma qorna: raac cinwaanka.
service-map-help = Calaamaddu waa qiyaastii meesha uu ku yaal. Khariidaddan waddooyin kuma qorna: raac cinwaanka.
service-map-failed = Khariidadda lama soo tusi karin. Raac cinwaanka.
service-approximate = Khariidadaha iyo masaafada, meeshiisu waa qiyaas.
service-also = Sidoo kale halkan:
cost-free = Bilaash
cost-price = { $price } kulankiiba
cost-some = Lacag baa laga bixiyaa.
service-ages = Da'da { $from } ilaa { $to }
service-age-from = Da'da { $from } iyo ka weyn
service-age-to = Ilaa da'da { $to }
service-serves = Dadka deggan { $places }
service-anybody = Qof kasta, inta aan ognahay
service-places = { $n ->
    [one] Hal boos ayaa bannaanaa markii ugu dambaysay ee la hubiyay
   *[other] { $n } boos ayaa bannaanaa markii ugu dambaysay ee la hubiyay
}
service-wait = { $n ->
    [one] Qiyaastii hal toddobaad ayaa la sugaa
   *[other] Qiyaastii { $n } toddobaad ayaa la sugaa
}
service-checked-group = { $n ->
    [0] Maanta waxaa hubisay kooxda.
    [one] Shalay waxaa hubisay kooxda.
   *[other] { $n } maalmood ka hor waxaa hubisay kooxda.
}
service-checked-officer = { $n ->
    [0] Maanta waxaa hubiyay shaqaale.
    [one] Shalay waxaa hubiyay shaqaale.
   *[other] { $n } maalmood ka hor waxaa hubiyay shaqaale.
}
service-checked-worker = { $n ->
    [0] Maanta waxaa hubiyay xiriiriye (link worker) oo wacay.
    [one] Shalay waxaa hubiyay xiriiriye (link worker) oo wacay.
   *[other] { $n } maalmood ka hor waxaa hubiyay xiriiriye (link worker) oo wacay.
}
service-checked-publisher = { $n ->
    [0] Maanta waxaa hubiyay liiska uu ka yimid.
    [one] Shalay waxaa hubiyay liiska uu ka yimid.
   *[other] { $n } maalmood ka hor waxaa hubiyay liiska uu ka yimid.
}
service-checked-never = Weli cidna ma hubin.
service-print = Boggan waad daabici kartaa: waxa muhiimka ah oo keliya ayaa warqadda ku soo baxaya.

map-title = Khariidad
map-label = Khariidadda adeegyada liiska ku jira
map-show = Muuji khariidadda
map-hide = Qari khariidadda
map-list = Muuji liiska
map-here = Meeshan:
map-here-list = Muuji liiska adeegyada meeshan ku yaal
map-skip = Ka bood khariidadda
map-help = Dhaqaaji khariidadda, soo dhowee ama fogee: liisku wuxuu muujinayaa waxa ku jira. Wax kasta oo khariidadda ku yaal liiskana way ku jiraan.
map-off-it = Adeegyada kuu yimaada, ama meeshooda la qariyo, khariidad kuma yaalliin.
map-everywhere = Muuji adeegyada meel walba
map-failed = Khariidadda lama soo tusi karin. Wax kasta oo ku yaal liiska ayay ku jiraan.
map-behind = Liisku wuu raaci kari waayay khariidadda. Mar kale dhaqaaji.
map-zoom-in = Soo dhowee
map-zoom-out = Fogee
map-two-fingers = Khariidadda laba farood ku dhaqaaji
map-ctrl = Isticmaal Ctrl iyo scroll si aad khariidadda u soo dhowayso
map-command = Isticmaal ⌘ iyo scroll si aad khariidadda u soo dhowayso
map-credit = Xuduudaha degmooyinka: xogta National Statistics iyo Ordnance Survey © Crown copyright and database right
map-close = Xir

service-as-given = Qoraalkani waa Ingiriisi, sidii naloo siiyay.
