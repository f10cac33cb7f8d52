service-ring = Wac
service-finding = Sida loo helo
along-title = Dir ama daabac
along-scan = Taleefan ku fur
along-scan-text = Fur kaamirada taleefanka oo ku beeg sanduuqa. Wuxuu furayaa bogga adeeggan.
along-qr = Sanduuqa la iskaan gareeyo (QR): bogga { $name }
along-send = Ka dir qalabkan
along-send-text = Adigaa dooranaya cidda loo diro. Waxay ka baxaysaa qalabkaaga, annaga nagama baxayso.
along-text = Farriin qoraal ah
along-email = Iimayl
along-copy = Linkiga koobbi garee
along-copied = Waa la koobbi gareeyay
along-print = Bog la daabaco, far waaweyn
along-print-now = Daabac
along-print-menu = Si aad u daabacdo, isticmaal menu-ga browserkaaga.
along-what = Waa kan waxa la dirayo
along-phone = Taleefan: { $phone }
along-nothing-kept = Waxba kama kaydinno cidda tan dirta ama daabacda.
along-not-counted = Boggan waxaa loogu talagalay adiga ama qof aad wada shaqaysaan, lamana tiriyo.
along-careful-title = Marka hore ka fiirso: yaa kale oo arka taleefankan, iimaylkan ama warqaddan?
along-careful = Haddii ay jirto cid qofka wax yeesha, dabagasha ama xakamaysa, farriin ama link ayaa qofka halis gelin kara. Waxay ka soo muuqan kartaa shaashad quful ah, waxayna ku hari kartaa farriimaha, iimaylka iyo liiska bogagga la booqday.
along-careful-instead = Waxaa ka ammaan badnaan karta in afka laga sheego, ama in lambarka taleefanka oo keliya la qoro. Qofka weydii waxa ammaan ah.
along-sheet-scan = Tan taleefan ku iskaan garee si aad bogga u aragto:
along-sheet-printed = Waxaa la daabacay { $day }.
shortlist-title = Liiskaaga
shortlist-private = Liiskaaga waxaa lagu hayaa browserkan oo keliya. Annagu ma hayno, cid kalena ma aragto ilaa aad adigu dirto. Dad kale miyay isticmaalaan qalabkan? Liiska faaruqi inta aadan tegin.
shortlist-no-scripts = JavaScript la'aantiis, liisku boggan oo keliya ayuu ku jiraa. Marka aad bogga ka tagto wuu baxayaa. Hoos wax ugu dar, ka dibna daabac ama dir.
shortlist-count = { $n ->
    [0] Wixii liiskaaga ku jiray midna hadda halkan ma joogo
    [one] Hal adeeg ayaa liiskaaga ku jira
   *[other] { $n } adeeg ayaa liiskaaga ku jira
}
shortlist-keep = Kaydso
shortlist-kept = Liiskaaga ayuu ku jiraa
shortlist-remove = Ka saar
shortlist-empty = Faaruqi liiska
shortlist-none = Weli waxba kuma jiraan liiskaaga
shortlist-none-text = Raadi adeeg oo dooro “Kaydso”. Liiskaaga waad daabici kartaa ama waad diri kartaa.
shortlist-gone = Adeeg aad kaydsatay hadda halkan ma joogo.
shortlist-full = Liiskaagu waa buuxaa. Wuxuu qaadaa { $n } adeeg. Mid ka saar si aad mid kale ugu darto.
shortlist-add = Mid kale ku dar
shortlist-add-hint = Magaciisa, ama waxa caawin kara
shortlist-put = Liiska ku dar
shortlist-failed = Liiska lama soo tusi karin. Mar kale isku day marka aad internet haysato.
