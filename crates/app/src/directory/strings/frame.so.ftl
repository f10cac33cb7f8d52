frame-title = Taageero kuu dhow
frame-none-text = Taasi macnaheedu maaha in aan waxba jirin: liiskayagu ma dhammaystirna. Hoos wax kale ka raadi.
frame-search = Wax kale raadi
frame-search-hint = Waxay furaysaa raadinta oo dhan ee { $name }.

frame-offer = Adeegyadan ku muuji boggaaga internetka
find-private-none = Raadintan kuma jiraan wax kale oo la kaydiyo ama la diro. Dooro baahi ama degmo.
place-tonight = Furan fiidkan
place-this-weekend = Furan dhammaadka toddobaadkan
day-weekend = Dhammaadka toddobaadka
