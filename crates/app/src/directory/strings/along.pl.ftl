service-ring = Zadzwoń
service-finding = Jak tam trafić

along-title = Wyślij albo wydrukuj
along-scan = Na telefon
along-scan-text = Otwórz aparat w telefonie i skieruj go na kwadrat. Otworzy się strona tej usługi.
along-qr = Kwadrat do zeskanowania: strona usługi { $name }
along-send = Wyślij z tego urządzenia
along-send-text = Ty wybierasz, do kogo to trafi. Wiadomość wychodzi z Twojego urządzenia, nie od nas.
along-text = SMS
along-email = E-mail
along-copy = Skopiuj link
along-copied = Skopiowano
along-print = Strona do druku, dużymi literami
along-print-now = Drukuj
along-print-menu = Aby wydrukować, użyj menu swojej przeglądarki.
along-what = To zostanie wysłane
along-phone = Telefon: { $phone }
along-nothing-kept = Nie zapisujemy nic o tym, kto to wysyła albo drukuje.
along-not-counted = Ta strona jest dla Ciebie albo dla kogoś, z kim pracujesz, i nie jest liczona.
along-careful-title = Najpierw pomyśl: kto jeszcze widzi ten telefon, e-mail albo kartkę?
along-careful = Jeśli ktoś krzywdzi, śledzi albo kontroluje tę osobę, wiadomość lub link może narazić ją na niebezpieczeństwo. Może się pokazać na zablokowanym ekranie i zostać w wiadomościach, w e-mailu i na liście odwiedzonych stron.
along-careful-instead = Bezpieczniej może być powiedzieć to na głos albo zapisać tylko numer telefonu. Zapytaj tę osobę, co jest bezpieczne.
along-sheet-scan = Zeskanuj to telefonem, aby zobaczyć stronę:
along-sheet-printed = Data wydruku: { $day }.

shortlist-title = Twoja lista
shortlist-private = Twoja lista jest tylko w tej przeglądarce. My jej nie przechowujemy i nikt inny jej nie widzi, chyba że ją wyślesz. Czy inni używają tego urządzenia? Opróżnij listę, zanim wyjdziesz.
shortlist-no-scripts = Bez skryptów (JavaScript) lista jest tylko na tej stronie. Zniknie, gdy z niej wyjdziesz. Dodaj do niej poniżej, a potem wydrukuj ją albo wyślij.
shortlist-count = { $n ->
    [0] Nic z Twojej listy już tu nie ma
    [one] Jedna usługa na Twojej liście
    [few] { $n } usługi na Twojej liście
   *[other] { $n } usług na Twojej liście
}
shortlist-keep = Zachowaj
shortlist-kept = Na Twojej liście
shortlist-remove = Usuń z listy
shortlist-empty = Opróżnij listę
shortlist-none = Na Twojej liście nic jeszcze nie ma
shortlist-none-text = Znajdź usługę i wybierz „Zachowaj”. Swoją listę możesz wydrukować albo wysłać.
shortlist-gone = Jednej z zachowanych usług już tu nie ma.
shortlist-full = Twoja lista jest pełna. Mieści się na niej najwyżej tyle usług: { $n }. Usuń jedną, aby dodać inną.
shortlist-add = Dodaj kolejną
shortlist-add-hint = Nazwa albo to, co mogłoby pomóc
shortlist-put = Dodaj do listy
shortlist-failed = Nie udało się pokazać listy. Spróbuj jeszcze raz, gdy będzie internet.
