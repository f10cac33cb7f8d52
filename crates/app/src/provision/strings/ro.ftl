provision-map-label = Harta sectoarelor care au îndrumători
provision-map-help = Apăsați pe un sector ca să vedeți cum îi găsiți pe îndrumătorii de acolo. Tabelul spune același lucru.
provision-map-failed = Harta nu a putut fi afișată. Tabelul spune același lucru.
